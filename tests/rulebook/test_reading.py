"""Reading one rule file: strings and nothing else, and everything unusual refused with its place."""

from __future__ import annotations

import pytest

from batalin.rulebook.place import Span
from batalin.rulebook.reading import MAX_BYTES, MAX_DEPTH, Unreadable, locate, read

WORDS = ["no", "yes", "on", "null", "~", "12:30", "0x1F", "1e3", "007", "2026-11-23", "3.10", ".inf", "<<"]


@pytest.mark.parametrize("word", WORDS)
def test_words_stay_words(word: str) -> None:
    assert read(f"a: {word}\n") == {"a": word}
    assert read(f"{word}: a\n") == {word: "a"}
    assert read(f"[{word}]\n") == [word]


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        pytest.param("", {}, id="empty file"),
        pytest.param("# only a comment\n", {}, id="comment"),
        pytest.param("a:\n", {"a": ""}, id="no value"),
        pytest.param("- a\n- [b, {c: d}]\n", ["a", ["b", {"c": "d"}]], id="list on top"),
        pytest.param("word\n", "word", id="word on top"),
        pytest.param("---\na: b\n", {"a": "b"}, id="one document with its mark"),
        pytest.param("a: b\r\nc: d\r\n", {"a": "b", "c": "d"}, id="lines from Windows"),
        pytest.param('a: "\\u00e9 \\"x\\""\n', {"a": 'é "x"'}, id="quoted"),
        pytest.param("a: >\n  b\n  c\n", {"a": "b c\n"}, id="folded"),
        pytest.param("a: {b: [], c: {}}\nd: e\n", {"a": {"b": [], "c": {}}, "d": "e"}, id="empty inside"),
        pytest.param("a: 😀 é\n", {"a": "😀 é"}, id="beyond ASCII"),
    ],
)
def test_readable(text: str, tree: object) -> None:
    assert read(text) == tree


@pytest.mark.parametrize(
    ("text", "key", "span", "word"),
    [
        pytest.param("a: &x b\n", "yaml-alias", Span(1, 4, 4), "x", id="anchor"),
        pytest.param("a: b\nc: *x\n", "yaml-alias", Span(2, 4, 2), "x", id="alias"),
        pytest.param("a: !!str b\n", "yaml-tag", Span(1, 4, 7), "tag:yaml.org,2002:str", id="tag"),
        pytest.param("a: !x {b: c}\n", "yaml-tag", Span(1, 4, 4), "!x", id="tag on a mapping"),
        pytest.param("a: ! b\n", "yaml-tag", Span(1, 4, 3), "!", id="bare tag"),
        pytest.param("a: b\nc: d\na: e\n", "yaml-duplicate", Span(3, 1, 1), "a", id="duplicate key"),
        pytest.param("a:\n  bc: d\n  bc: e\n", "yaml-duplicate", Span(3, 3, 2), "bc", id="duplicate key inside"),
        pytest.param("a: {b: c, b: d}\n", "yaml-duplicate", Span(1, 11, 1), "b", id="duplicate key in one line"),
        pytest.param("a: b\n---\nc: d\n", "yaml-documents", Span(2, 1, 3), "", id="two documents"),
        pytest.param("a: b\n? [c]\n: d\n", "yaml-key", Span(2, 3, 1), "", id="list as key"),
        pytest.param("{{a: b}: c}\n", "yaml-key", Span(1, 2, 1), "", id="mapping as key"),
        pytest.param("a: é\nbc: d\x07e\n", "yaml-character", Span(2, 6, 1), "U+0007", id="bell"),
        pytest.param("a: b\x00\n", "yaml-character", Span(1, 5, 1), "U+0000", id="zero"),
        pytest.param("a: b\x1b[31m\n", "yaml-character", Span(1, 5, 1), "U+001B", id="escape"),
        pytest.param('a: "b\\e[31m"\n', "yaml-character", Span(1, 4, 9), "U+001B", id="escape spelt out"),
        pytest.param("a: b\u202ec\n", "yaml-character", Span(1, 4, 3), "U+202E", id="text turned round"),
        pytest.param('"a\\x9b": b\n', "yaml-character", Span(1, 1, 7), "U+009B", id="control character in a key"),
    ],
)
def test_refused(text: str, key: str, span: Span, word: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(text)
    assert caught.value == Unreadable(key, span, word)


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        pytest.param("a:\n\tb: c\n", "yaml-tab", 2, 1, id="tab"),
        pytest.param("a:\n  b: c\n  \td: e\n", "yaml-tab", 3, 3, id="tab behind spaces"),
        pytest.param("a: b\n  c: d\n", "yaml-syntax", 2, 4, id="wrong indent"),
        pytest.param("a: [b, c\n", "yaml-unclosed", 1, 4, id="bracket never closed"),
        pytest.param("a: [b, c\nd: e\n", "yaml-unclosed", 1, 4, id="bracket not closed before the next key"),
        pytest.param("a: {b: c, d: {e: f}\ng: h\n", "yaml-unclosed", 1, 4, id="outer of two braces"),
        pytest.param("a:\n  - [b,\n     c\n  - d\n", "yaml-unclosed", 2, 5, id="bracket over two lines"),
        pytest.param('a: "b\n', "yaml-unclosed", 1, 4, id="quote never closed"),
        pytest.param("a:\n- 'b\nc: d\n", "yaml-unclosed", 2, 3, id="quote in a list"),
        pytest.param("a: [b, c}\nd: e\n", "yaml-syntax", 1, 9, id="wrong bracket"),
        pytest.param('a: {b: c,\n  d: "e" f}\ng: h\n', "yaml-syntax", 2, 10, id="inside braces over two lines"),
        pytest.param("a: b: c\n", "yaml-syntax", 1, 5, id="second colon"),
        pytest.param("a: @b\n", "yaml-syntax", 1, 4, id="sign that begins no text"),
        pytest.param('a: "b" c\n', "yaml-syntax", 1, 8, id="text that begins with a quote"),
        pytest.param("a: b\nc:d\ne: f\n", "yaml-space", 2, 1, id="no space after a colon"),
        pytest.param("a:\n  -b: c\n    d: e\n", "yaml-space", 2, 3, id="no space after a hyphen"),
        pytest.param("a:\n  - b: c\n  -d: e\n", "yaml-space", 3, 3, id="no space after a later hyphen"),
    ],
)
def test_no_yaml(text: str, code: str, line: int, column: int) -> None:
    with pytest.raises(Unreadable) as caught:
        read(text)
    assert caught.value.code == code
    assert caught.value.word or code == "yaml-tab"
    assert (caught.value.span.line, caught.value.span.column) == (line, column)


@pytest.mark.parametrize("brackets", [5_000, 50_000])
@pytest.mark.parametrize("start", ["", "a: "], ids=["on top", "below a key"])
def test_many_open_brackets_end_neither_in_a_crash_nor_in_recursion(brackets: int, start: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(start + "[" * brackets)
    depth = MAX_DEPTH + 1 if not start else MAX_DEPTH
    assert caught.value == Unreadable("yaml-too-deep", Span(1, len(start) + depth, 1))


def test_levels_are_counted_to_the_limit() -> None:
    read("[" * MAX_DEPTH + "]" * MAX_DEPTH)
    with pytest.raises(Unreadable, match="yaml-too-deep"):
        read("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1))


def test_size_is_counted_in_bytes_to_the_limit() -> None:
    read("a: " + "x" * (MAX_BYTES - 3))
    for text in ("a: " + "x" * (MAX_BYTES - 2), "a: " + "é" * (MAX_BYTES // 2)):
        with pytest.raises(Unreadable) as caught:
            read(text)
        assert caught.value == Unreadable("yaml-too-large", Span(1, 1, 1))


TEXT = """\
a: word
list:
  - one
  - {in: side, "quoted key": "quoted value"}
  - - deep
"""


@pytest.mark.parametrize(
    ("path", "key", "span"),
    [
        pytest.param(("a",), False, Span(1, 4, 4), id="value"),
        pytest.param(("a",), True, Span(1, 1, 1), id="key"),
        pytest.param(("list", 0), False, Span(3, 5, 3), id="item"),
        pytest.param(("list", 1), False, Span(4, 5, 1), id="mapping in a list"),
        pytest.param(("list", 1, "in"), False, Span(4, 10, 4), id="value in a list"),
        pytest.param(("list", 1, "quoted key"), True, Span(4, 16, 12), id="quoted key"),
        pytest.param(("list", 1, "quoted key"), False, Span(4, 30, 14), id="quoted value"),
        pytest.param(("list", 2, 0), False, Span(5, 7, 4), id="list in a list"),
        pytest.param(("list", 1, "gone", "x"), False, Span(4, 5, 1), id="nearest parent"),
        pytest.param(("gone",), False, Span(1, 1, 1), id="nothing near"),
    ],
)
def test_place(path: tuple[str | int, ...], key: bool, span: Span) -> None:
    assert locate(TEXT, path, key=key) == span
