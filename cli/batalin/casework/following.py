"""Commands with which a case goes on, in the place of those that would leave it."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from contextlib import contextmanager

from batalin.diagnosis.answers import MissingAnswers
from batalin.diagnosis.command import write_command
from batalin.diagnosis.details import Details
from batalin.diagnosis.diagnosis import Diagnosis
from batalin.diagnosis.followup import lead_to
from batalin.errors import Stopped
from batalin.words import say

_PROGRAM = "batalin"


def name_command(*words: str) -> str:
    """Write a command about cases, quoted for a shell."""
    return shlex.join([_PROGRAM, "case", *words])


@contextmanager
def going_on_with(*words: str) -> Iterator[None]:
    """Let questions that stop, or that nobody answers, name a command about cases with what is known so far.

    Args:
        *words: What stands behind `batalin case`.
    """
    try:
        yield
    except Stopped as stopped:
        raise Stopped(_in_case(stopped.command, *words) if stopped.command else "") from None
    except MissingAnswers as error:
        raise MissingAnswers(error.questions, _in_case(error.command, *words)) from None


def lead_on(diagnosis: Diagnosis, case_id: str) -> tuple[str, ...]:
    """Say what to do where the steps do not help: note what has changed, or look again once the time has come.

    Args:
        diagnosis: The case as it stands.
        case_id: Its name.

    Returns:
        A sentence and a command, or nothing where no page comes next.
    """
    page_id, known = diagnosis.decision.situation.body.get("if_that_fails", ""), diagnosis.decision.answers
    answers = lead_to(diagnosis.rulebook, page_id, known) if page_id else {}
    changed = {name: option for name, option in answers.items() if option != known.get(name)}
    # The case keeps what this page did not ask for, such as how a parcel is paid for, and that may lead elsewhere.
    if not changed or diagnosis.rulebook.decide({**diagnosis.given, **changed}).situation.id != page_id:
        return ()
    language, title = diagnosis.language, diagnosis.next_title
    if all(_comes_with_time(name, diagnosis) for name in changed):
        return say("case-then-next", language, title=title), name_command("next", case_id)
    noted = {name: option for name, option in changed.items() if not _is_dated(name, diagnosis)}
    command = write_command(diagnosis.rulebook, noted, Details(), language)
    return say("case-then-note", language, title=title, id=case_id), _in_case(command, "add", case_id)


def _comes_with_time(question_id: str, diagnosis: Diagnosis) -> bool:
    """Tell whether an answer will be another once time has passed."""
    question, known = diagnosis.rulebook.question(question_id), diagnosis.decision.answers.get(question_id, "")
    given = next((option for option in question.options if option.id == known), None)
    lasts = given is not None and given.lasts
    return lasts or _is_dated(question_id, diagnosis)


def _is_dated(question_id: str, diagnosis: Diagnosis) -> bool:
    return diagnosis.rulebook.question(question_id).measures in diagnosis.details.moments


def _in_case(command: str, *words: str) -> str:
    return command.replace(_PROGRAM, name_command(*words), 1)
