"""Two rulebooks brought under one order of questions."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from batalin.rulebook.rulebook import Rulebook
from batalin.rulebook.space import Space
from batalin.workshop.comparison.first_steps import First, FirstSteps

_OWN_KEYS = ("id", "when", "over", "examples", "fallback")
"""Keys of a page that say nothing to a buyer."""


class Unmergeable(Exception):
    """Two rulebooks ask their questions in orders that cannot be made one.

    Attributes:
        questions: Those that wait for each other.
    """

    def __init__(self, questions: Iterable[str]) -> None:
        """Remember the questions."""
        self.questions = tuple(questions)
        super().__init__(*self.questions)


class Book:
    """A rulebook whose interviews follow an order that it shares with another one.

    Attributes:
        rules: The rulebook.
        space: Its interviews.
        firsts: The first steps of its pages.
        groups: The competing rules that decide: the situations, and under their names the fragments of first steps.
        interest: Their bits.
    """

    def __init__(self, rules: Rulebook, order: Iterable[str]) -> None:
        """Walk the interviews in another order where need be.

        Args:
            rules: The rulebook.
            order: The questions of both rulebooks.
        """
        self.rules = rules
        self.space = _arrange(rules, order)
        self.firsts = FirstSteps(rules)
        self.groups = {name: rules.groups[name] for name in ("", *self.firsts.fragments)}
        self.interest = sum(group.mask for group in self.groups.values())

    def says(self, page_id: str) -> Hashable:
        """Give what of a page decides: its id, its verdict, the message to send now, and what the first step may be."""
        page = self.rules.page(page_id)
        items = self.firsts.items(page_id)
        steps = tuple(item.step if isinstance(item, First) else item for item in items)
        return page_id, page["verdict"], self.message(page_id), steps

    def message(self, page_id: str) -> tuple[str, str]:
        """Give the recipient and the id of the message that a page prints."""
        message = self.rules.messages[self.rules.page(page_id)["messages"][0]]
        return message.to, message.id


def merge_order(old: Rulebook, new: Rulebook) -> list[str]:
    """Give the questions of both rulebooks in an order that suits both, as near to the new one's as can be.

    Args:
        old: One rulebook.
        new: The other.

    Raises:
        Unmergeable: A question is asked by the answer to another in one rulebook and the other way round in the other.
    """
    waiting = [question.id for question in new.questions]
    place = 0
    for question in old.questions:
        if question.id not in waiting:
            waiting.insert(place, question.id)
        place = waiting.index(question.id) + 1
    needs: dict[str, set[str]] = {name: set() for name in waiting}
    for question in (*old.questions, *new.questions):
        needs[question.id].update(question.only_if, *(option.only_if for option in question.options))
    order: list[str] = []
    while waiting:
        ready = next((name for name in waiting if needs[name].issubset(order)), None)
        if ready is None:
            raise Unmergeable(waiting)
        order.append(ready)
        waiting.remove(ready)
    return order


def find_renamed(old: Rulebook, new: Rulebook) -> dict[str, str]:
    """Give the new ids of pages that say the same under another id.

    Args:
        old: The rulebook with the old ids.
        new: The rulebook with the new ones.
    """
    before, after = _pages(old), _pages(new)
    gone = [name for name in before if name not in after]
    come = [name for name in after if name not in before]
    renamed: dict[str, str] = {}
    for name in gone:
        same = next((other for other in come if before[name] == after[other]), None)
        if same is not None:
            renamed[name] = same
            come.remove(same)
    return renamed


def _pages(rules: Rulebook) -> dict[str, dict[str, object]]:
    pages = [*rules.situations, *([rules.fallback] if rules.fallback else [])]
    return {page.id: {key: value for key, value in page.body.items() if key not in _OWN_KEYS} for page in pages}


def _arrange(rules: Rulebook, order: Iterable[str]) -> Space:
    own = [question.id for question in rules.questions]
    names = [name for name in order if name in own]
    if names == own:
        return rules.space
    settled = rules.space.groups
    space = Space([rules.question(name) for name in names], rules.derived, [group.rules for group in settled])
    for group, known in zip(space.groups, settled, strict=True):
        group.id, group.beats = known.id, known.beats
    return space
