"""A text as plain words, each with its place in the text: chat spelling undone, glued words parted, typos mended."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from batalin.rulebook.lexicon import Lexicon

BREAK = "|"
"""Stands between two thoughts; no phrase and no negation reaches across it."""
LONGEST = 4_000
"""Characters that are read; whoever pastes a whole chat means its end, which is where the trouble is."""
_LETTER = r"[^\W\d_]"
_ENDING = r"(?:nya|an|in|kan|no|ne|e)?(?![^\W_])"
_PIECE = re.compile(
    rf"(?P<twice>{_LETTER}{{2,}})2{_ENDING}"
    rf"|(?P<first>{_LETTER}*?(?P<core>{_LETTER}{{3,}}))[ -](?P=core){_ENDING}"
    rf"|\d+(?:[.,/:-]\d+)*|{_LETTER}+|[.!?;,\n]",
    re.IGNORECASE,
)
"""Words, numbers and marks; what is said twice, such as `datang2`, `datang-datang` or `dikirim kirim`, is one word."""
_ENDINGS = ("nya", "nye", "ny", "lah", "kah", "pun", "ku", "mu", "kan", "in", "an", "ne", "e")
_LOST_ENDINGS = ("nya", "nye", "ny")
"""Endings that a space has parted from their word."""
_BEGINNINGS = {"ku": "saya", "tak": "saya", "nge": "", "ng": "", "di": "di", "ke": "di", "ter": "di"}
_SHORTEST_TYPO, _LONG_WORD = 7, 10
_REPEATED = re.compile(r"(.)\1{2,}")
_DOUBLED = re.compile(r"(.)\1+")


class Word(NamedTuple):
    """A plain word.

    Attributes:
        plain: The word as phrases spell it, a number as digits, or `BREAK`.
        start: Where it begins in the text.
        end: Where it ends.
    """

    plain: str
    start: int
    end: int


def read_words(text: str, lexicon: Lexicon) -> list[Word]:
    """Give the plain words of a text.

    Args:
        text: What a buyer wrote.
        lexicon: Spelling and words of the rules.
    """
    words: list[Word] = []
    for match in _PIECE.finditer(text):
        piece = Word((match["twice"] or match["first"] or match[0]).casefold(), match.start(), match.end())
        if piece.plain in ".!?;,\n":
            _add_break(words, piece)
        elif piece.plain[0].isdigit():
            words.append(piece)
        elif piece.plain in _LOST_ENDINGS:
            continue
        else:
            whole = f"{piece.plain}-{piece.plain}"
            doubled = piece.plain != match[0].casefold() and whole in lexicon.spelling
            words.extend(_spell(piece._replace(plain=whole) if doubled else piece, lexicon))
    return list(_join(words, lexicon))


def _add_break(words: list[Word], piece: Word) -> None:
    if words and words[-1].plain != BREAK:
        words.append(Word(BREAK, piece.start, piece.end))


def _spell(piece: Word, lexicon: Lexicon) -> Iterator[Word]:
    """Give the plain words for one piece of a text."""
    for word in _find_plain(_REPEATED.sub(r"\1", piece.plain), lexicon):
        if word in lexicon.breaks:
            yield Word(BREAK, piece.start, piece.start)
        yield Word(word, piece.start, piece.end)


def _find_plain(word: str, lexicon: Lexicon) -> Sequence[str]:
    for form in dict.fromkeys((word, _DOUBLED.sub(r"\1", word))):
        plain = _look_up(form, lexicon) or _strip(form, lexicon) or _part(form, lexicon)
        if plain:
            return plain
    return (_mend(word, lexicon),)


def _look_up(word: str, lexicon: Lexicon) -> Sequence[str]:
    if word in lexicon.spelling:
        return lexicon.spelling[word]
    known = word in lexicon.vocabulary or word in lexicon.negations or word in lexicon.breaks
    return (word,) if known else ()


def _strip(word: str, lexicon: Lexicon) -> Sequence[str]:
    """Look a word up without its ending."""
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > (2 if ending == "nya" else 3):
            plain = _look_up(stem, lexicon)
            if plain:
                return plain
    return ()


def _part(word: str, lexicon: Lexicon) -> Sequence[str]:
    """Look a word up without what is glued to its front: who does it, or that it is done to something."""
    for beginning, said in _BEGINNINGS.items():
        stem = word.removeprefix(beginning)
        if stem != word and len(stem) > 3:
            plain = _look_up(stem, lexicon) or _strip(stem, lexicon)
            if plain and said != "di":
                return (said, *plain) if said else plain
            if len(plain) == 1 and f"di{plain[0]}" in lexicon.vocabulary:
                return (f"di{plain[0]}",)
    return ()


def _mend(word: str, lexicon: Lexicon) -> str:
    """Give the one known word that a misspelt one is nearest to, or the word as it is."""
    if len(word) < _SHORTEST_TYPO:
        return word
    from batalin.understanding.nearness import find_nearest

    return find_nearest(word, lexicon.vocabulary, 2 if len(word) >= _LONG_WORD else 1) or word


def _join(words: Sequence[Word], lexicon: Lexicon) -> Iterator[Word]:
    """Put together what a space has parted, such as `di batalkan`, and undo variants of two words."""
    index = 0
    while index < len(words):
        word = words[index]
        following = words[index + 1] if index + 1 < len(words) else None
        plain = _pair(word, following, lexicon) if following else ()
        if following and plain:
            yield from (Word(one, word.start, following.end) for one in plain)
            index += 2
        else:
            yield word
            index += 1


def _pair(word: Word, following: Word, lexicon: Lexicon) -> Sequence[str]:
    both = lexicon.spelling.get(f"{word.plain} {following.plain}")
    if both or word.plain not in ("di", "ke", "ter"):
        return both or ()
    joined = f"{word.plain}{following.plain}"
    return (joined,) if joined in lexicon.vocabulary else ()
