"""What would change a result, in words."""

from __future__ import annotations

from collections.abc import Sequence

from batalin.diagnosis.counterfactual import Change, Mark, find_changes, find_verdict_changes, pick_likely
from batalin.diagnosis.diagnosis import Diagnosis
from batalin.output.naming import Naming
from batalin.output.report import Block, Heading, Items, Paragraph
from batalin.rulebook.vocabulary import UNKNOWN
from batalin.words import say

MOST_LIKELY = 3
"""Changes the report names in its one sentence."""


def sum_up_changes(diagnosis: Diagnosis) -> list[Block]:
    """Name in one sentence the changes to look out for; nothing where there is none."""
    language = diagnosis.language
    changes = find_verdict_changes(_changes(diagnosis), diagnosis.verdict)
    naming = Naming(diagnosis.rulebook, language)
    likely = [
        say(
            "change-brief",
            language,
            name=naming.name(change.question.id),
            label=naming.label(change.question.id, change.after),
            verdict=say(f"verdict-{change.verdict}", language),
        )
        for change in pick_likely(changes, diagnosis.verdict, MOST_LIKELY)
    ]
    return [Paragraph(say("changes-brief", language, changes="; ".join(likely)))] if likely else []


def list_changes(diagnosis: Diagnosis) -> list[Block]:
    """List every other answer that would change the verdict, by whether it can still come about.

    Not knowing an answer any more is left out: the order would be the same.
    """
    language = diagnosis.language
    naming = Naming(diagnosis.rulebook, language)
    changes = [change for change in _changes(diagnosis) if change.after != UNKNOWN]
    decisive = find_verdict_changes(changes, diagnosis.verdict)
    blocks: list[Block] = [Heading(say("heading-changes", language))]
    for mark in Mark:
        items = _merge([change for change in decisive if change.mark is mark], naming)
        if items:
            blocks += [Paragraph(say(f"changes-{mark}", language)), Items(items)]
    if not decisive:
        blocks.append(Paragraph(say("changes-none", language)))
    if len(decisive) < len(changes):
        blocks.append(Paragraph(say("changes-within", language, count=str(len(changes) - len(decisive))), quiet=True))
    return blocks


def _changes(diagnosis: Diagnosis) -> tuple[Change, ...]:
    return find_changes(diagnosis.rulebook, diagnosis.decision, diagnosis.given)


def _merge(changes: Sequence[Change], naming: Naming) -> tuple[tuple[str, ...], ...]:
    """Write changes as items, those of one question that lead to one situation together."""
    together: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        together.setdefault((change.question.id, change.situation.id), []).append(change)
    return tuple(_item(same, naming) for same in together.values())


def _item(same: Sequence[Change], naming: Naming) -> tuple[str, str]:
    """Say which answers bring which verdict, and below it in which situation."""
    question, situation = same[0].question, same[0].situation
    change = say(
        f"change-{same[0].mark}",
        naming.language,
        name=naming.name(question.id),
        labels=naming.either(question.id, (change.after for change in same)),
        verdict=say(f"verdict-{same[0].verdict}", naming.language),
    )
    return change, f"{situation.body['title'][naming.language]}."
