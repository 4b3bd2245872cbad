"""One buyer's run: read, ask, diagnose, show, hand over."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from batalin.diagnosis.answers import MissingAnswers, complete_answers, drop_measured, unused_answers
from batalin.diagnosis.command import write_command
from batalin.diagnosis.correspondence import NO_CORRESPONDENCE
from batalin.diagnosis.details import Details
from batalin.diagnosis.diagnosis import Diagnosis, diagnose
from batalin.errors import RulebookError, Stopped, UsageError
from batalin.files import write_answers
from batalin.intake import read_input
from batalin.present import read_present, read_zone
from batalin.presentation import choose_format, print_diagnosis
from batalin.request import DiagnosisRequest
from batalin.rulebook.rulebook import Rulebook
from batalin.terminal import Terminal
from batalin.transfer import check_transfer, hand_over
from batalin.words import say

if TYPE_CHECKING:
    from batalin.interview.flow import Interview
    from batalin.interview.prompter import Prompter


class Consultation:
    """What is known of one buyer's order, from the first flag to the last menu.

    Attributes:
        request: What the command line says.
        rulebook: The rules.
        terminal: Where to read and write.
        now: The present in the buyer's zone.
        answers: Question ids to option ids.
        details: What the buyer told beyond them.
        correspondence: Tone, attachments and earlier letters.
    """

    def __init__(self, request: DiagnosisRequest, rulebook: Rulebook, terminal: Terminal) -> None:
        """Read what flags and files tell.

        Raises:
            BatalinError: A value does not fit or a file cannot be read.
        """
        check_transfer(request.transfer, terminal, private=request.private)
        if request.tone and request.tone not in rulebook.handover.tones:
            raise UsageError("tone-unknown")
        self.request = request
        self.rulebook = rulebook
        self.terminal = terminal
        self.now = read_present(request.now, read_zone(request.zone, rulebook.about["timezone"]))
        self.answers, self.details = read_input(
            rulebook, self.now, request.answers_file, request.answers, request.details
        )
        self.correspondence = NO_CORRESPONDENCE._replace(tone=request.tone)
        self._told: Mapping[str, str] = self.answers
        self._interview: Interview | None = None
        self._prompter: Prompter | None = None

    def run(self) -> None:
        """Ask what is missing, show the result, and hand over what was asked for.

        Raises:
            BatalinError: Something a user can mend.
            Stopped: The buyer left the interview.
        """
        request, terminal = self.request, self.terminal
        self._ask_what_is_open()
        diagnosis = self.diagnose()
        self._save_answers()
        self.show(diagnosis)
        hand_over(diagnosis, request.transfer, self.key(), terminal, plain=request.common.plain)
        if self._interview is not None and self._prompter is not None:
            self._sum_up(diagnosis)
            if terminal.shows_result and choose_format(request.format, request.common.output) == "text":
                from batalin.closing import Closing

                Closing(self, self._prompter).run(diagnosis)

    def diagnose(self) -> Diagnosis:
        """Decide, with everything the buyer told.

        Raises:
            UsageError: There is no message for the recipient, or no such evidence.
            RulebookError: The rules have no answer here.
        """
        if self.rulebook.winner(self.answers) is None:
            raise RulebookError("undecided", folder=str(self.request.rules))
        if self.request.evidence and not self.correspondence.evidence:
            from batalin.diagnosis.evidence import find_evidence, read_evidence

            fitting = find_evidence(self.rulebook, self.rulebook.decide(self.answers))
            ticked = read_evidence("--evidence", self.request.evidence, fitting)
            self.correspondence = self.correspondence._replace(evidence=ticked)
        return self._diagnose(self.details)

    def show(self, diagnosis: Diagnosis) -> None:
        """Print a diagnosis; on the screen, personal details are masked where that is wished for."""
        request = self.request
        diagnosis = self._masked(diagnosis)
        if request.transfer.max_chars:
            diagnosis = _split_letters(diagnosis, request.transfer.max_chars)
        print_diagnosis(diagnosis, request, self.terminal)

    def show_letter(self, diagnosis: Diagnosis) -> None:
        """Print the message of a diagnosis alone, to be copied."""
        from batalin.delivery import print_blocks
        from batalin.output.report import list_letter

        print_blocks(list_letter(self._masked(diagnosis)), "text", self.request.common, self.terminal)

    def reopen(self, question_id: str, option_id: str) -> Diagnosis:
        """Ask one question again and whatever follows from its new answer.

        Args:
            question_id: The question.
            option_id: The answer to propose, or an empty string for the present one.
        """
        assert self._interview is not None, "only what was asked can be asked again"
        self._interview.reopen(question_id, option_id)
        self._take()
        self.correspondence = self.correspondence._replace(evidence=())
        return self.diagnose()

    def command(self, *, private: bool) -> str:
        """Write the command that gives the same result again.

        Args:
            private: Whether to leave out the details that stay off the screen.
        """
        told = drop_measured(self.answers, self.details.moments, self.rulebook, self.now)
        details = self.details
        if private:
            from batalin.diagnosis.masking import drop

            details = drop(details, self.rulebook)
        return write_command(self.rulebook, told, details, self.request.common.language)

    def _masked(self, diagnosis: Diagnosis) -> Diagnosis:
        """Give what may be seen on the screen; a file of the buyer's holds everything."""
        if not self.request.private or self.request.common.output not in ("", "-"):
            return diagnosis
        from batalin.diagnosis.masking import mask

        return self._diagnose(mask(self.details, self.rulebook))

    def _diagnose(self, details: Details) -> Diagnosis:
        request = self.request
        warnings = tuple(
            say("answer-unused", request.common.language, flag=self.rulebook.question(name).flags[0])
            for name in unused_answers({**self._told, **self.answers}, self.rulebook)
        )
        return diagnose(
            self.rulebook,
            self.answers,
            details,
            self.now,
            request.common.language,
            request.message_language,
            request.recipient,
            warnings,
            self.correspondence,
        )

    def _ask_what_is_open(self) -> None:
        open_questions = [one.question for one in self.rulebook.interview(self.answers) if one.answer is None]
        if open_questions and self.terminal.can_ask and not self.request.no_input:
            self._ask()
            self.terminal.stderr.write("\n")
        missing = tuple(one for one in open_questions if one.core and one.id not in self.answers)
        if missing:
            example = complete_answers(self.answers, missing, self.rulebook)
            language = self.request.common.language
            command = write_command(
                self.rulebook,
                drop_measured(example, self.details.moments, self.rulebook, self.now),
                self.details,
                language,
            )
            raise MissingAnswers(missing, command)

    def _ask(self) -> None:
        from batalin.interview.flow import Interview
        from batalin.trouble import explain

        language = self.request.common.language
        self._prompter, keys = _choose_prompter(self.request, self.terminal)
        self._interview = Interview(
            self.rulebook,
            self._prompter,
            language,
            self.now,
            lambda error: _without_flags(explain(error, language), self.rulebook, language),
            self.answers,
            self.details,
            self.request.message_language,
            private=self.request.private,
        )
        try:
            self._prompter.show(say("intro", language, keys=say(keys, language).removesuffix(".")))
            self._prompter.show("")
            self._interview.run()
        except (KeyboardInterrupt, EOFError):
            self._take()
            reached = self.answers or self.details.plain()
            raise Stopped(self.command(private=self.request.private) if reached else "") from None
        self._take()

    def _take(self) -> None:
        assert self._interview is not None, "there is nothing to take without an interview"
        self.answers, self.details = dict(self._interview.answers), self._interview.details

    def _save_answers(self) -> None:
        if self.request.save_answers:
            told = drop_measured(self.answers, self.details.moments, self.rulebook, self.now)
            saved = told | dict(self.details.quotes)
            write_answers(self.request.save_answers, self.rulebook, saved, self.details.plain())

    def _sum_up(self, diagnosis: Diagnosis) -> None:
        language = self.request.common.language
        verdict = say(f"verdict-{diagnosis.verdict}", language)
        lines = [
            "",
            say("summary", language, verdict=verdict, title=diagnosis.title),
            say("same-command", language),
            self.command(private=self.request.private),
        ]
        self.terminal.stderr.write("\n".join(lines) + "\n")

    def key(self) -> str:
        """Give what tells this order's events in a calendar from those of other orders."""
        plain = self.details.plain()
        return plain.get("order-id") or "/".join(sorted(plain.values()))


def _split_letters(diagnosis: Diagnosis, max_chars: int) -> Diagnosis:
    from batalin.handover.parts import split

    letters = tuple(one._replace(body="\n\n".join(split(one.body, max_chars))) for one in diagnosis.letters)
    return diagnosis._replace(letters=letters)


def _without_flags(text: str, rulebook: Rulebook, language: str) -> str:
    """Name questions and details by their names on the screen, for somebody who typed no flags."""
    names = [(detail.flags[0], detail.ask[language]) for detail in rulebook.details]
    names += [(question.flags[0], question.name[language]) for question in rulebook.questions]
    for flag, name in names:
        text = re.sub(rf"{flag}(?![a-z-])", name, text)
    return text


def _choose_prompter(request: DiagnosisRequest, terminal: Terminal) -> tuple[Prompter, str]:
    language = request.common.language
    if request.common.plain or terminal.plain or terminal.stdin is None:
        from batalin.interview.plain import PlainPrompter

        assert terminal.stdin is not None, "nobody is asked without a standard input"
        return PlainPrompter(language, terminal.columns, terminal.stdin, terminal.stderr), "plain-keys"
    from batalin.interview.menu import MenuPrompter

    return MenuPrompter(language, terminal.columns), "menu-keys"
