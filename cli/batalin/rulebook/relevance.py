"""Whether a question can still change what the buyer is told."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Sequence
from typing import NamedTuple

from batalin.rulebook.group import Group
from batalin.rulebook.space import Space
from batalin.rulebook.vocabulary import UNKNOWN

Outcome = int


class Interviews(NamedTuple):
    """What all interviews have in common.

    Attributes:
        number: How many different ones there are.
        longest: The most questions one of them asks.
        mean: The questions one of them asks on average.
        asked: Questions that at least one of them asks.
    """

    number: int
    longest: int
    mean: float
    asked: frozenset[str]


class Relevance:
    """The interviews folded into a decision diagram: equal outcomes are one node.

    A question matters at some point of an interview when its options lead to different nodes. An outcome is the
    winning situation together with the winning case of every group its page uses, and of no other group.
    """

    def __init__(self, space: Space, situations: Group, used: Sequence[Sequence[Group]]) -> None:
        """Remember which groups each situation's page uses.

        Args:
            space: The interviews.
            situations: The group of all situations.
            used: For each situation the groups of rules its page draws on, each once.
        """
        self._space = space
        self._situations = situations
        self._used = used
        self._masks = [sum(group.mask for group in groups) for groups in used]
        self._rules = sum(group.mask for group in space.groups)
        self._known: dict[tuple[int, int], Outcome] = {}
        self._nodes: dict[object, Outcome] = {}

    def matters(self, name: str, mask: int) -> bool:
        """Tell whether the answer to a question changes an outcome, whatever is answered later.

        Args:
            name: Id of the question that is next.
            mask: The mask before it is answered.
        """
        index = self._space.position(name)
        outcomes = {
            self._outcome(index + 1, self._space.advance(mask, name, option))
            for option in self._space.options(name, mask)
        }
        return len(outcomes) > 1

    def measure(self, core: Collection[str]) -> Interviews:
        """Walk every interview as it is asked, a question that does not matter left out.

        Args:
            core: Questions that are asked whether they matter or not.
        """
        space = self._space
        known: dict[tuple[int, int], tuple[int, int, int]] = {}
        asked: set[str] = set()

        def below(index: int, mask: int) -> tuple[int, int, int]:
            mask = self._trim(index, mask)
            step = space.step(index)
            if step is None:
                return 1, 0, 0
            found = known.get((index, mask))
            if found is None:
                found = known[index, mask] = ahead(index, mask, *step)
            return found

        def ahead(index: int, mask: int, name: str, is_question: bool) -> tuple[int, int, int]:
            options = space.options(name, mask) if is_question else []
            if not options:
                value = None if is_question else space.derive(mask, name)
                return below(index + 1, space.advance(mask, name, value))
            if name not in core and not self.matters(name, mask):
                value = UNKNOWN if UNKNOWN in options else options[0]
                return below(index + 1, space.advance(mask, name, value))
            asked.add(name)
            ways = [below(index + 1, space.advance(mask, name, option)) for option in options]
            count = sum(one[0] for one in ways)
            return count, sum(one[1] for one in ways) + count, 1 + max(one[2] for one in ways)

        count, total, longest = below(0, space.everything)
        return Interviews(count, longest, total / count, frozenset(asked))

    def outcomes(self, question_id: str) -> Iterator[dict[str, Hashable]]:
        """Give, for every point of all interviews where a question is asked, what each option leads to.

        Args:
            question_id: The question.
        """
        space = self._space
        place = space.position(question_id)
        masks = {self._trim(0, space.everything)}
        for index in range(place):
            masks = {self._trim(index + 1, mask & keep) for mask in masks for _, keep in space.ways(index, mask)}
        for mask in masks:
            ways = space.ways(place, mask)
            if len(ways) > 1:
                yield {str(option): self._outcome(place + 1, mask & keep) for option, keep in ways}

    def _outcome(self, index: int, mask: int) -> Outcome:
        mask = self._trim(index, mask)
        key = (index, mask)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._work_out(index, mask)
        return known

    def _work_out(self, index: int, mask: int) -> Outcome:
        space = self._space
        step = space.step(index)
        if step is None:
            winner = self._situations.winner(mask)
            cases = () if winner is None else tuple(group.winner(mask) for group in self._used[winner])
            return self._node((winner, cases))
        name, is_question = step
        if not is_question:
            return self._outcome(index + 1, space.advance(mask, name, space.derive(mask, name)))
        options = space.options(name, mask)
        if not options:
            return self._outcome(index + 1, space.advance(mask, name, None))
        below = tuple((option, self._outcome(index + 1, space.advance(mask, name, option))) for option in options)
        outcomes = {outcome for _, outcome in below}
        return outcomes.pop() if len(outcomes) == 1 else self._node((name, below))

    def _node(self, content: object) -> Outcome:
        return self._nodes.setdefault(content, len(self._nodes))

    def _trim(self, index: int, mask: int) -> int:
        """Drop the bits that nothing below can use, so that more masks are equal."""
        mask &= self._space.live(index)
        situations = (mask & self._situations.mask) >> self._situations.first
        useful = self._situations.mask
        while situations:
            lowest = situations & -situations
            useful |= self._masks[lowest.bit_length() - 1]
            situations ^= lowest
        return mask & (useful | ~self._rules)
