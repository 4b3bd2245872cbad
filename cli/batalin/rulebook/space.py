"""The space of interviews as a walk with bit masks.

Every condition of a rulebook is a cube and owns one bit. Walking the questions in order, the mask keeps the bits of
those cubes that no answer so far contradicts; one AND per answer. Two interviews with the same mask are alike for
everything the rulebook can still say, so the walk meets each mask once, however many interviews lead to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from batalin.rulebook.group import Answers, Group, Leaf, inside_of, order, syntactic_order
from batalin.rulebook.masks import cleared_bits, keep_masks
from batalin.rulebook.model import Cube, Derived, Question, Rule
from batalin.rulebook.vocabulary import UNKNOWN

Way = tuple[str | None, int]
"""A value a variable may take, or None, and the mask to keep with it."""


class Space:
    """All interviews a set of questions allows, seen by the cubes of a rulebook."""

    def __init__(
        self, questions: Sequence[Question], derived: Sequence[Derived], groups: Iterable[Sequence[Rule]]
    ) -> None:
        """Give every cube its bit and prepare one AND mask per answer.

        Args:
            questions: In the order they are asked.
            derived: In the order they are computed; each after what it uses.
            groups: The competing rules, by group.
        """
        self.questions = tuple(questions)
        self._cubes: list[Cube] = []
        self._asked = {question.id: self._bit(question.only_if) for question in questions}
        self._offered = {
            question.id: [(option.id, self._bit(option.only_if)) for option in question.options]
            for question in questions
        }
        self._openings = {
            question.id: self._asked[question.id] | sum(bit for _, bit in self._offered[question.id])
            for question in questions
        }
        self.derived = {one.id: self._group(one.id, one.rows, syntactic_order(one.rows)) for one in derived}
        self.groups = [self._group("", rules, ()) for rules in groups]
        self._steps = self._order(derived)
        domains = {question.id: tuple(option.id for option in question.options) for question in questions}
        domains.update({one.id: one.values for one in derived})
        self._keep = keep_masks(self._cubes, domains)
        self._live = self._needed_later(sum(group.mask for group in self.groups), {one.id for one in derived})
        self.everything = (1 << len(self._cubes)) - 1
        self._selects = [self.openings(name) if asked else self.derived[name].mask for name, asked in self._steps]
        self._touches = [cleared_bits(self._keep[name].values(), self.everything) for name, _ in self._steps]
        self._ends: dict[int, list[int]] = {}
        self._known_ways: list[dict[int, tuple[Way, ...]]] = [{} for _ in self._steps]

    def _bit(self, cube: Cube) -> int:
        self._cubes.append(cube)
        return 1 << (len(self._cubes) - 1)

    def _group(self, name: str, rules: Sequence[Rule], beats: tuple[int, ...]) -> Group:
        first = len(self._cubes)
        for rule in rules:
            self._bit(rule.when)
        return Group(name, tuple(rules), first, beats)

    def _order(self, derived: Sequence[Derived]) -> list[tuple[str, bool]]:
        steps: list[tuple[str, bool]] = [(question.id, True) for question in self.questions]
        for one in derived:
            used = {variable for row in one.rows for variable in row.when}
            last = max((index for index, (name, _) in enumerate(steps) if name in used), default=-1)
            while last + 1 < len(steps) and not steps[last + 1][1]:
                last += 1
            steps.insert(last + 1, (one.id, False))
        return steps

    def _needed_later(self, rules: int, derived: set[str]) -> list[int]:
        """Give, for each place of the walk, the bits that are still of use there."""
        live = [rules] * (len(self._steps) + 1)
        for index in range(len(self._steps) - 1, -1, -1):
            name, is_question = self._steps[index]
            here = live[index + 1]
            if is_question:
                here |= self._openings[name]
            elif name in derived:
                here |= self.derived[name].mask
            live[index] = here
        return live

    @property
    def names(self) -> list[str]:
        """Questions and derived answers in the order of the walk."""
        return [name for name, _ in self._steps]

    def position(self, name: str) -> int:
        """Give the place of a variable in the walk."""
        return next(index for index, (step, _) in enumerate(self._steps) if step == name)

    def step(self, index: int) -> tuple[str, bool] | None:
        """Give the name of the variable at a place and whether it is a question; None after the last."""
        return self._steps[index] if index < len(self._steps) else None

    def live(self, index: int) -> int:
        """Give the bits that are still of use from a place on."""
        return self._live[index]

    def openings(self, question_id: str) -> int:
        """Give the bits that tell whether a question is asked and which of its options are open."""
        return self._openings[question_id]

    def opening(self, question_id: str) -> tuple[int, dict[str, int]]:
        """Give the bit that tells whether a question is asked, and for each option the bit that it is open."""
        return self._asked[question_id], dict(self._offered[question_id])

    def options(self, question_id: str, mask: int) -> list[str]:
        """Give the options that the answers behind a mask leave open; none means that it is not asked."""
        if not mask & self._asked[question_id]:
            return []
        return [option for option, bit in self._offered[question_id] if mask & bit]

    def advance(self, mask: int, name: str, value: str | None) -> int:
        """Give the mask after one more variable; None stands for a question that is not asked."""
        return mask & self._keep[name][value]

    def derive(self, mask: int, name: str) -> str | None:
        """Give the value of a derived answer, or None where its table says nothing.

        Rows of which neither beats the other do no harm while they agree.
        """
        group = self.derived[name]
        values = {str(group.rules[index].body) for index in group.undominated(mask)}
        return values.pop() if len(values) == 1 else None

    def follow(self, answers: Answers) -> Iterator[tuple[str, bool, int, list[str]]]:
        """Walk one interview and give, before each variable, its name, kind, mask and open options.

        An answer that is missing or not open counts as `unknown` where that is an option, else as the first one.
        """
        mask = self.everything
        for index, (name, is_question) in enumerate(self._steps):
            mask &= self._live[index]
            options = self.options(name, mask) if is_question else []
            yield name, is_question, mask, options
            mask &= self._way(index, mask, answers)[1]
        yield "", False, mask & self._live[-1], []

    def end(self, answers: Answers, index: int = 0, mask: int | None = None) -> int:
        """Give the mask with which an interview ends, everything open answered as in `follow`.

        Args:
            answers: Question ids to option ids.
            index: The place in the walk to begin at.
            mask: The mask there, where it is not the beginning.
        """
        mask = self.everything if mask is None else mask
        for place in range(index, len(self._steps)):
            mask &= self._way(place, mask, answers)[1]
        return mask

    def trail(self, answers: Answers) -> list[int]:
        """Give the masks of one interview before each variable."""
        mask, masks = self.everything, []
        for place in range(len(self._steps)):
            masks.append(mask)
            mask &= self._way(place, mask, answers)[1]
        return masks

    def values(self, answers: Answers) -> dict[str, str | None]:
        """Give the value every question and derived answer has in an interview, or None where it has none."""
        found: dict[str, str | None] = {}
        mask = self.everything
        for index, (name, _) in enumerate(self._steps):
            found[name], keep = self._way(index, mask, answers)
            mask &= keep
        return found

    def _way(self, index: int, mask: int, answers: Answers) -> Way:
        """Give the value of the variable at a place in one interview, and the mask to keep."""
        ways = self._known_ways[index].get(mask & self._selects[index]) or self.ways(index, mask)
        if len(ways) == 1:
            return ways[0]
        given = answers.get(self._steps[index][0])
        unknown = ways[0]
        for way in ways:
            if way[0] == given:
                return way
            if way[0] == UNKNOWN:
                unknown = way
        return unknown

    def leaves(self, interest: int) -> list[Leaf]:
        """Give every distinct set of matching rules, with the number of interviews and a witness.

        The walk goes forward one variable at a time and keeps each distinct mask once, with how many interviews lead
        to it and by which answer the first of them came.

        Args:
            interest: The bits of the rules that matter to the caller; the others are merged.
        """
        needed = self.needed(interest)
        layer = {self.everything & needed[0]: 1}
        trail: list[dict[int, tuple[int, str | None]]] = []
        for index in range(len(self._steps)):
            need = needed[index + 1]
            found: dict[int, int] = {}
            came: dict[int, tuple[int, str | None]] = {}
            for mask, cells in layer.items():
                for value, keep in self.ways(index, mask):
                    after = mask & keep & need
                    if after in found:
                        found[after] += cells
                    else:
                        found[after] = cells
                        came[after] = (mask, value)
            layer = found
            trail.append(came)
        return [Leaf(mask, cells, self._witness(mask, trail)) for mask, cells in layer.items()]

    def ends(self, interest: int) -> list[int]:
        """Give every distinct set of matching rules alone, which takes a fraction of the time of `leaves`.

        A question that no rule of interest depends on, not even by way of what is asked after it, is stepped over.

        Args:
            interest: The bits of the rules that matter to the caller; the others are merged.
        """
        if interest in self._ends:
            return self._ends[interest]
        needed = [interest] * (len(self._steps) + 1)
        passed = [False] * len(self._steps)
        for index in range(len(self._steps) - 1, -1, -1):
            here = needed[index + 1]
            passed[index] = not here & self._touches[index]
            needed[index] = here if passed[index] else here | self._selects[index]
        layer = {self.everything & needed[0]}
        for index, over in enumerate(passed):
            if not over:
                need = needed[index + 1]
                layer = {mask & keep & need for mask in layer for _, keep in self.ways(index, mask)}
        ends = self._ends[interest] = list(layer)
        return ends

    @cached_property
    def cells(self) -> int:
        """How many interviews there are."""
        return sum(leaf.cells for leaf in self.leaves(0))

    def ways(self, index: int, mask: int) -> tuple[Way, ...]:
        """Give the values a variable may take at its place in the walk, each with the mask to keep."""
        key = mask & self._selects[index]
        ways = self._known_ways[index].get(key)
        if ways is None:
            name, is_question = self._steps[index]
            values = [*self.options(name, mask)] if is_question else [self.derive(mask, name)]
            ways = tuple((value, self._keep[name][value]) for value in values or [None])
            self._known_ways[index][key] = ways
        return ways

    def _witness(self, mask: int, trail: Sequence[Mapping[int, tuple[int, str | None]]]) -> Answers:
        """Go back from an end to the beginning and give the questions that were asked on the way."""
        path: list[tuple[str, str]] = []
        for (name, is_question), came in zip(reversed(self._steps), reversed(trail), strict=True):
            mask, value = came[mask]
            if is_question and value is not None:
                path.append((name, value))
        return dict(reversed(path))

    def needed(self, interest: int) -> list[int]:
        """Give, for each place of the walk, the bits that tell apart ends which differ in the rules of interest."""
        return self._needed_later(interest, self._derived_behind(interest))

    def _derived_behind(self, interest: int) -> set[str]:
        """Give the derived answers that some cubes use, and those which these use in turn."""
        used = {name for position, cube in enumerate(self._cubes) if interest >> position & 1 for name in cube}
        for name in reversed(self.derived):
            if name in used:
                used.update(variable for row in self.derived[name].rules for variable in row.when)
        return used.intersection(self.derived)

    def settle(self, group: Group) -> None:
        """Work out which rules of a group beat which, from the interviews each accepts.

        A beats B when every interview of A is one of B and not the other way round, or when A says so with `over`
        and is not itself inside B the other way round.
        """
        group.beats = order(group.rules, inside_of(group, self.ends(group.mask)))
