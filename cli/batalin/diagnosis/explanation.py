"""How the rules came to a result: what won and why, what lost, what nearly fitted, and what made no difference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from batalin.diagnosis.evidence import find_evidence
from batalin.rulebook.group import Answers
from batalin.rulebook.model import Cube, Rule, one_or_many
from batalin.rulebook.nearness import Values, find_misses
from batalin.rulebook.rulebook import Decision, Page, Rulebook, used_fragments
from batalin.rulebook.template import placeholders
from batalin.rulebook.vocabulary import STATUS


class Cause(StrEnum):
    """Why a situation that fits as well did not win."""

    NARROWER = "narrower"
    OVER = "over"
    TIE = "tie"


class Condition(NamedTuple):
    """One condition of a rule in this interview.

    Attributes:
        name: The question or derived answer.
        accepts: The values with which it is met.
        value: The one it has here, or None where the question is not asked.
    """

    name: str
    accepts: frozenset[str]
    value: str | None


class Deduction(NamedTuple):
    """A derived answer, the row of its table that gave it, and that row's conditions."""

    name: str
    value: str
    row: str
    conditions: tuple[Condition, ...]


class Beaten(NamedTuple):
    """A situation that fits as well, the one that stands above it, and why."""

    rule: Rule
    by: Rule
    cause: Cause


class Near(NamedTuple):
    """A situation that fits but for one condition."""

    rule: Rule
    failed: Condition


class Explanation(NamedTuple):
    """How the rules came to a result.

    Attributes:
        situation: The one that won.
        conditions: Its conditions, each met; none where it won as the fallback.
        deductions: The derived answers behind these conditions and behind the one that each near situation lacks.
        beaten: The other situations that fit.
        nearest: Those that lack one condition, the ones that meet the most others first.
        without_effect: Questions whose given answer could be any other without changing what the buyer is told.
    """

    situation: Rule
    conditions: tuple[Condition, ...]
    deductions: tuple[Deduction, ...]
    beaten: tuple[Beaten, ...]
    nearest: tuple[Near, ...]
    without_effect: tuple[str, ...]


def explain_decision(rulebook: Rulebook, decision: Decision, given: Answers) -> Explanation:
    """Work out why the rules say what they say.

    Args:
        rulebook: The rules.
        decision: What they say.
        given: What the buyer answered.
    """
    values = rulebook.space.values(given)
    fallback = decision.situation is rulebook.fallback
    conditions = () if fallback else _conditions(decision.situation.when, values)
    nearest = tuple(_find_nearest(rulebook, values))
    wanted = [condition.name for condition in (*conditions, *(near.failed for near in nearest))]
    return Explanation(
        situation=decision.situation,
        conditions=conditions,
        deductions=_deduce(rulebook, given, values, wanted),
        beaten=tuple(_find_beaten(rulebook, decision)),
        nearest=nearest,
        without_effect=tuple(_find_idle(rulebook, decision, given)),
    )


def _conditions(when: Cube, values: Values) -> tuple[Condition, ...]:
    return tuple(Condition(name, accepts, values[name]) for name, accepts in when.items())


def _find_nearest(rulebook: Rulebook, values: Values) -> Iterator[Near]:
    """Find the situations that lack one condition, those that meet the most others first."""
    misses = [miss for miss in find_misses(rulebook.situations, values) if len(miss.failed) == 1]
    for rule, (name,) in sorted(misses, key=lambda miss: -len(miss.rule.when)):
        yield Near(rule, Condition(name, rule.when[name], values[name]))


def _deduce(rulebook: Rulebook, given: Answers, values: Values, wanted: Iterable[str]) -> tuple[Deduction, ...]:
    """Explain derived answers, and those they rest on in turn, in the order in which they are worked out."""
    rows = {
        name: rulebook.space.derived[name].rules[best[0]]
        for name, asked, mask, _ in rulebook.space.follow(given)
        if not asked and name and (best := rulebook.space.derived[name].undominated(mask))
    }
    needed = set(wanted)
    found: list[Deduction] = []
    for name in reversed(rows):
        value = values[name]
        if name in needed and value is not None:
            row = rows[name]
            needed.update(row.when)
            found.append(Deduction(name, value, row.id, _conditions(row.when, values)))
    return tuple(reversed(found))


def _find_beaten(rulebook: Rulebook, decision: Decision) -> Iterator[Beaten]:
    """Say of each other situation that fits which one stands above it: the winner where it can, else another."""
    group = rulebook.groups[""]
    fitting = [index for index in range(len(group.rules)) if decision.mask >> (group.first + index) & 1]
    best = group.undominated(decision.mask)
    for index in fitting:
        above = sorted((other for other in fitting if group.beats[other] >> index & 1), key=lambda one: one not in best)
        if above:
            cause = Cause.NARROWER if _lies_inside(rulebook, above[0], index) else Cause.OVER
            yield Beaten(group.rules[index], group.rules[above[0]], cause)
        elif len(best) > 1:
            rival = next(other for other in best if other != index)
            yield Beaten(group.rules[index], group.rules[rival], Cause.TIE)


def _lies_inside(rulebook: Rulebook, index: int, other: int) -> bool:
    """Tell whether every interview that one situation accepts is accepted by another too."""
    first = rulebook.groups[""].first
    inner, outer = 1 << (first + index), 1 << (first + other)
    return all(mask & outer for mask in rulebook.space.ends(inner | outer) if mask & inner)


def _find_idle(rulebook: Rulebook, decision: Decision, given: Answers) -> Iterator[str]:
    """Find the answers that could be any other: same situation, fragments, words quoted and evidence to keep."""
    space = rulebook.space
    named = _named_in_messages(rulebook, decision.situation.body)
    groups = [rulebook.groups[name] for name in (*used_fragments(decision.situation.body), *named & {*rulebook.groups})]

    def told(mask: int, answers: Answers) -> tuple[object, ...]:
        evidence = tuple(one.id for one in find_evidence(rulebook, answers))
        return (rulebook.winner_at(mask), evidence, *(group.winner(mask) for group in groups))

    present = told(decision.mask, given)
    for question in rulebook.questions:
        if question.id not in given:
            continue
        place = space.position(question.id)
        before = space.trail(given)[place]
        others = [way for way in space.ways(place, before) if way[0] != given[question.id]]
        shown = question.core and (question.id in named or question.id == STATUS)
        ends = (
            (space.end(given, place + 1, before & keep), {**given, question.id: option})
            for option, keep in others
            if option
        )
        if others and not shown and all(told(*end) == present for end in ends):
            yield question.id


def _named_in_messages(rulebook: Rulebook, page: Page) -> set[str]:
    """Give what the messages of a page quote, or look at to leave a line out."""
    lines = [line for message in page["messages"] for line in rulebook.messages[message].body]
    return {name for line in lines for name in (*placeholders(line), *one_or_many(line.get("if")))}
