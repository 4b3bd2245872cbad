"""The steps, numbered for the phone, each with the way on where it cannot be done, and the message they speak of."""

from __future__ import annotations

from batalin.diagnosis.diagnosis import Diagnosis
from batalin.diagnosis.obstacle import find_deciding_question, find_obstacles
from batalin.output.report import (
    Block,
    Heading,
    Items,
    Paragraph,
    list_avoid,
    list_evidence,
    list_letter,
    write_step,
)
from batalin.words import say


def build_checklist(diagnosis: Diagnosis) -> list[Block]:
    """Put the steps into the order in which a buyer does them on the phone.

    Args:
        diagnosis: Whose steps to list.
    """
    language = diagnosis.language
    obstacles = find_obstacles(diagnosis)
    steps = tuple(
        (*write_step(step, language), *([obstacle.text] if obstacle.text else []))
        for step, obstacle in zip(diagnosis.steps, obstacles, strict=True)
    )
    return [
        Heading(say(f"verdict-{diagnosis.verdict}", language), mood=diagnosis.verdict),
        Paragraph(f"{diagnosis.title}."),
        *(Paragraph(one) for one in diagnosis.lead),
        *list_evidence(diagnosis),
        Heading(say("heading-steps", language)),
        Items(steps, numbered=True),
        Paragraph(say("obstacle-any", language, name=_name_question(diagnosis)), quiet=True),
        *list_avoid(diagnosis),
        *list_letter(diagnosis),
    ]


def _name_question(diagnosis: Diagnosis) -> str:
    question_id = find_deciding_question(diagnosis.rulebook, diagnosis.decision)
    return diagnosis.rulebook.question(question_id).name[diagnosis.language]
