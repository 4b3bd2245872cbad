"""The program without error handling: a request and a terminal in, words out."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from batalin.delivery import deliver, print_blocks, print_data
from batalin.diagnosis.answers import (
    MissingAnswers,
    complete_answers,
    drop_measured,
    unused_answers,
)
from batalin.diagnosis.command import write_command
from batalin.diagnosis.details import Details
from batalin.diagnosis.diagnosis import Diagnosis, diagnose
from batalin.errors import RulebookError, Stopped
from batalin.files import write_answers
from batalin.intake import read_input
from batalin.present import read_present
from batalin.request import DiagnosisRequest, GuideRequest, Request, SchemaRequest
from batalin.rulebook.rulebook import Rulebook
from batalin.terminal import Terminal
from batalin.words import say

if TYPE_CHECKING:
    from batalin.interview.flow import Interview
    from batalin.interview.prompter import Prompter


def run(request: Request, rulebook: Rulebook, terminal: Terminal) -> None:
    """Do what was asked for.

    Args:
        request: What the command line says.
        rulebook: The rules it names.
        terminal: Where to read and write.

    Raises:
        BatalinError: Something a user can mend.
        Stopped: The buyer left the interview.
    """
    match request:
        case DiagnosisRequest():
            _diagnose(request, rulebook, terminal)
        case GuideRequest():
            from batalin.output.guide import build_guide

            blocks = build_guide(rulebook, request.section, request.common.language)
            print_blocks(blocks, request.format, request.common, terminal)
        case SchemaRequest():
            from batalin.output.schema import build_schema

            print_data(build_schema(rulebook), request.common, terminal)


def _diagnose(request: DiagnosisRequest, rulebook: Rulebook, terminal: Terminal) -> None:
    now = read_present(request.now, rulebook.about["timezone"])
    answers, details = read_input(rulebook, now, request.answers_file, request.answers, request.details)
    told = answers
    interviewed = False
    open_questions = [visit.question for visit in rulebook.interview(answers) if visit.answer is None]
    if open_questions and terminal.can_ask and not request.no_input:
        answers, details = _interview(request, rulebook, terminal, now, answers, details)
        interviewed = True
        terminal.stderr.write("\n")
    missing = tuple(question for question in open_questions if question.core and question.id not in answers)
    if missing:
        example = complete_answers(answers, missing, rulebook)
        raise MissingAnswers(missing, _command(request, rulebook, example, details))
    warnings = tuple(
        say("answer-unused", request.common.language, flag=rulebook.question(name).flags[0])
        for name in unused_answers(told | answers, rulebook)
    )
    if rulebook.winner(answers) is None:
        raise RulebookError("undecided", folder=str(request.rules))
    diagnosis = diagnose(
        rulebook,
        answers,
        details,
        now,
        request.common.language,
        request.message_language,
        request.recipient,
        warnings,
    )
    if request.save_answers:
        told = drop_measured(answers, details.moments, rulebook, now)
        write_answers(request.save_answers, rulebook, told | dict(details.quotes), details.plain())
    _print_diagnosis(diagnosis, request, terminal)
    if interviewed:
        language = request.common.language
        verdict = say(f"verdict-{diagnosis.verdict}", language)
        lines = [
            "",
            say("summary", language, verdict=verdict, title=diagnosis.title),
            say("same-command", language),
            _command(request, rulebook, answers, details),
        ]
        terminal.stderr.write("\n".join(lines) + "\n")


def _interview(
    request: DiagnosisRequest,
    rulebook: Rulebook,
    terminal: Terminal,
    now: datetime,
    answers: dict[str, str],
    details: Details,
) -> tuple[dict[str, str], Details]:
    from batalin.interview.flow import Interview
    from batalin.trouble import explain

    language = request.common.language
    prompter, keys = _prompter(request, terminal)
    interview: Interview = Interview(
        rulebook,
        prompter,
        language,
        now,
        lambda error: _without_flags(explain(error, language), rulebook, language),
        answers,
        details,
        request.message_language,
    )
    try:
        prompter.show(say("intro", language, keys=say(keys, language).removesuffix(".")))
        prompter.show("")
        interview.run()
    except (KeyboardInterrupt, EOFError):
        reached = interview.answers or interview.details.plain()
        command = _command(request, rulebook, interview.answers, interview.details) if reached else ""
        raise Stopped(command) from None
    return interview.answers, interview.details


def _without_flags(text: str, rulebook: Rulebook, language: str) -> str:
    """Name questions and details by their names on the screen, for somebody who typed no flags."""
    names = [(detail.flags[0], detail.ask[language]) for detail in rulebook.details]
    names += [(question.flags[0], question.name[language]) for question in rulebook.questions]
    for flag, name in names:
        text = re.sub(rf"{flag}(?![a-z-])", name, text)
    return text


def _prompter(request: DiagnosisRequest, terminal: Terminal) -> tuple[Prompter, str]:
    language = request.common.language
    if request.common.plain or terminal.plain or terminal.stdin is None:
        from batalin.interview.plain import PlainPrompter

        assert terminal.stdin is not None, "nobody is asked without a standard input"
        return PlainPrompter(language, terminal.columns, terminal.stdin, terminal.stderr), "plain-keys"
    from batalin.interview.menu import MenuPrompter

    return MenuPrompter(language, terminal.columns), "menu-keys"


def _command(request: DiagnosisRequest, rulebook: Rulebook, answers: dict[str, str], details: Details) -> str:
    told = drop_measured(answers, details.moments, rulebook, read_present(request.now, rulebook.about["timezone"]))
    return write_command(rulebook, told, details, request.common.language)


def _print_diagnosis(diagnosis: Diagnosis, request: DiagnosisRequest, terminal: Terminal) -> None:
    if request.format == "json":
        from batalin.output.data import to_data

        print_data(to_data(diagnosis, why=request.why, what_if=request.what_if), request.common, terminal)
    elif request.format == "message":
        deliver(diagnosis.letters[0].body + "\n", request.common, terminal)
    else:
        from batalin.output.report import build_report

        blocks = build_report(diagnosis, why=request.why, what_if=request.what_if)
        print_blocks(blocks, request.format, request.common, terminal)
