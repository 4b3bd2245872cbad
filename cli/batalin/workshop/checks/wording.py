"""Words that may not reach a buyer: addresses that no fact carries, unwelcome signs, words with two meanings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from batalin.rulebook.finding import Finding
from batalin.rulebook.folding import fold
from batalin.rulebook.model import Option, one_or_many
from batalin.rulebook.place import Path, Tree
from batalin.rulebook.rulebook import Rulebook
from batalin.rulebook.vocabulary import FRAGMENTS, HANDOVER, LANGUAGES, SITUATIONS

PLAIN = ("!", "dan/atau", "and/or")
CURLED = ("\u2013", "\u2014", "\u2018", "\u2019", "\u201c", "\u201d", "\u2026")
"""Signs that a text may not hold; the second may be written as escapes too."""
TWO_SPACES = "  "
"""Looked for in the texts themselves, because the layout of a file is full of them; `lints` does so for pages."""
_INSIDE_A_LINE = re.compile(rb"[^\s-]  ")
MESSAGES = "messages.yaml"
_HINT = re.compile(r"\.[A-Za-z]|://")
"""What every address holds and hardly any sentence."""
_AROUND = ".,;:!?()[]<>\"'"
_ENDINGS = (
    " app asia biz cc co com gg icu id info io link live ly me my net online org ph shop site store to top vip xyz "
)
"""Last parts of addresses, so that no abbreviation and no missing space is taken for one."""


class Said(NamedTuple):
    """A text a buyer reads in one language, and the facts it rests on."""

    file: str
    path: Path
    words: str
    cited: tuple[str, ...]


def find_unfit_words(rulebook: Rulebook, texts: Mapping[str, bytes]) -> Iterator[Finding]:
    """Give the addresses, the unwelcome signs and the words that mean two answers.

    Args:
        rulebook: Rules that are in order in shape and names.
        texts: The bytes of their files.
    """
    facts = rulebook.trees["sources.yaml"]["facts"]
    for file, tree in rulebook.trees.items():
        if file.startswith((SITUATIONS, FRAGMENTS)) or file in ("guide.yaml", MESSAGES, HANDOVER):
            yield from _in_file(file, tree, facts, texts[file])
    for index, question in enumerate(rulebook.questions):
        yield from _ambiguous(index, question.options)


def _in_file(file: str, tree: Tree, facts: Mapping[str, Tree], data: bytes) -> Iterator[Finding]:
    """Look at a file as a whole first; only where something may be to be found, at its texts one by one."""
    comment, _, rest = data.partition(b"\n")
    whole = rest if comment.startswith(b"#") else data
    candidates = PLAIN if whole.isascii() and b"\\" not in whole else (*PLAIN, *CURLED)
    signs = [sign for sign in candidates if sign.encode() in whole or b"\\" in whole]
    if file == MESSAGES and _INSIDE_A_LINE.search(whole):
        signs.append(TWO_SPACES)
    if not signs and not _may_hold_address(whole):
        return
    for said in _below(file, tree, (), ()):
        if _HINT.search(said.words):
            yield from _addresses(said, facts)
        for sign in signs:
            if sign in said.words:
                yield Finding("unwelcome-words", said.path, said.file, word=sign)


def _may_hold_address(data: bytes) -> bool:
    """Look for what `_HINT` looks for, which a search by pattern would take ten times as long for."""
    return b"://" in data or any(part[:1].isalpha() for part in data.split(b".")[1:])


def _addresses(said: Said, facts: Mapping[str, Tree]) -> Iterator[Finding]:
    """Give the addresses that none of the cited facts names."""
    for word in said.words.split():
        address = word.strip(_AROUND)
        if _is_address(address) and not any(address in facts[fact]["says"] for fact in said.cited):
            yield Finding("link", said.path, said.file, word=address)


def _is_address(word: str) -> bool:
    host = word.lower().partition("/")[0]
    ending = host.rpartition(".")[2]
    named = "." in host and (host.startswith("www.") or "@" in host or f" {ending} " in _ENDINGS)
    return named or "://" in word


def _below(file: str, tree: Tree, path: Path, cited: tuple[str, ...]) -> Iterator[Said]:
    """Give every text in a part of a file; what has no source of its own rests on that of what it is a part of."""
    if type(tree) is list:
        for index, item in enumerate(tree):
            if type(item) is not str:
                yield from _below(file, item, (*path, index), cited)
        return
    cited = one_or_many(tree.get("source")) or cited
    if LANGUAGES[1] in tree:
        for language in LANGUAGES:
            yield Said(file, (*path, language), tree[language], cited)
        return
    for key, part in tree.items():
        if type(part) is not str and key not in ("when", "examples", "source"):
            yield from _below(file, part, (*path, key), cited)


def _ambiguous(index: int, options: Iterable[Option]) -> Iterator[Finding]:
    """Give the words that a buyer may type for more than one option of a question."""
    taken: dict[str, str] = {}
    for place, option in enumerate(options):
        here: Path = ("questions", index, "options", place)
        own = {fold(word): (path, word) for path, word in _names(option)}
        for folded, (path, word) in own.items():
            first = taken.setdefault(folded, option.id)
            if first != option.id:
                facts = {"other": first}
                yield Finding("ambiguous-word", (*here, *path), "questions.yaml", word=word, facts=facts)


def _names(option: Option) -> Iterator[tuple[Path, str]]:
    yield ("id",), option.id
    yield from ((("label", language), words) for language, words in option.label.items())
    yield from ((("also", place), word) for place, word in enumerate(option.also))
