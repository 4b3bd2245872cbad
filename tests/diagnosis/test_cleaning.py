"""What is left of text from outside before it is printed or sent."""

from __future__ import annotations

import pytest

from batalin.diagnosis.cleaning import clean

HOSTILE = {
    "plain words stay": ("Sepatu lari 42", "Sepatu lari 42"),
    "empty": ("", ""),
    "only white space": (" \t\n\r\v\f ", ""),
    "lines fold into one": ("satu\n\n  dua\tti\r\nga", "satu dua ti ga"),
    "no-break and wide spaces": ("a\u00a0b\u3000c\u2028d\u2029e", "a b c d e"),
    "letters of other scripts": ("Jus jeruk 橙 é ё", "Jus jeruk 橙 é ё"),
    "one emoji": ("ya 🙏", "ya 🙏"),
    "joined emoji fall apart": ("👩\u200d🔧", "👩🔧"),
    "markup is only text": ("[red]x[/red] {name} :smile: %s", "[red]x[/red] {name} :smile: %s"),
    "colour": ("\x1b[31mmerah\x1b[0m", "merah"),
    "colour by C1": ("\x9b31mmerah", "merah"),
    "clipboard, ended by bell": ("a\x1b]52;c;ZXZpbA==\x07b", "ab"),
    "clipboard, ended by ST": ("a\x1b]52;c;ZXZpbA==\x1b\\b", "ab"),
    "clipboard, never ended": ("a\x1b]52;c;ZXZpbA==", "a"),
    "device control": ("a\x1bPq#0\x1b\\b", "ab"),
    "reset": ("a\x1bcb", "ab"),
    "charset": ("a\x1b(0b", "ab"),
    "lone escape at the end": ("a\x1b", "a"),
    "escape before an escape": ("\x1b\x1b[31mx", "x"),
    "sequence cut short": ("a\x1b[31", "a"),
    "C0": ("a\x00\x07\x08\x7fb", "ab"),
    "C1": ("a\x80\x85\x9fb", "ab"),
    "bidi": ("\u202eevil\u2066\u200f\u061c", "evil"),
    "zero width": ("a\u200b\ufeff\u00adb", "ab"),
    "tag characters": ("a\U000e0041b", "ab"),
    "lone surrogates": ("a\ud800b\udc1b", "ab"),
    "private use and unassigned": ("a\ue000\U0010ffffb", "ab"),
    "all at once": ("\x1b]52;c;ZXZpbA==\x07[red]x[/red]\x9b31m\u202e", "[red]x[/red]"),
}


@pytest.mark.parametrize(("raw", "expected"), HOSTILE.values(), ids=HOSTILE)
def test_only_visible_characters_are_left(raw: str, expected: str) -> None:
    assert clean(raw) == expected


@pytest.mark.parametrize("raw", [raw for raw, _ in HOSTILE.values()], ids=HOSTILE)
def test_cleaning_twice_changes_nothing_more(raw: str) -> None:
    assert clean(clean(raw)) == clean(raw)


def test_every_single_character_becomes_printable_and_can_be_encoded() -> None:
    for point in range(0x110000):
        left = clean(chr(point))
        assert left in ("", chr(point)), hex(point)
        assert not left or left.isprintable(), hex(point)
        left.encode()


def test_no_escape_survives_in_any_company() -> None:
    every = "".join(map(chr, range(0x100)))
    left = clean("\x1b".join(every) + every)
    assert not [character for character in left if ord(character) < 0x20 or 0x7F <= ord(character) < 0xA0]
