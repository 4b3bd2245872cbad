"""Slips of the pen in rule files: those an editor and the check both refuse, and those only the check can know."""

from __future__ import annotations

from tests.rulebook.books import Edit

COD = "situations/cancelled-cod.yaml"
DOOR = "fragments/door-warning.yaml"
ANSWER = "fragments/request-answer.yaml"

REFUSED_BY_BOTH: dict[str, Edit] = {
    # situations
    "unknown key": (COD, "verdict: cancelled", "verdikt: cancelled"),
    "missing key": (COD, "verdict: cancelled\n", ""),
    "missing list": (COD, "messages: [support-cod-paid, support-parcel-came]\n", ""),
    "unknown verdict": (COD, "verdict: cancelled", "verdict: canceled"),
    "list for a word": (COD, "verdict: cancelled", "verdict: [cancelled]"),
    "word without a value": (COD, "verdict: cancelled", "verdict:"),
    "bad id": (COD, "id: cancelled-cod", "id: Cancelled_COD"),
    "unknown question": (COD, "{status: c", "{stauts: c"),
    "unknown option": (COD, "payment: cod,", "payment: cdo,"),
    "unknown option in a list": (COD, "[refund-missing, refund-short]}", "[refund-missing, refund-shrt]}"),
    "unknown option under not": (COD, "payment: cod,", "not: {payment: csh},"),
    "not below not": (COD, "payment: cod,", "not: {not: {payment: cod}},"),
    "list for a condition": (COD, "when: {status: cancelled,", "when: [status]\nwhen2: {status: cancelled,"),
    "option without a value": (COD, "payment: cod,", "payment: ,"),
    "value of another question": (COD, "payment: cod,", "payment: shipped,"),
    "unknown rival": (COD, "over: [refund-unclear,", "over: [refund-unclea,"),
    "missing language": (COD, "  en: My COD order was cancelled and I am looking for the money\n", ""),
    "third language": (COD, "title:\n", "title:\n  ms: Pesanan COD saya\n"),
    "empty text": (COD, "en: My COD order was cancelled and I am looking for the money", "en:"),
    "blank text": (COD, "en: My COD order was cancelled and I am looking for the money", 'en: " "'),
    "mapping for a text": (COD, "en: My COD order was cancelled", "en: {a: b} # My COD order was cancelled"),
    "one text for two": (COD, "title:\n", "title: Pesanan COD\ntitle2:\n"),
    "sentence without a source": (COD, "    source: [F70, F74]\nsteps:", "steps:"),
    "sentence without sources": (COD, "source: [F70, F74]\nsteps:", "source: []\nsteps:"),
    "unknown source": (COD, "    source: F91\n", "    source: F911\n"),
    "unknown source in a list": (COD, "[F41, F74]", "[F41, F741]"),
    "sentence with an unknown key": (COD, "    source: F91\n", "    source: F91\n    note: x\n"),
    "unknown fragment": (COD, "use: refund-time", "use: refund-tmie"),
    "fragment of another kind": (COD, "use: refund-time", "use: scam-warning"),
    "fragment and more": (COD, "  - use: refund-time\n", "  - use: refund-time\n    source: F70\n"),
    "sentence among steps": (COD, "  - use: refund-time\n", "  - {id: Kata, en: Words, source: F70}\n"),
    "empty list": (COD, "messages: [support-cod-paid, support-parcel-came]", "messages: []"),
    "word for a list": (COD, "messages: [support-cod-paid, support-parcel-came]", "messages: support-cod-paid"),
    "unknown message": (COD, "[support-cod-paid,", "[support-cod-payd,"),
    "unknown next page": (COD, "if_that_fails: parcel-came-anyway", "if_that_fails: parcel-came"),
    "fallback that is not": (COD, "verdict: cancelled", "verdict: cancelled\nfallback: false"),
    "example with a derived answer": (COD, "given: {status: cancelled,", "given: {approval: done, status: cancelled,"),
    "example with two answers": (COD, "age: 3d-7d,", "age: [3d-7d, over-7d],"),
    "example without a verdict": (COD, "    expect: cancelled\n", ""),
    # fragments
    "unknown kind": (DOOR, "kind: avoid", "kind: avoids"),
    "missing kind": (DOOR, "kind: avoid\n", ""),
    "kind of steps with sentences": (DOOR, "kind: avoid", "kind: steps"),
    "kind of sentences with steps": (ANSWER, "kind: steps", "kind: why"),
    "no cases": (DOOR, "cases:\n", "cases: []\ncases2:\n"),
    "case without a name": (DOOR, "  - id: not-known\n    when: {}", "  - when: {}"),
    "bad span": (ANSWER, "within: 48 hours", "within: 48 horas"),
    "span without a unit": (ANSWER, "within: 48 hours", "within: 48"),
    "unknown start of a deadline": (ANSWER, "from: tried-on", "from: tryed-on"),
    "unknown kind of deadline": (ANSWER, "as: wait", "as: waits"),
    "deadline without a start": (ANSWER, "{from: tried-on, within", "{within"),
    # questions
    "label too long": ("questions.yaml", "label: {id: Dibatalkan,", f"label: {{id: {'Dibatalkan' * 4},"),
    "one option": (
        "questions.yaml",
        "    options:\n",
        "    options: [{id: a, label: {id: A, en: A}}]\n    options2:\n",
    ),
    "unknown kind of question": ("questions.yaml", "kind: core", "kind: main"),
    "bad flag": ("questions.yaml", "flags: [--status]", "flags: [status]"),
    "no flags": ("questions.yaml", "flags: [--status]", "flags: []"),
    "unknown stage": ("questions.yaml", "stage: created", "stage: made"),
    "bad duration": ("questions.yaml", "below: 1 hours", "below: 1 hour"),
    "working days for a duration": ("questions.yaml", "below: 1 hours", "below: 1 working-days"),
    "unknown date": ("questions.yaml", "measures: ordered-on", "measures: order-id"),
    "derived answer before its questions": (
        "questions.yaml",
        "only_if: {status: [processing, awaiting-pickup, unknown]}",
        "only_if: {approval: seller}",
    ),
    "unknown next answer": ("questions.yaml", "becomes: [processing,", "becomes: [proces,"),
    "unknown kind of detail": ("questions.yaml", "kind: order-number", "kind: number"),
    "missing details": ("questions.yaml", "\ndetails:", "\ndetail:"),
    # the others
    "unknown value": ("derived.yaml", "is: lapses", "is: lapse"),
    "row without a condition": ("derived.yaml", "        when: {status: unpaid}\n", ""),
    "label of no value": ("derived.yaml", "      lapses: {id:", "      lapse: {id:"),
    "unknown recipient": ("messages.yaml", "to: seller", "to: sellers"),
    "unknown filling": ("messages.yaml", "if: item", "if: itm"),
    "line in one language": ("messages.yaml", '      - id: "Barang: {item}"\n        en:', "      - en:"),
    "bad year": ("sources.yaml", "dated: 2025\n", "dated: 25\n"),
    "bad month": ("sources.yaml", "checked: 2026-11\n", "checked: 2026-13\n"),
    "bad day": ("sources.yaml", "dated: 2023-10-03", "dated: 2023-10-32"),
    "unknown date of a check": ("sources.yaml", "checked: 2026-11\n", "checked: unknown\n"),
    "unknown document": ("sources.yaml", "from: [cancel-policy-id]", "from: [cancel-polcy-id]"),
    "unknown confidence": ("sources.yaml", "confidence: high", "confidence: sure"),
    "unknown kind of source": ("sources.yaml", "kind: official", "kind: offical"),
    "bad review span": ("rulebook.yaml", "review_after: 180 days", "review_after: 6 months"),
    "bad zone": ("rulebook.yaml", "timezone: WIB +07:00", "timezone: WIB"),
    "unknown language": ("rulebook.yaml", "languages: [id, en]", "languages: [id, ms]"),
    "no stages": ("rulebook.yaml", "line:\n", "line: []\nline2:\n"),
    "unknown style": ("guide.yaml", "style: paragraph", "style: paragraf"),
    "entry without sentences": (
        "guide.yaml",
        "paragraph\n        say:\n",
        "paragraph\n        say: []\n        said:\n",
    ),
}
"""What both refuse: a file, words that stand there, and words in their place."""

KNOWN_TO_THE_CHECK_ALONE: dict[str, Edit] = {
    "day that the month does not have": ("sources.yaml", "dated: 2023-10-03", "dated: 2023-02-30"),
    "id that is not the file's name": (COD, "id: cancelled-cod", "id: cancelled-cash"),
    "id that is used above": ("messages.yaml", "- id: seller-approve", "- id: seller-cancel"),
    "value of another derived answer": ("derived.yaml", "is: lapses", "is: in-time"),
    "later question in a condition": (
        "questions.yaml",
        "only_if: {status: [processing, awaiting-pickup, unknown]}",
        "only_if: {reason: other}",
    ),
    "unknown row under over": ("derived.yaml", "over: [kinds-under-review]", "over: [kinds-under-revue]"),
    "placeholder that is no detail": (
        "messages.yaml",
        '"Nomor pesanan: {order-id}"\n        en: "Order number: {order-id}"',
        '"Nomor pesanan: {ordr-id}"\n        en: "Order number: {ordr-id}"',
    ),
    "option name that the program has": ("questions.yaml", "flags: [--status]", "flags: [--help]"),
    "key that stands twice": (COD, "verdict: cancelled\n", "verdict: cancelled\nverdict: cancelled\n"),
}
"""What needs other places, the calendar or the YAML itself; gaps, ties and dead rules come on top of these."""

ACCEPTED_BY_BOTH: dict[str, Edit] = {
    "number for a text": ("rulebook.yaml", 'version: "2026.11"', "version: 2026.11"),
    "year and month": ("rulebook.yaml", "checked: 2026-11", 'checked: "2026-11"'),
    "day": ("rulebook.yaml", "checked: 2026-11", "checked: 2026-11-23"),
    "year": ("rulebook.yaml", "checked: 2026-11", "checked: 2026"),
    "date that is not known": ("sources.yaml", "dated: 2023-10-03", "dated: unknown"),
    "yes and no as labels": (
        "questions.yaml",
        "label: {id: Dibatalkan, en: Dibatalkan (cancelled)}",
        "label: {id: no, en: Yes}",
    ),
    "true as another word": ("questions.yaml", "also: [batal,", "also: [true, 12, 12:30,"),
    "number as a label": (
        "questions.yaml",
        "label: {id: Dibatalkan, en: Dibatalkan (cancelled)}",
        "label: {id: 1, en: 2.5}",
    ),
    "fallback": (COD, "verdict: cancelled", "verdict: cancelled\nfallback: true"),
    "fallback in quotes": (COD, "verdict: cancelled", 'verdict: cancelled\nfallback: "true"'),
    "number as an id": ("guide.yaml", "  - id: status-table", "  - id: 2026"),
    "truth as an id": ("guide.yaml", "  - id: status-table", "  - id: true"),
    "one for a list": (COD, "over: [refund-unclear, refund-short]", "over: refund-unclear"),
    "all": (COD, "over: [refund-unclear, refund-short]", "over: all"),
    "list of one": (COD, "    source: F91\n", "    source: [F91]\n"),
    "case that says nothing": (
        DOOR,
        "  - id: cod\n",
        "  - {id: empty, when: {payment: cod, error: other}, say: []}\n  - id: cod\n",
    ),
    "several excluded": (COD, "payment: cod,", "not: {payment: [card, paylater], store: mall},"),
    "block for a line": (
        COD,
        "en: My COD order was cancelled and I am looking for the money",
        "en: >-\n    My COD order\n    was cancelled",
    ),
}
"""What both accept although an editor may read it as a number, a date or a truth; rules may still be lacking."""
