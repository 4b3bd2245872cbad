"""What a buyer told, from an answers file and from flags: read, measured and compared in one place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from batalin.diagnosis.answers import UnknownOption, find_contradiction, measure_missing, read_answer
from batalin.diagnosis.details import Details, check_order, read_details
from batalin.diagnosis.moments import Moment
from batalin.files import read_answers
from batalin.rulebook.model import Option, Question
from batalin.rulebook.rulebook import Rulebook


def read_input(
    rulebook: Rulebook, now: datetime, file: str, answers: Mapping[str, str], details: Mapping[str, str]
) -> tuple[dict[str, str], Details]:
    """Read answers and details; a flag wins over the file.

    Args:
        rulebook: Declares the questions and details.
        now: The present in the market's zone.
        file: Name of an answers file, or an empty string.
        answers: Raw values of flags by question id.
        details: Raw values of flags by detail id.

    Returns:
        Question ids to option ids, and the details.

    Raises:
        FileError: The file cannot be read.
        UsageError: A value does not fit, or two contradict each other.
    """
    raw_answers, raw_details = read_answers(file, rulebook) if file else ({}, {})
    raw_answers |= answers
    raw_details |= details
    known: dict[str, str] = {}
    dates: dict[str, Moment] = {}
    quotes: dict[str, str] = {}
    for question in rulebook.questions:
        if question.id in raw_answers:
            option, moment, quote = _read(question, raw_answers[question.id], rulebook, now)
            known[question.id] = option.id
            if moment is not None:
                dates[question.measures] = moment
            if quote:
                quotes[question.id] = quote
    told = read_details(raw_details, rulebook, now)
    all_details = Details(told.texts, {**dates, **told.moments}, quotes)
    check_order(all_details.moments, rulebook)
    known = measure_missing(known, all_details.moments, rulebook, now)
    contradiction = find_contradiction(known, rulebook)
    if contradiction is not None:
        raise contradiction
    return known, all_details


def _read(question: Question, raw: str, rulebook: Rulebook, now: datetime) -> tuple[Option, Moment | None, str]:
    """Read an answer; where it is none, text of the app may say one, if the question takes such text."""
    try:
        return read_answer(question, raw, now)
    except UnknownOption:
        if question.id not in rulebook.pasted:
            raise
        from batalin.understanding.understanding import understand

        option_id = understand(raw, rulebook, now, only=[question.id]).answers.get(question.id)
        if option_id is None:
            raise
        return question.option(option_id), None, ""
