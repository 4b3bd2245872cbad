"""Loading a folder of rules: every fault with its place and the word that was meant; the compiled file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import pytest

from batalin.errors import RulebookError
from batalin.rulebook.loading import COMPILED, compile_rules, load, parse
from batalin.rulebook.rulebook import Rulebook
from batalin.trouble import explain
from tests.rulebook import oracle
from tests.rulebook.books import Edit, folder, texts


class Fault(NamedTuple):
    """One thing broken in one file, and what must be said of it.

    Attributes:
        edit: File, words that stand there, and words that take their place.
        code: Name of the finding.
        under: What the caret must point at; it stands in the new words.
        near: The word that was meant, or an empty string.
    """

    edit: Edit
    code: str
    under: str
    near: str = ""


COD = "situations/cancelled-cod.yaml"
OPEN = "situations/processing-open.yaml"
FAULTS = {
    "typo in a key": Fault((COD, "verdict: c", "verdikt: c"), "unknown-key", "verdikt", "verdict"),
    "typo in a condition": Fault((COD, "{status: c", "{stauts: c"), "unknown-word", "stauts", "status"),
    "unknown option": Fault((COD, "payment: cod,", "payment: cdo,"), "unknown-word", "cdo", "cod"),
    "unknown option under not": Fault(
        ("situations/not-shipped-overdue.yaml", "not: {product: preorder,", "not: {product: preoder,"),
        "unknown-word",
        "preoder",
        "preorder",
    ),
    "unknown option in a list": Fault(
        (COD, "error: [refund-missing, refund-short]", "error: [refund-missing, refund-shrt]"),
        "unknown-word",
        "refund-shrt",
        "refund-short",
    ),
    "unknown verdict": Fault((OPEN, "verdict: can\n", "verdict: cann\n"), "unknown-word", "cann", "can"),
    "unknown source": Fault(
        ("fragments/scam-warning.yaml", "source: F91\n", "source: F911\n"), "unknown-word", "F911", "F91"
    ),
    "unknown source in a list": Fault(
        ("fragments/scam-warning.yaml", "[F91, F92]", "[F91, F922]"), "unknown-word", "F922", "F92"
    ),
    "unknown document": Fault(
        ("sources.yaml", "from: [cancel-policy-id]", "from: [cancel-polcy-id]"),
        "unknown-word",
        "cancel-polcy-id",
        "cancel-policy-id",
    ),
    "unknown message": Fault(
        (COD, "[support-cod-paid,", "[support-cod-payd,"),
        "unknown-word",
        "support-cod-payd",
        "support-cod-paid",
    ),
    "unknown fragment": Fault(
        (COD, "use: refund-time", "use: refund-tmie"), "unknown-word", "refund-tmie", "refund-time"
    ),
    "fragment of another kind": Fault(
        (COD, "use: refund-time", "use: who-cancelled"), "other-kind", "who-cancelled", ""
    ),
    "unknown rival": Fault((COD, "over: [refund-unclear", "over: [refund-unclea"), "unknown-word", "refund-unclea"),
    "unknown next page": Fault(
        (COD, "if_that_fails: parcel-came-anyway", "if_that_fails: parcel-came"),
        "unknown-word",
        "parcel-came",
        "parcel-came-anyway",
    ),
    "unknown start of a deadline": Fault(
        ("fragments/request-answer.yaml", "from: tried-on", "from: tryed-on"), "unknown-word", "tryed-on", "tried-on"
    ),
    "bad span": Fault(
        ("fragments/request-answer.yaml", "within: 48 hours", "within: 48 horas"), "bad-span", "48 horas"
    ),
    "unknown placeholder": Fault(
        (
            "messages.yaml",
            '"Nomor pesanan: {order-id}"\n        en: "Order number: {order-id}"',
            '"Nomor pesanan: {ordr-id}"\n        en: "Order number: {ordr-id}"',
        ),
        "unknown-word",
        "ordr-id",
        "order-id",
    ),
    "placeholder in one language": Fault(
        ("messages.yaml", '"Order number: {order-id}"', '"Order number"'),
        "placeholder-in-one-language",
        '"Order number"',
    ),
    "placeholder that may be unknown": Fault(
        ("messages.yaml", "if: reason", "if: item"), "placeholder-needs-if", 'id: "Alasan pembatalan: {reason}"'
    ),
    "missing language": Fault(
        ("messages.yaml", "{id: Minta penjual membatalkan, en: Ask the seller to cancel}", "{id: Satu bahasa saja}"),
        "missing-language",
        "{id: Satu bahasa saja}",
    ),
    "empty text": Fault(("messages.yaml", "en: Ask the seller to cancel}", "en: ''}"), "empty-text", "''"),
    "duplicate key": Fault((OPEN, "verdict: can\n", "verdict: can\nid: again\n"), "yaml-duplicate", "id: again"),
    "duplicate id": Fault(
        ("messages.yaml", "- id: seller-approve", "- id: seller-cancel # twice"),
        "duplicate-id",
        "seller-cancel # twice",
    ),
    "derived answer named like a question": Fault(
        ("derived.yaml", "- id: refund-due", "- id: reason"), "duplicate-id", "reason"
    ),
    "alias": Fault((OPEN, "verdict: can\n", "verdict: *can\n"), "yaml-alias", "*can"),
    "anchor": Fault((OPEN, "verdict: can\n", "verdict: &x can\n"), "yaml-alias", "&x can"),
    "tag": Fault((OPEN, "verdict: can\n", "verdict: !!str can\n"), "yaml-tag", "!!str can"),
    "two documents": Fault((OPEN, "verdict: can\n", "---\nverdict: can\n"), "yaml-documents", "---"),
    "tab": Fault((OPEN, "verdict: can\n", "\tverdict: can\n"), "yaml-tab", "\tverdict"),
    "list as key": Fault((OPEN, "verdict: can\n", "? [verdict]\n: can\n"), "yaml-key", "[verdict]"),
    "50,000 brackets": Fault((OPEN, "verdict: can\n", f"verdict: {'[' * 50_000}\n"), "yaml-too-deep", ""),
    "5,000 brackets": Fault((OPEN, "verdict: can\n", f"verdict: {'[' * 5_000}\n"), "yaml-too-deep", ""),
    "more than 512 kB": Fault((OPEN, "id: processing-open\n", f"# {'x' * 524_288}\n"), "yaml-too-large", ""),
    "control character": Fault((OPEN, "verdict: can\n", "verdict: can\x07\n"), "yaml-character", "\x07"),
    "list for a mapping": Fault((OPEN, "when: {", "when: [status]\nwhen2: {"), "expected-mapping", "[status]"),
    "mapping for a text": Fault((OPEN, "verdict: can\n", "verdict: {can: can}\n"), "expected-text", "{can: can}"),
    "id not the file's name": Fault(
        (OPEN, "id: processing-open", "id: processing-opened"),
        "id-not-file-name",
        "processing-opened",
        "processing-open",
    ),
    "label too long": Fault(
        ("questions.yaml", "label: {id: Pre-order,", f"label: {{id: {'Pre-order' * 4},"),
        "label-too-long",
        "Pre-order" * 4,
    ),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_fault_is_named_with_its_place(fault: Fault) -> None:
    name, _, new = fault.edit
    files = texts([fault.edit])
    with pytest.raises(RulebookError) as caught:
        parse(files)
    at = {finding.code: finding for finding in reversed(caught.value.findings)}
    finding = at[fault.code]
    assert finding.span is not None
    assert finding.file == name
    assert finding.nearest == fault.near or not fault.near
    text = files[name].decode()
    if fault.under:
        place = text.index(fault.under, text.index(new))
        before = text[:place]
        expected = (before.count("\n") + 1, place - before.rfind("\n"))
        assert (finding.span.line, finding.span.column) == expected
        assert_caret(caught.value, f"{name}:{expected[0]}:{expected[1]}: ", fault.under)
    for language in ("id", "en"):
        assert finding.word in explain(caught.value, language)


def assert_caret(error: RulebookError, start: str, under: str) -> None:
    """Compare the printed place, the source line below it, and the caret below that."""
    lines = explain(error, "en").split("\n")
    index = next(index for index, line in enumerate(lines) if line.startswith(start))
    source, carets = lines[index + 1 : index + 3]
    shown = under[:1] if under.isprintable() else "?"
    assert source[carets.index("^")] == shown
    assert set(carets) == {" ", "^"}
    assert source.startswith("  ")
    assert source.isprintable()


def test_caret_stays_under_its_word_in_a_long_line() -> None:
    files = texts([(COD, "when: {", f"when: {{{' ' * 150}paymnt: cod, ")])
    with pytest.raises(RulebookError) as caught:
        parse(files)
    lines = explain(caught.value, "id").split("\n")
    carets = next(line for line in lines if "^" in line)
    source = lines[lines.index(carets) - 1]
    assert source[carets.index("^") : carets.rindex("^") + 1] == "paymnt"
    assert len(source) <= 102


def test_every_fault_is_named_at_once() -> None:
    edits = [(COD, "verdict: c", "verdikt: c"), (OPEN, "verdict: can\n", "verdict: *can\n")]
    with pytest.raises(RulebookError) as caught:
        parse(texts(edits))
    assert {(finding.file, finding.code) for finding in caught.value.findings} == {
        (COD, "unknown-key"),
        (OPEN, "yaml-alias"),
    }


@pytest.mark.parametrize(
    ("data", "code", "place"),
    [
        pytest.param(b"", "missing-key", "1:1", id="empty"),
        pytest.param(b"- a\n", "expected-mapping", "1:1", id="list"),
        pytest.param(b"word\n", "expected-mapping", "1:1", id="word"),
        pytest.param(b"id: \xc3\xa9\nwhen: \xff\n", "not-utf-8", "2:7", id="not UTF-8"),
        pytest.param("id: é\n".encode("utf-16"), "not-utf-8", "1:1", id="UTF-16"),
    ],
)
@pytest.mark.parametrize("name", [OPEN, "fragments/scam-warning.yaml", "messages.yaml", "sources.yaml"])
def test_whole_file_is_wrong(data: bytes, code: str, place: str, name: str) -> None:
    with pytest.raises(RulebookError) as caught:
        parse(texts() | {name: data})
    assert code in {finding.code for finding in caught.value.findings}
    assert f"{name}:{place}: " in explain(caught.value, "en")


def test_folder_without_rules_is_named(tmp_path: Path) -> None:
    with pytest.raises(RulebookError) as caught:
        load(tmp_path)
    assert str(tmp_path) in explain(caught.value, "en")


def decisions(rulebook: Rulebook) -> list[object]:
    """Give everything a rulebook decides on a sample of interviews."""
    sample = oracle.sample(rulebook.trees["questions.yaml"]["questions"], 150)
    return [rulebook.decide(answers) for answers in sample]


def test_compiled_file_decides_alike(tmp_path: Path) -> None:
    rules = folder(tmp_path, texts())
    plain = load(rules)
    (rules / COMPILED).write_text(compile_rules(rules), encoding="utf-8")
    compiled = load(rules)
    assert compiled.trees == plain.trees
    assert decisions(compiled) == decisions(plain)


def marked(rules: Path) -> None:
    """Write a compiled file that fits its rules and says something that they do not."""
    first, words = compile_rules(rules).split("\n")
    content = json.loads(first)
    content["trees"]["rulebook.yaml"]["version"] = "compiled"
    (rules / COMPILED).write_text(f"{json.dumps(content)}\n{words}", encoding="utf-8")


def test_compiled_file_is_used_while_it_fits(tmp_path: Path) -> None:
    rules = folder(tmp_path, texts())
    marked(rules)
    assert load(rules).about["version"] == "compiled"


@pytest.mark.parametrize("change", ["edited", "added", "removed", "renamed"])
def test_compiled_file_is_ignored_once_a_rule_file_changed(tmp_path: Path, change: str) -> None:
    rules = folder(tmp_path, texts())
    marked(rules)
    words = rules / "fragments" / "words-note.yaml"
    if change == "edited":
        words.write_bytes(words.read_bytes() + b"# changed\n")
    elif change == "added":
        (rules / "fragments" / "z.yaml").write_bytes(words.read_bytes().replace(b"id: words-note", b"id: z", 1))
    elif change == "removed":
        (rules / "situations" / "fee-asked.yaml").unlink()
    else:
        (rules / "situations" / "wrong-item.yaml").rename(rules / "situations" / "wrong-items.yaml")
    if change == "renamed":
        with pytest.raises(RulebookError, match="rules-broken"):
            load(rules)
    else:
        assert load(rules).about["version"] != "compiled"


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"\xff\xfe", b"[]", b"null", b"{}", b'{"fingerprint": null}', b'"text"', b"[" * 100_000]
)
def test_damaged_compiled_file_is_ignored(tmp_path: Path, damage: bytes) -> None:
    rules = folder(tmp_path, texts())
    (rules / COMPILED).write_bytes(damage)
    assert load(rules).about["id"] == "tiktok-shop"
