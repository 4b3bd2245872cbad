"""How the rules came to a result, in words."""

from __future__ import annotations

from collections.abc import Iterator

from batalin.diagnosis.diagnosis import Diagnosis
from batalin.diagnosis.explanation import Condition, Explanation, explain_decision
from batalin.output.naming import Naming
from batalin.output.report import Block, Heading, Items, Paragraph
from batalin.rulebook.model import Rule
from batalin.words import say

MOST_NEAR = 3
"""Situations that nearly fitted which are listed."""


def list_reasons(diagnosis: Diagnosis) -> list[Block]:
    """Tell which situation won and why, which lost, which nearly fitted, and which answers made no difference."""
    language = diagnosis.language
    naming = Naming(diagnosis.rulebook, language)
    explanation = explain_decision(diagnosis.rulebook, diagnosis.decision, diagnosis.given)
    return [
        Heading(say("heading-reasons", language)),
        *_winner(explanation, naming, fallback=explanation.situation is diagnosis.rulebook.fallback),
        *_beaten(explanation, language),
        *_nearest(explanation, naming),
        *_without_effect(explanation, naming),
    ]


def _winner(explanation: Explanation, naming: Naming, *, fallback: bool) -> list[Block]:
    how = "fallback" if fallback else "by" if explanation.conditions else "always"
    won: list[Block] = [Paragraph(say(f"won-{how}", naming.language, **_facts(explanation.situation, naming.language)))]
    if explanation.conditions:
        won.append(Items(tuple(_met(one, explanation, naming) for one in explanation.conditions)))
    return won


def _beaten(explanation: Explanation, language: str) -> list[Block]:
    items = tuple(
        (
            say("situation", language, **_facts(one.rule, language)),
            say(f"beaten-{one.cause}", language, **_facts(one.by, language)),
        )
        for one in explanation.beaten
    )
    return [Paragraph(say("reasons-beaten", language)), Items(items)] if items else []


def _nearest(explanation: Explanation, naming: Naming) -> list[Block]:
    language = naming.language
    items = tuple(
        (say("situation", language, **_facts(near.rule, language)), _missed(near.failed, naming))
        for near in explanation.nearest[:MOST_NEAR]
    )
    return [Paragraph(say("reasons-nearest", language)), Items(items)] if items else []


def _without_effect(explanation: Explanation, naming: Naming) -> list[Block]:
    names = ", ".join(naming.name(name) for name in explanation.without_effect)
    return [Paragraph(say("reasons-without-effect", naming.language, names=names))] if names else []


def _met(condition: Condition, explanation: Explanation, naming: Naming) -> tuple[str, ...]:
    """Say by what a condition is met, what else would do, and from which answers a derived one was concluded."""
    lines = [_answer(condition, naming)]
    if len(condition.accepts) > 1:
        key, values = _accepted(condition, naming)
        lines.append(say(f"met-{key}", naming.language, values=values))
    return (*lines, *_concluded(condition.name, explanation, naming))


def _concluded(name: str, explanation: Explanation, naming: Naming) -> Iterator[str]:
    """Say which row of which table gave a derived answer, and go on with those that this row rests on."""
    for deduction in explanation.deductions:
        if deduction.name == name:
            answers = ", ".join(_answer(one, naming) for one in deduction.conditions)
            key = "concluded-from" if answers else "concluded-always"
            yield say(key, naming.language, answers=answers, row=deduction.row, table=name)
            for one in deduction.conditions:
                yield from _concluded(one.name, explanation, naming)


def _missed(condition: Condition, naming: Naming) -> str:
    key, values = _accepted(condition, naming)
    name, value = naming.name(condition.name), naming.label(condition.name, condition.value)
    return say(f"missed-{key}", naming.language, name=name, values=values, value=value)


def _accepted(condition: Condition, naming: Naming) -> tuple[str, str]:
    """Give the values a condition accepts, or those it does not where these are far fewer."""
    known = naming.values(condition.name)
    accepted = [value for value in known if value in condition.accepts]
    others = [value for value in known if value not in condition.accepts]
    if others and 2 * len(others) < len(accepted):
        return "any-but", naming.either(condition.name, others)
    return "any-of", naming.either(condition.name, accepted)


def _answer(condition: Condition, naming: Naming) -> str:
    return f"{naming.name(condition.name)}: {naming.label(condition.name, condition.value)}"


def _facts(rule: Rule, language: str) -> dict[str, str]:
    return {"title": rule.body["title"][language], "id": rule.id}
