"""Where the files of two rulebooks say something else, whether or not it decides anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, zip_longest
from typing import NamedTuple

from batalin.rulebook.model import one_or_many
from batalin.rulebook.place import Path, Tree
from batalin.rulebook.vocabulary import LANGUAGES, SITUATIONS


class FileChange(NamedTuple):
    """One place where two rulebooks say something else.

    Attributes:
        file: Name of the file below the rulebook's folder.
        path: Keys and positions from the top of the new file, or of the old one where the new one has nothing there.
        where: The same for people: positions count from 1, and what has an id goes by it.
        words: Whether a text that people read is what differs.
        old: What the old file says there, or None where it says nothing or more than one value.
        new: What the new file says there, likewise.
        only: `old` or `new` where only that rulebook has this place, else an empty string.
    """

    file: str
    path: Path
    where: str
    words: bool
    old: str | None
    new: str | None
    only: str = ""

    def lies_in(self, file: str, path: Path) -> bool:
        """Tell whether this is a place, or is within it."""
        return self.file == file and self.path[: len(path)] == path


def compare_files(old: Mapping[str, Tree], new: Mapping[str, Tree], renamed: Mapping[str, str]) -> Iterator[FileChange]:
    """Give every place where two rulebooks say something else, but for new ids and situations that only one has.

    Args:
        old: What each old file says.
        new: What each new file says.
        renamed: The new ids of old situations.
    """
    names = {f"{SITUATIONS}{one}.yaml": f"{SITUATIONS}{other}.yaml" for one, other in renamed.items()}
    before = {names.get(name, name): tree for name, tree in old.items()}
    for name in dict.fromkeys((*new, *before)):
        one, other = before.get(name), new.get(name)
        if one == other or ((one is None or other is None) and name.startswith(SITUATIONS)):
            continue
        for change in _Comparer(name).compare((), "", one, other):
            if change.path != ("id",) or name not in names.values():
                yield change


class _Comparer:
    """The comparison of one file."""

    def __init__(self, file: str) -> None:
        self._file = file

    def compare(self, path: Path, where: str, old: Tree, new: Tree) -> Iterator[FileChange]:
        if old == new:
            return
        if old is None or new is None:
            yield from self._lone(path, where, new if old is None else old, "new" if old is None else "old")
        elif isinstance(old, dict) and isinstance(new, dict):
            yield from self._mappings(path, where, old, new)
        elif _identified(old) and _identified(new):
            yield from self._named(path, where, old, new)
        elif isinstance(old, list) and isinstance(new, list) and not (_plain(old) and _plain(new)):
            yield from self._lists(path, where, old, new)
        elif not (_plain(old) and _plain(new)) or one_or_many(old) != one_or_many(new):
            yield self._change(path, where, _line(old), _line(new))

    def _mappings(self, path: Path, where: str, old: dict[str, Tree], new: dict[str, Tree]) -> Iterator[FileChange]:
        text = _is_text(old) and _is_text(new)
        for key in dict.fromkeys((*new, *old)):
            if text and key in LANGUAGES:
                if old[key] != new[key]:
                    yield self._change((*path, key), f"{where} {key}", old[key], new[key], words=True)
            else:
                deeper = f"{where}.{key}" if where else key
                yield from self.compare((*path, key), deeper, old.get(key), new.get(key))

    def _named(self, path: Path, where: str, old: Sequence[Tree], new: Sequence[Tree]) -> Iterator[FileChange]:
        before, after = _by_id(old), _by_id(new)
        for name in dict.fromkeys((*after, *before)):
            index, one = before.get(name, (0, None))
            place, other = after.get(name, (index, None))
            yield from self.compare((*path, place), f"{where}[{name}]", one, other)
        kept, now = [name for name in before if name in after], [name for name in after if name in before]
        if kept != now:
            yield self._change(path, where, ", ".join(kept), ", ".join(now))

    def _lists(self, path: Path, where: str, old: Sequence[Tree], new: Sequence[Tree]) -> Iterator[FileChange]:
        """Compare lists without ids: what both hold is left out, what lies between the same of these is paired."""
        places = _match(old, new)
        kept = sorted(places.values())
        before, after = _gaps(len(old), [*places]), _gaps(len(new), kept)
        for one, other in zip(before, after, strict=True):
            for index, place in zip_longest(one, other):
                here = index if place is None else place
                sides = (None if index is None else old[index], None if place is None else new[place])
                yield from self.compare((*path, here), f"{where}[{here + 1}]", *sides)
        if kept != [*places.values()]:
            yield self._change(path, where, None, None)

    def _lone(self, path: Path, where: str, tree: Tree, only: str) -> Iterator[FileChange]:
        """Give what only one rulebook has: a sentence or step by its words, anything long without them."""
        if isinstance(tree, dict) and "do" in tree:
            tree, path, where = tree["do"], (*path, "do"), f"{where}.do"
        if not _is_text(tree):
            yield self._side(path, where, _line(tree), only, words=False)
            return
        for language in LANGUAGES:
            yield self._side((*path, language), f"{where} {language}", tree[language], only, words=True)

    def _side(self, path: Path, where: str, line: str | None, only: str, *, words: bool) -> FileChange:
        old, new = (line, None) if only == "old" else (None, line)
        return FileChange(self._file, path, where, words, old, new, only)

    def _change(self, path: Path, where: str, old: str | None, new: str | None, *, words: bool = False) -> FileChange:
        return FileChange(self._file, path, where, words, old, new)


def _is_text(tree: Tree) -> bool:
    return isinstance(tree, dict) and all(language in tree for language in LANGUAGES)


def _plain(tree: Tree) -> bool:
    return isinstance(tree, str) or (isinstance(tree, list) and all(isinstance(one, str) for one in tree))


def _line(tree: Tree) -> str | None:
    return ", ".join(one_or_many(tree)) if _plain(tree) else None


def _identified(tree: Tree) -> bool:
    """Tell whether a list holds things with ids; in a text, `id` is a language."""
    return isinstance(tree, list) and all(isinstance(one, dict) and "id" in one and not _is_text(one) for one in tree)


def _by_id(items: Sequence[Tree]) -> dict[str, tuple[int, Tree]]:
    return {item["id"]: (index, item) for index, item in enumerate(items)}


def _match(old: Sequence[Tree], new: Sequence[Tree]) -> dict[int, int]:
    """Give the place in the new list of each item of the old list that the new one holds too."""
    places: dict[int, int] = {}
    for index, item in enumerate(old):
        place = next((place for place, one in enumerate(new) if one == item and place not in places.values()), None)
        if place is not None:
            places[index] = place
    return places


def _gaps(length: int, kept: Sequence[int]) -> list[range]:
    """Give the places before, between and after those that are kept."""
    ends = [-1, *kept, length]
    return [range(one + 1, other) for one, other in pairwise(ends)]
