"""What would change the result: every other answer to one question, and whether it can still come about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from batalin.rulebook.group import Answers
from batalin.rulebook.model import Question, Rule
from batalin.rulebook.rulebook import Decision, Rulebook
from batalin.rulebook.space import Way
from batalin.rulebook.vocabulary import STATUS, UNKNOWN, VERDICTS

BESIDE_THE_POINT = "other"
"""The verdict that says nothing about whether the order can be cancelled."""


class Mark(StrEnum):
    """Whether another answer can still become the true one."""

    CAN_HAPPEN = "can-happen"
    TO_FIND_OUT = "to-find-out"
    CANNOT = "cannot"


class Change(NamedTuple):
    """One answer put in the place of another, and what comes of it.

    Attributes:
        question: The question that is answered otherwise.
        before: The present option.
        after: The other option.
        mark: Whether it can still come about.
        rank: Its place among all that can still come about, the nearest first; 0 for what cannot.
        situation: The one that wins then.
    """

    question: Question
    before: str
    after: str
    mark: Mark
    rank: int
    situation: Rule

    @property
    def verdict(self) -> str:
        """The verdict that follows."""
        return str(self.situation.body["verdict"])


def find_changes(rulebook: Rulebook, decision: Decision, given: Answers) -> tuple[Change, ...]:
    """Give every change of a single answer that leads to another situation.

    All other given answers stay. A change that one of them rules out, or that opens a core question nobody answered,
    is none; a follow-up that newly opens counts as unanswered.

    Args:
        rulebook: The rules.
        decision: What they say now.
        given: What the buyer answered.

    Returns:
        The changes in the order of questions and options.
    """
    ends = _walk(rulebook, decision, given)
    found: list[Change] = []
    for question in rulebook.questions:
        others: dict[str, Rule] = {}
        for option in question.options:
            end = ends.get((question.id, option.id))
            situation = None if end is None else rulebook.winner_at(end)
            if situation is not None and situation.id != decision.situation.id:
                others[option.id] = situation
        if others:
            found += _judge(question, decision.answers[question.id], others)
    return tuple(found)


def _judge(question: Question, before: str, others: Mapping[str, Rule]) -> Iterator[Change]:
    turns = find_turns(question, before)
    for after, situation in others.items():
        otherwise = Mark.TO_FIND_OUT if before == UNKNOWN else Mark.CANNOT
        mark = Mark.CAN_HAPPEN if after in turns else otherwise
        yield Change(question, before, after, mark, turns.index(after) if after in turns else 0, situation)


def find_verdict_changes(changes: Sequence[Change], verdict: str) -> list[Change]:
    """Give the changes after which the verdict is another one."""
    return [change for change in changes if change.verdict != verdict]


def pick_likely(changes: Sequence[Change], verdict: str, at_most: int) -> list[Change]:
    """Give the changes to look out for: first the order that moves and the time that passes, the nearest first.

    What else can happen, such as an answer of the seller, counts only where it makes cancelling harder: an answer
    that merely names another trouble is no event. Of several answers to one question with the same verdict, the
    nearest stands for all.

    Args:
        changes: Those after which the verdict is another one.
        verdict: The present one.
        at_most: How many to give.
    """
    ranked = sorted((not _moves(one.question), one.rank, index) for index, one in enumerate(changes))
    picked: dict[tuple[str, str], Change] = {}
    for stays, _, index in ranked:
        change = changes[index]
        harder = VERDICTS.index(change.verdict) > VERDICTS.index(verdict)
        if change.mark is Mark.CAN_HAPPEN and change.verdict != BESIDE_THE_POINT and (harder or not stays):
            picked.setdefault((change.question.id, change.verdict), change)
    return list(picked.values())[:at_most]


def _moves(question: Question) -> bool:
    """Tell whether a question is about where the order stands or how much time has passed."""
    return question.id == STATUS or bool(question.measures)


def find_turns(question: Question, option_id: str) -> list[str]:
    """Give the options that an option can still turn into: what the rules name, then the spans of time that follow.

    Args:
        question: The question both answer.
        option_id: Where it begins.
    """
    found = [option_id, *question.option(option_id).becomes]
    for present in found:
        ends = question.option(present).below
        if ends is not None:
            found += [one.id for one in question.options if one.at_least == ends and one.id not in found]
    return found[1:]


def _walk(rulebook: Rulebook, decision: Decision, given: Answers) -> dict[tuple[str, str], int]:
    """Walk the interview once, every other answer to each of its questions beside it, and give where these end.

    Answers that leave the same mask go on as one, and those that leave the mask of the interview itself are dropped,
    for nothing differs any more.
    """
    space = rulebook.space
    core = {question.id for question in rulebook.questions if question.core}
    base = space.everything
    needed = space.needed(rulebook.groups[""].mask)
    beside: dict[int, list[tuple[str, str]]] = {}
    for index, name in enumerate(space.names):
        need = needed[index + 1]
        ways = space.ways(index, base)
        asked = ways[0][0] is not None
        answer = given.get(name)
        present = _way(ways, answer) or _unanswered(ways)
        ignored = asked and present[0] != answer  # an answer that counts for nothing now holds nothing up
        binding = not ignored and (name in given or (name in core and not asked))
        moved: dict[int, list[tuple[str, str]]] = {}
        for mask, changes in beside.items():
            way = _follow(space.ways(index, mask), answer, binding=binding)
            if way is not None:
                moved.setdefault(mask & way[1] & need, []).extend(changes)
        if name in decision.answers:
            for value, keep in ways:
                if value is not None and value != present[0]:
                    moved.setdefault(base & keep & need, []).append((name, value))
        base &= present[1] & need
        moved.pop(base, None)
        beside = moved
    return {change: mask for mask, changes in beside.items() for change in changes}


def _follow(ways: Sequence[Way], answer: str | None, *, binding: bool) -> Way | None:
    """Go on beside the interview; not where a binding answer is ruled out or missing, but asked for."""
    if ways[0][0] is None:
        return ways[0]
    way = _way(ways, answer)
    return way if way or binding else _unanswered(ways)


def _way(ways: Sequence[Way], answer: str | None) -> Way | None:
    for way in ways:
        if way[0] == answer:
            return way
    return None


def _unanswered(ways: Sequence[Way]) -> Way:
    return _way(ways, UNKNOWN) or ways[0]
