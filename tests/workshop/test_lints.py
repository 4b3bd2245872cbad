"""Rules that decide well and are still not as they should be: long, idle, doubled, silent or unused."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from batalin.rulebook.finding import Finding
from batalin.workshop.checks.checking import Check, check
from tests.rulebook.books import Edit, page, texts, unchanged

TODAY = date(2026, 11, 23)
COMPLETED = "situations/completed.yaml"
QUESTIONS = "questions.yaml"
NOTHING: Mapping[str, str] = {}
LONG = "Kata " * 20 + "akhir."


def checked(*edits: Edit, added: Mapping[str, str] = NOTHING) -> Check:
    files = texts(edits, added)
    return check(files, TODAY, unchanged(files))


def found(code: str, *edits: Edit, added: Mapping[str, str] = NOTHING) -> list[Finding]:
    return [finding for finding in checked(*edits, added=added).findings if finding.code == code]


def marked(finding: Finding) -> str:
    """Give the characters above the caret."""
    assert finding.span is not None
    return finding.line[finding.span.column - 1 : finding.span.column - 1 + finding.span.length]


def fragment(cases: str, kind: str = "limits") -> dict[str, str]:
    return {"fragments/extra.yaml": f"id: extra\nkind: {kind}\ncases:\n{cases}"}


def case(
    name: str, when: str, say: str = "[{id: Satu kalimat saja di sini., en: One sentence only here., source: F01}]"
) -> str:
    return f"  - id: {name}\n    when: {when}\n    say: {say}\n"


USING: Edit = (COMPLETED, "limits:\n", "limits:\n  - use: extra\n")


def test_sentence_of_twenty_one_words_is_long_and_of_twenty_is_not() -> None:
    old = "Satu kalimat saja di sini."
    cases = case("any", "{}")
    assert found("long-sentence", USING, added=fragment(cases.replace(old, "Kata " * 19 + "akhir."))) == []
    (finding,) = found("long-sentence", USING, added=fragment(cases.replace(old, LONG)))
    assert finding.facts == {"count": "21", "limit": "20"}
    assert marked(finding) == LONG
    assert finding.severity == "warning"


def test_two_short_sentences_are_not_one_long_one() -> None:
    two = "Kata " * 14 + "habis. " + "Kata " * 14 + "habis."
    assert (
        found("long-sentence", USING, added=fragment(case("any", "{}").replace("Satu kalimat saja di sini.", two)))
        == []
    )


def test_same_words_in_both_languages_are_not_translated() -> None:
    cases = case("any", "{}").replace("One sentence only here.", "Satu kalimat saja di sini.")
    (finding,) = found("same-text", USING, added=fragment(cases))
    assert finding.path == ("cases", 0, "say", 0, "en")


def test_message_that_grows_over_the_limit_is_found_even_if_its_template_does_not() -> None:
    line = '      - {id: "' + "x" * 90 + ' {item}", en: "' + "x" * 90 + ' {item}", if: item}\n'
    old = "  - id: seller-refuse-cod\n"
    messages = texts()["messages.yaml"].decode()
    start = messages.index(old)
    body = messages.index("body:\n", start) + len("body:\n")
    short = messages[start:body]
    few, many = (found("long-message", ("messages.yaml", short, short + line * count)) for count in (1, 6))
    assert few == []
    assert {(one.word, marked(one)) for one in many} == {("seller-refuse-cod", "seller-refuse-cod")}


@pytest.mark.parametrize(
    ("edits", "added", "word"),
    [
        pytest.param((), fragment(case("any", "{}")), "extra", id="fragment"),
        pytest.param(
            (
                (
                    "messages.yaml",
                    "messages:\n",
                    "messages:\n  - id: extra\n    to: seller\n    about: {id: Kata, en: Words}\n    source: F01\n"
                    "    body: [{id: Kata, en: Words}]\n",
                ),
            ),
            NOTHING,
            "extra",
            id="message",
        ),
        pytest.param(
            (
                (
                    "sources.yaml",
                    "documents:\n",
                    "documents:\n  extra: {title: {id: Kata, en: Words}, url: none, kind: press, dated: unknown}\n",
                ),
            ),
            NOTHING,
            "extra",
            id="document",
        ),
        pytest.param(
            (
                (
                    QUESTIONS,
                    "details:\n",
                    "details:\n  - id: extra\n    kind: text\n    flags: [--extra]\n    ask: {id: Kata, en: Words}\n"
                    "    purpose: {id: Kata, en: Words}\n    blank: {id: KATA, en: WORDS}\n"
                    "    find: {id: Kata, en: Words}\n",
                ),
            ),
            NOTHING,
            "extra",
            id="detail",
        ),
    ],
)
def test_what_nothing_uses_is_named(edits: tuple[Edit, ...], added: Mapping[str, str], word: str) -> None:
    (finding,) = found("unused", *edits, added=added)
    assert (finding.word, marked(finding)) == (word, word)


def test_cases_that_say_the_same_and_differ_in_one_condition_could_be_one() -> None:
    base = case("any", "{}", "[]")
    twins = base + case("first", "{payment: cod}") + case("second", "{payment: card}")
    (finding,) = found("could-merge", USING, added=fragment(twins))
    assert (finding.word, finding.facts["other"], marked(finding)) == ("second", "first", "when")


@pytest.mark.parametrize(
    "second",
    ["{payment: card, product: digital}", "{product: digital}", "{payment: [cod, card]}"],
    ids=["two conditions", "another question", "inside the other"],
)
def test_cases_that_cannot_be_written_as_one_condition_are_left_alone(second: str) -> None:
    cases = case("any", "{}", "[]") + case("first", "{payment: cod}") + case("second", second)
    assert found("could-merge", USING, added=fragment(cases)) == []


def test_situations_that_could_be_one_are_found_by_what_they_say() -> None:
    added = page("one", "{status: completed, product: custom, error: other}") | page(
        "two", "{status: completed, product: perishable, error: other}"
    )
    (finding,) = found("could-merge", added=added)
    assert (finding.file, finding.facts["other"]) == ("situations/two.yaml", "one")


def test_list_of_silent_fragments_is_found_with_an_interview_that_shows_it() -> None:
    limits = texts()[COMPLETED].decode().partition("limits:\n")[2].partition("examples:")[0]
    silent = case("any", "{}") + case("cod", "{payment: cod}", "[]")
    result = checked((COMPLETED, limits, "  - use: extra\n"), added=fragment(silent))
    (finding,) = [one for one in result.findings if one.code == "silent-list"]
    assert (finding.file, finding.word, marked(finding)) == (COMPLETED, "limits", "limits")
    assert finding.witness["payment"] == "cod"


def test_option_that_tells_what_another_one_tells_is_idle() -> None:
    twin = "      - id: card-twin\n        label: {id: Kartu lain, en: Another card}\n"
    text = texts()[QUESTIONS].decode()
    card = text.index("      - id: card\n")
    block = text[card : text.index("      - id: ", card + 5)]
    options = [
        finding for finding in checked((QUESTIONS, block, block + twin)).findings if finding.code == "idle-option"
    ]
    assert options == [] or all("card-twin" in (one.word, one.facts["other"]) for one in options)


def question(name: str) -> str:
    return f"""  - id: {name}
    kind: follow-up
    name: {{id: Nama, en: Name}}
    flags: [--{name}]
    ask: {{id: "Apa?", en: "What?"}}
    help: {{id: Lihat., en: Look.}}
    only_if: {{status: completed}}
    options:
      - {{id: "yes", label: {{id: Ya, en: "Yes"}}}}
      - {{id: maybe, label: {{id: Mungkin, en: Maybe}}}}
      - {{id: unknown, label: {{id: Tidak tahu, en: Not sure}}}}
"""


def test_question_that_changes_nothing_is_idle() -> None:
    (finding,) = found("idle-question", (QUESTIONS, "details:\n", question("weather") + "details:\n"))
    assert (finding.word, marked(finding)) == ("weather", "weather")


def test_question_that_matters_has_an_idle_option_where_two_tell_the_same() -> None:
    edits = [USING, (QUESTIONS, "details:\n", question("weather") + "details:\n")]
    cases = case("any", "{}") + case("told", "{weather: ['yes', maybe]}", "[]")
    (finding,) = found("idle-option", *edits, added=fragment(cases))
    assert (finding.word, finding.facts["other"]) == ("yes", "maybe") or (finding.word, finding.facts["other"]) == (
        "maybe",
        "yes",
    )
    assert found("idle-question", *edits, added=fragment(cases)) == []
