"""What a buyer is told to do first, fragments resolved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from batalin.rulebook.model import Rule
from batalin.rulebook.place import Path
from batalin.rulebook.rulebook import Rulebook
from batalin.rulebook.vocabulary import FRAGMENTS, LANGUAGES, SITUATIONS

Words = tuple[str, ...]
ACT = "act"
"""What a deadline is for where its step does not say."""


class Step(NamedTuple):
    """One step as a buyer reads it; what it cites does not count.

    Attributes:
        do: What to do, in each language.
        where: The place in the app in each language, or nothing.
        by: What its deadline counts from, its length and what it is for, or nothing.
    """

    do: Words
    where: Words
    by: Words


class First(NamedTuple):
    """A page's first step, and the file and path where it is written."""

    step: Step
    file: str
    path: Path


Item = First | str


class FirstSteps:
    """The first steps of a rulebook's pages.

    A page begins with a step or with a fragment; where a case of that may be silent, the next item counts too.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        """Read what each page begins with.

        Args:
            rulebook: The rules.
        """
        self._groups = rulebook.groups
        self._cases = {
            name: tuple(_begin(name, index, case.body) for index, case in enumerate(fragment.cases))
            for name, fragment in rulebook.fragments.items()
            if fragment.kind == "steps"
        }
        pages = [*rulebook.situations, *([rulebook.fallback] if rulebook.fallback else [])]
        self._items = {page.id: tuple(self._read(page)) for page in pages}
        used = {item for items in self._items.values() for item in items if isinstance(item, str)}
        self.fragments = [name for name in self._cases if name in used]

    def items(self, page_id: str) -> tuple[Item, ...]:
        """Give what a page begins with: the first of these steps and fragments that is not silent counts."""
        return self._items[page_id]

    def case(self, fragment: str, index: int) -> Step | None:
        """Give the first step of a case of a fragment, or None for a silent one."""
        first = self._cases[fragment][index]
        return first and first.step

    def find(self, page_id: str, mask: int) -> First | None:
        """Give the first step of a page, or None where it has none.

        Args:
            page_id: The page.
            mask: The rules that match in the interview.
        """
        for item in self._items[page_id]:
            if isinstance(item, First):
                return item
            case = self._groups[item].winner(mask)
            if case is not None and (first := self._cases[item][case]) is not None:
                return first
        return None

    def _read(self, page: Rule) -> Iterator[Item]:
        for index, item in enumerate(page.body["steps"]):
            if "use" not in item:
                yield First(_step(item), f"{SITUATIONS}{page.id}.yaml", ("steps", index))
                return
            yield item["use"]
            if None not in self._cases[item["use"]]:
                return


def _begin(fragment: str, index: int, items: Sequence[Mapping[str, Any]]) -> First | None:
    return First(_step(items[0]), f"{FRAGMENTS}{fragment}.yaml", ("cases", index, "say", 0)) if items else None


def _step(item: Mapping[str, Any]) -> Step:
    where, by = item.get("where"), item.get("by")
    return Step(
        tuple(item["do"][language] for language in LANGUAGES),
        tuple(where[language] for language in LANGUAGES) if where else (),
        (by["from"], by["within"], by.get("as", ACT)) if by else (),
    )
