"""A new situation's page, with all its keys and what belongs there; what must be filled in is empty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from batalin.rulebook.grammar import SITUATION
from batalin.rulebook.shape import Condition, Either, Many, Record, Shape, Table, Word
from batalin.rulebook.vocabulary import SITUATIONS, STATUS
from batalin.words import say
from batalin.workshop.editing.names import Keys, Names
from batalin.workshop.editing.schema import modeline

ORDER = (
    "id",
    "when",
    "over",
    "verdict",
    "title",
    "why",
    "steps",
    "avoid",
    "messages",
    "if_that_fails",
    "limits",
    "examples",
    "fallback",
)
"""The keys of a page as pages have them."""
_MOST_SHOWN = 5


def write_page(page_id: str, names: Names, keys: Keys, core: tuple[str, ...], language: str) -> str:
    """Write the file of a new situation.

    Args:
        page_id: Its id.
        names: What the rulebook declares, for examples.
        keys: What keys and words are for.
        core: The questions that are always asked.
        language: The rule keeper's language.
    """
    assert isinstance(SITUATION, Record), "a page is a mapping"
    writer = _Writer(names, keys, core, language)
    lines = [modeline(f"{SITUATIONS}{page_id}.yaml"), f"# {say('page-fill', language)}"]
    for key in ORDER:
        about = keys.keys[SITUATION.name][key][language]
        if key == "id":
            lines += ["", f"id: {page_id}"]
        elif key in SITUATION.required:
            lines += ["", f"# {about}", *writer.blank(key, SITUATION.required[key])]
        else:
            lines += [
                "",
                f"# {say('page-optional', language, about=about)}",
                writer.offer(key, SITUATION.optional[key]),
            ]
    return "\n".join(lines) + "\n"


class _Writer:
    """Writes what is to be filled in, by its shape.

    What may stand there is a line above, not beside: behind a blank, a comment keeps editors from proposing anything.
    """

    def __init__(self, names: Names, keys: Keys, core: tuple[str, ...], language: str) -> None:
        self._names = names
        self._keys = keys
        self._core = core
        self._language = language

    def blank(self, key: str, shape: Shape) -> Iterator[str]:
        """Give the lines of a key whose value is to be filled in."""
        match shape:
            case Word():
                yield from (*self._hint(shape), f"{key}:")
            case Many(Word() as word, or_one=True):
                yield from self.blank(key, word)
            case Many(Word() as word):
                yield from (f"{key}:", *_indent([*self._hint(word), "-"]))
            case Many(Either(_, use, item)):
                yield from (f"{key}:", *_as_item(self._keys_of(item)))
                yield f"  # - {self._offered(use)}  # {self._about(use, *use.required)}"
            case Many(Record() as item):
                yield from (f"{key}:", *_as_item(self._keys_of(item)))
            case Record():
                yield from (f"{key}:", *_indent(self._keys_of(shape)))
            case Condition(table):
                yield from (f"{key}:", *_indent(self._answers(table, (STATUS,))))
            case Table():
                yield from (f"{key}:", *_indent(self._answers(shape, self._core)))

    def offer(self, key: str, shape: Shape, about: str = "") -> str:
        """Give the line of a key that may be left out, as a comment."""
        return f"# {key}: {self._offered(shape)}{about and f'  # {about}'}"

    def _keys_of(self, record: Record) -> Iterator[str]:
        for key, shape in record.all.items():
            if key in record.required:
                yield from self.blank(key, shape)
            else:
                yield self.offer(key, shape, self._about(record, key))

    def _answers(self, table: Table, asked: tuple[str, ...]) -> Iterator[str]:
        known = self._names.tables.get(table.names, {})
        for question in asked:
            if question in known:
                yield _shown([*known[question].values])
            yield f"{question}:"

    def _offered(self, shape: Shape) -> str:
        """Give an example of a value on one line, with blanks where there is none."""
        match shape:
            case Word(values) if values:
                return values[0]
            case Word():
                return next(iter(self._names.lists.get(shape.names, ())), "")
            case Many(item):
                return self._offered(item)
            case Record(required):
                inside = ", ".join(f"{key}: {self._offered(item)}" for key, item in required.items())
                return inside if shape.name == "use" else f"{{{inside}}}"
        return ""

    def _hint(self, word: Word) -> list[str]:
        """Give a comment that names what may stand there."""
        names = [*word.values] or [*self._names.lists.get(word.names, ())]
        return [_shown(names, len(word.values) or _MOST_SHOWN)] if names else []

    def _about(self, record: Record, key: str) -> str:
        return self._keys.keys[record.name][key][self._language]


def _indent(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)


def _as_item(lines: Iterable[str]) -> Iterator[str]:
    """Indent the lines of a mapping that is the only item of a list."""
    return (f"  {'  ' if index else '- '}{line}" for index, line in enumerate(lines))


def _shown(words: list[str], most: int = _MOST_SHOWN) -> str:
    return f"# {', '.join(words[:most])}{', ...' if len(words) > most else ''}"
