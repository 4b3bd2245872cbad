"""Prove, over all interviews at once, that the rules decide every one of them and that none of them is idle."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from batalin.rulebook.group import Answers, Group, Leaf, beaten, inside_of, syntactic_inside, transpose
from batalin.rulebook.model import Rule
from batalin.rulebook.rulebook import Rulebook
from batalin.rulebook.space import Space
from batalin.rulebook.vocabulary import ITEM_KINDS

Inside = Sequence[int]
Judge = Callable[[Group, int], object]


class Kind(StrEnum):
    """What can be wrong; also the name of its sentence in `words`."""

    GAP = "gap"
    TIE = "tie"
    DEAD = "dead"
    DEAD_OPTION = "dead-option"
    IDLE_OVER = "idle-over"
    FRAGMENT_GAP = "fragment-gap"
    FRAGMENT_TIE = "fragment-tie"


class Flaw(NamedTuple):
    """One thing wrong, and an interview that shows it.

    Attributes:
        kind: What is wrong.
        group: The fragment, derived answer or question it is in; empty for the situations.
        names: The rules or options at fault. For `gap` those that beat each other, if any; for `dead` the rule and
            then those that win in its place; for `idle-over` the rule and the entry; for fragments the page and then
            the cases.
        cells: How many interviews show it.
        witness: One of them, or nothing where no interview comes near.
    """

    kind: Kind
    group: str
    names: tuple[str, ...]
    cells: int = 0
    witness: Answers = {}


class Proof(NamedTuple):
    """What is known of a rulebook after all its interviews were looked at.

    Attributes:
        cells: How many complete sets of answers there are.
        left_over: How many of them no situation decides, so that the fallback does.
        flaws: Everything wrong; a rulebook in order has none.
    """

    cells: int
    left_over: int
    flaws: tuple[Flaw, ...]

    @property
    def coverage(self) -> float:
        """The share of interviews that a situation of its own decides."""
        return 1 - self.left_over / self.cells

    def of(self, kind: Kind) -> tuple[Flaw, ...]:
        """Give the flaws of one kind."""
        return tuple(flaw for flaw in self.flaws if flaw.kind == kind)


def prove(rulebook: Rulebook) -> Proof:
    """Look at every interview of a rulebook.

    Args:
        rulebook: One whose files are in order.
    """
    space = rulebook.space
    situations = rulebook.groups[""]
    flaws: list[Flaw] = []
    left_over = 0
    if any(len(situations.undominated(mask)) != 1 for mask in space.ends(situations.mask)):
        leaves = space.leaves(situations.mask)
        gaps = [leaf for leaf in leaves if not situations.undominated(leaf.mask)]
        left_over = sum(leaf.cells for leaf in gaps)
        flaws += [] if rulebook.fallback else _merge(Kind.GAP, situations, gaps)
        flaws += _merge(Kind.TIE, situations, (leaf for leaf in leaves if len(situations.undominated(leaf.mask)) > 1))
    flaws += _idle(space, situations, inside_of(situations, space.ends(situations.mask)), Group.undominated)
    for name in rulebook.fragments:
        flaws += _fragment(rulebook, rulebook.groups[name])
    for group in space.derived.values():
        flaws += _derived(space, group)
    for question in rulebook.questions:
        ends = space.ends(space.openings(question.id))
        opened = {option for mask in ends for option in space.options(question.id, mask)}
        closed = [option.id for option in question.options if option.id not in opened]
        flaws += [Flaw(Kind.DEAD_OPTION, question.id, (option,)) for option in closed]
    return Proof(space.cells, left_over, tuple(_shorten(rulebook, flaw) for flaw in flaws))


def _fragment(rulebook: Rulebook, group: Group) -> Iterator[Flaw]:
    space = rulebook.space
    ends = space.ends(group.mask)
    yield from _idle(space, group, inside_of(group, ends), Group.undominated)
    if all(len(group.undominated(mask)) == 1 for mask in ends):
        return
    situations = rulebook.groups[""]
    shown: dict[str, list[Leaf]] = {}
    for leaf in space.leaves(group.mask | situations.mask):
        winner = situations.winner(leaf.mask)
        page = rulebook.fallback if winner is None else situations.rules[winner]
        if page is not None and _uses(page, group.id):
            shown.setdefault(page.id, []).append(leaf)
    for page_id, own in shown.items():
        for kind, wrong in (
            (Kind.FRAGMENT_GAP, [leaf for leaf in own if not group.undominated(leaf.mask)]),
            (Kind.FRAGMENT_TIE, [leaf for leaf in own if len(group.undominated(leaf.mask)) > 1]),
        ):
            for flaw in _merge(kind, group, wrong):
                yield flaw._replace(names=(page_id, *flaw.names))


def _derived(space: Space, group: Group) -> Iterator[Flaw]:
    """Look at a derived answer; where none of the questions it draws on is asked, it may have no value."""
    used = asked_by(space, group)
    interest = group.mask | sum(space.openings(name) for name in used)

    def asked(mask: int) -> bool:
        return any(space.options(name, mask) for name in used)

    yield from _idle(space, group, syntactic_inside(group.rules), _values)
    counts = [(mask, len(_values(group, mask))) for mask in space.ends(interest)]
    if all(count == 1 or (count == 0 and not asked(mask)) for mask, count in counts):
        return
    leaves = space.leaves(interest)
    yield from _merge(Kind.TIE, group, (leaf for leaf in leaves if len(_values(group, leaf.mask)) > 1))
    left = (leaf for leaf in leaves if asked(leaf.mask) and not _values(group, leaf.mask))
    yield from _merge(Kind.GAP, group, left)


def asked_by(space: Space, group: Group) -> list[str]:
    """Give the questions that a derived answer draws on itself."""
    return [question.id for question in space.questions if any(question.id in rule.when for rule in group.rules)]


def _values(group: Group, mask: int) -> set[str]:
    return {str(group.rules[index].body) for index in group.undominated(mask)}


def _idle(space: Space, group: Group, inside: Inside, judge: Judge) -> Iterator[Flaw]:
    """Find the rules that never win and the entries of `over` without which nothing changes."""
    ends = space.ends(group.mask)
    won = {index for mask in ends for index in group.undominated(mask)}
    holding = transpose(inside)
    positions = {rule.id: index for index, rule in enumerate(group.rules)}
    for index, rule in enumerate(group.rules):
        bit = 1 << (group.first + index)
        if index not in won:
            own = [leaf for leaf in space.leaves(group.mask) if leaf.mask & bit]
            best = sorted({other for leaf in own for other in group.undominated(leaf.mask)})
            cells, witness = sum(leaf.cells for leaf in own), own[0].witness if own else {}
            yield Flaw(Kind.DEAD, group.id, (rule.id, *_ids(group, best)), cells, witness)
        for name in sorted(rule.over):
            beats = list(group.beats)
            beats[index] = beaten(positions, inside[index], holding[index], index, rule.over - {name})
            without = Group(group.id, group.rules, group.first, tuple(beats))
            if all(judge(without, mask) == judge(group, mask) for mask in ends if mask & bit):
                yield Flaw(Kind.IDLE_OVER, group.id, (rule.id, name))


def _merge(kind: Kind, group: Group, leaves: Iterable[Leaf]) -> Iterator[Flaw]:
    """Make one flaw of all leaves that show the same rules at fault."""
    found: dict[tuple[str, ...], list[Leaf]] = {}
    for leaf in leaves:
        matching = (index for index in range(len(group.rules)) if leaf.mask >> (group.first + index) & 1)
        found.setdefault(_ids(group, group.undominated(leaf.mask) or matching), []).append(leaf)
    for names, same in found.items():
        yield Flaw(kind, group.id, names, sum(leaf.cells for leaf in same), same[0].witness)


def _ids(group: Group, indices: Iterable[int]) -> tuple[str, ...]:
    return tuple(group.rules[index].id for index in indices)


def _uses(page: Rule, fragment: str) -> bool:
    return any(item.get("use") == fragment for kind in ITEM_KINDS for item in page.body[kind])


def _shorten(rulebook: Rulebook, flaw: Flaw) -> Flaw:
    """Leave out of a witness the follow-ups that show the same when nobody answers them."""
    space, groups = rulebook.space, rulebook.groups
    group = space.derived.get(flaw.group) or groups.get(flaw.group) or groups[""]
    interest = group.mask | groups[""].mask

    def ends(answers: Answers) -> list[int]:
        return [mask & interest for _, is_question, mask, _ in space.follow(answers) if not is_question]

    short = dict(flaw.witness)
    for name in reversed(list(flaw.witness)):
        fewer = {key: value for key, value in short.items() if key != name}
        if not rulebook.question(name).core and ends(fewer) == ends(flaw.witness):
            short = fewer
    return flaw._replace(witness=short)
