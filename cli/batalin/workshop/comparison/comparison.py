"""What a change of the rules changes for buyers, over all interviews."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from batalin.rulebook.group import Answers
from batalin.rulebook.model import Cube
from batalin.rulebook.region import describe
from batalin.rulebook.rulebook import Rulebook
from batalin.rulebook.vocabulary import UNKNOWN
from batalin.workshop.comparison.file_changes import FileChange, compare_files
from batalin.workshop.comparison.likeness import Likeness
from batalin.workshop.comparison.merging import Book, find_renamed, merge_order
from batalin.workshop.comparison.outcomes import Aspect, Judge, Kind, Steps
from batalin.workshop.comparison.pairing import Pair, PairWalk, SharedWalk, Side


class Change(NamedTuple):
    """Interviews that change in the same way.

    Attributes:
        kind: In what way.
        cube: Which answers lead there; a question it does not name may have any answer.
        cells: How many interviews these are.
        witness: One of them: the answers to the core questions and to those the cube names.
        steps: The old and the new first step of the witness.
    """

    kind: Kind
    cube: Cube
    cells: int
    witness: Answers
    steps: Steps


class Lone(NamedTuple):
    """Interviews that only one rulebook has.

    Attributes:
        cube: Which answers lead there.
        cells: How many interviews these are.
    """

    cube: Cube
    cells: int


class Names(NamedTuple):
    """What only one rulebook knows.

    Attributes:
        situations: Ids of pages.
        questions: Ids of questions.
        options: Options of questions that both ask, as pairs of ids.
    """

    situations: tuple[str, ...]
    questions: tuple[str, ...]
    options: tuple[tuple[str, str], ...]


class Comparison(NamedTuple):
    """All that differs between two rulebooks.

    Attributes:
        cells: The interviews of both; a question that only one of them asks counts with each of its answers.
        changes: The interviews that both have and that end in another way, the largest group first.
        only_old: The interviews that only the old rulebook has.
        only_new: The interviews that only the new rulebook has.
        removed: What only the old rulebook knows.
        added: What only the new rulebook knows.
        renamed: The new ids of pages that say the same under another id.
        reworded: Texts whose words differ while they decide nothing.
        others: All other places in the files that differ.
    """

    cells: int
    changes: tuple[Change, ...]
    only_old: tuple[Lone, ...]
    only_new: tuple[Lone, ...]
    removed: Names
    added: Names
    renamed: Mapping[str, str]
    reworded: tuple[FileChange, ...]
    others: tuple[FileChange, ...]

    @property
    def touches_buyers(self) -> bool:
        """Whether any buyer is asked, offered or told something else."""
        asked = (*self.removed.questions, *self.removed.options, *self.added.questions, *self.added.options)
        return bool(self.changes or self.only_old or self.only_new or asked)

    def count(self, aspect: Aspect | None = None) -> int:
        """Count the interviews that change, or those that change in one aspect."""
        return sum(one.cells for one in self.changes if aspect is None or aspect in one.kind.aspects)


def compare(old: Rulebook, new: Rulebook) -> Comparison:
    """Compare two rulebooks over all interviews, whatever they have in common.

    Args:
        old: The rules as they were.
        new: The rules as they are.

    Raises:
        Unmergeable: Their questions cannot be brought into one order.
    """
    order, renamed = merge_order(old, new), find_renamed(old, new)
    books = Book(old, order), Book(new, order)
    likeness, judge = Likeness(*books, renamed), Judge(*books, renamed)
    cells, only_old, only_new = _count(books, order, likeness)
    changes = _find_changes(books, order, likeness, judge)
    files = list(compare_files(old.trees, new.trees, renamed))
    return Comparison(
        cells=cells,
        changes=changes,
        only_old=only_old,
        only_new=only_new,
        removed=_names(old, new, renamed),
        added=_names(new, old, set(renamed.values())),
        renamed=renamed,
        reworded=tuple(one for one in files if one.words and not _decides(one, judge)),
        others=tuple(one for one in files if not one.words),
    )


def _find_changes(
    books: tuple[Book, Book], order: Sequence[str], likeness: Likeness, judge: Judge
) -> tuple[Change, ...]:
    old, new = (Side(book, order, book.interest) for book in books)
    walk = SharedWalk(order, old, new, likeness.settled)
    core = {question.id for book in books for question in book.rules.questions if question.core}
    changes = []
    for region in describe(walk, judge):
        assert isinstance(region.kind, Kind), "the judge gives kinds"
        witness, state = _pick(walk, region.cube, core)
        before, after = judge.firsts(state)
        steps = before and before.step, after and after.step
        changes.append(Change(region.kind, region.cube, region.cells, witness, steps))
    return tuple(changes)


def _pick(walk: SharedWalk, cube: Cube, core: Collection[str]) -> tuple[Answers, tuple[int, int]]:
    """Give an interview of a cube with the masks it ends with; a follow-up the cube does not name is not answered."""
    answers: dict[str, str] = {}
    state = walk.start
    for index, name in enumerate(walk.names):
        ways = dict(walk.ways(index, state))
        fitting = [value for value in ways if name not in cube or value in cube[name]] or [*ways]
        told = name in cube or name in core
        value = UNKNOWN if UNKNOWN in fitting and not told else fitting[0]
        state = ways[value]
        if told and value is not None:
            answers[name] = value
    assert state is not None, "a cube holds interviews that change"
    return answers, state


def _count(
    books: tuple[Book, Book], order: Sequence[str], likeness: Likeness
) -> tuple[int, tuple[Lone, ...], tuple[Lone, ...]]:
    """Count the interviews of both rulebooks, and describe those that only one of them has."""
    if not likeness.other_questions:
        return books[1].space.cells, (), ()
    old, new = (Side(book, order, 0) for book in books)
    regions = describe(PairWalk(order, old, new), _owner)
    lone = [[Lone(one.cube, one.cells) for one in regions if one.kind == owner] for owner in ("old", "new")]
    return sum(region.cells for region in regions), tuple(lone[0]), tuple(lone[1])


def _owner(state: Pair) -> str:
    return "both" if None not in state else "new" if state[0] is None else "old"


def _names(rules: Rulebook, others: Rulebook, renamed: Collection[str]) -> Names:
    pages = [rule.id for rule in (*rules.situations, rules.fallback) if rule]
    known = {rule.id for rule in (*others.situations, others.fallback) if rule}
    options = {question.id: {option.id for option in question.options} for question in others.questions}
    return Names(
        situations=tuple(page for page in pages if page not in known and page not in renamed),
        questions=tuple(question.id for question in rules.questions if question.id not in options),
        options=tuple(
            (question.id, option.id)
            for question in rules.questions
            for option in question.options
            if question.id in options and option.id not in options[question.id]
        ),
    )


def _decides(change: FileChange, judge: Judge) -> bool:
    """Tell whether a text is a first step that is listed as a change already."""
    places = judge.replaced if change.only == "old" else judge.replacing
    return any(change.lies_in(*place) for place in places)
