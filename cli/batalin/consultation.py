"""One buyer's run: read, ask, diagnose, show, hand over."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from batalin.asking import choose_prompter, greet, name_without_flags, quote_safely
from batalin.diagnosis.answers import MissingAnswers, complete_answers, drop_measured, unused_answers
from batalin.diagnosis.command import write_command
from batalin.diagnosis.correspondence import NO_CORRESPONDENCE, Correspondence
from batalin.diagnosis.details import Details
from batalin.diagnosis.diagnosis import Diagnosis, diagnose
from batalin.errors import BatalinError, RulebookError, Stopped, UsageError
from batalin.files import write_answers
from batalin.intake import read_input
from batalin.present import read_present, read_zone
from batalin.presentation import print_diagnosis, tell_written
from batalin.request import DiagnosisRequest
from batalin.rulebook.rulebook import Rulebook
from batalin.terminal import Terminal
from batalin.transfer import check_files, check_transfer, hand_over, split_letters
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
        earlier: Details as they were told before they were corrected.
        arrange: Says last what a diagnosis should look like.
    """

    def __init__(
        self,
        request: DiagnosisRequest,
        rulebook: Rulebook,
        terminal: Terminal,
        now: datetime,
        answers: dict[str, str],
        details: Details,
        correspondence: Correspondence = NO_CORRESPONDENCE,
    ) -> None:
        """Begin with what is known.

        Args:
            request: What the command line says.
            rulebook: The rules.
            terminal: Where to read and write.
            now: The present in the buyer's zone.
            answers: Question ids to option ids.
            details: What the buyer told beyond them.
            correspondence: Earlier letters and what was answered.

        Raises:
            UsageError: What is asked for cannot be done.
        """
        check_transfer(request.transfer, terminal, private=request.private)
        if request.tone and request.tone not in rulebook.handover.tones:
            raise UsageError("tone-unknown")
        self.request = request
        self.rulebook = rulebook
        self.terminal = terminal
        self.now = now
        self.answers, self.details = answers, details
        self.correspondence = correspondence._replace(tone=request.tone)
        self.earlier: Sequence[Details] = ()
        self.arrange: Callable[[Diagnosis], Diagnosis] = lambda diagnosis: diagnosis
        self._told: Mapping[str, str] = self.answers
        self._interview: Interview | None = None
        self._prompter: Prompter | None = None

    @classmethod
    def begin(cls, request: DiagnosisRequest, rulebook: Rulebook, terminal: Terminal) -> Consultation:
        """Begin with what flags and files tell.

        Raises:
            BatalinError: A value does not fit or a file cannot be read.
        """
        now = read_present(request.now, read_zone(request.zone, rulebook.about["timezone"]))
        try:
            answers, details = read_input(rulebook, now, request.answers_file, request.answers, request.details)
        except UsageError as error:
            raise quote_safely(error, rulebook, private=request.private) from None
        return cls(request, rulebook, terminal, now, answers, details)

    def run(self) -> None:
        """Ask what is missing, show the result, and hand over what was asked for.

        Raises:
            BatalinError: Something a user can mend.
            Stopped: The buyer left the interview.
        """
        request, terminal, common = self.request, self.terminal, self.request.common
        self.ask_what_is_open()
        diagnosis = self.diagnose()
        try:
            check_files(diagnosis, request, terminal, self.key())
            self._save_answers()
            self.show(diagnosis)
        finally:  # what was answered is not lost to a file that cannot be written
            if self.asked:
                self.sum_up(diagnosis)
        hand_over(diagnosis, request.transfer, self.key(), terminal, plain=common.plain, seen=self.shows_all)
        on_screen = terminal.shows_result and not common.to_file and request.format in ("", "text")
        if self._prompter is not None and on_screen:
            from batalin.closing import Closing

            Closing(self, self._prompter).run(diagnosis)

    @property
    def asked(self) -> bool:
        """Whether the buyer was asked anything."""
        return self._interview is not None

    @property
    def shows_all(self) -> bool:
        """Whether the result goes to the standard output with nothing masked."""
        return not self.request.private and not self.request.common.to_file

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

            fitting = find_evidence(self.rulebook, self.rulebook.decide(self.answers).answers)
            ticked = read_evidence("--evidence", self.request.evidence, fitting)
            self.correspondence = self.correspondence._replace(evidence=ticked)
        return self._diagnose(self.details, self.correspondence)

    def show(self, diagnosis: Diagnosis) -> None:
        """Print a diagnosis; on the screen, personal details are masked where that is wished for."""
        print_diagnosis(self._masked(diagnosis), self.request, self.terminal)

    def show_letter(self, diagnosis: Diagnosis) -> None:
        """Print the message of a diagnosis alone, to be copied."""
        from batalin.delivery import print_blocks
        from batalin.output.report import list_letter

        print_blocks(list_letter(self._masked(diagnosis)), "text", self.request.common, self.terminal)

    def reopen(self, question_id: str, option_id: str) -> Diagnosis | None:
        """Ask one question again and whatever follows from its new answer; None where the buyer steps back.

        Args:
            question_id: The question.
            option_id: The answer to propose, or an empty string for the present one.
        """
        assert self._interview is not None, "only what was asked can be asked again"
        if not self._interview.reopen(question_id, option_id):
            return None
        self._take()
        self.correspondence = self.correspondence._replace(evidence=())
        return self.diagnose()

    def command(self) -> str:
        """Write the command that gives the same result again, without the details that stay off the screen."""
        return write_command(self.rulebook, self.told(), self._seen_details(), self.request.common.language)

    def told(self) -> dict[str, str]:
        """Give the answers that no given date tells by itself."""
        return drop_measured(self.answers, self.details.moments, self.rulebook, self.now)

    def _seen_details(self) -> Details:
        if not self.request.private:
            return self.details
        from batalin.diagnosis.masking import drop

        return drop(self.details, self.rulebook)

    def _masked(self, diagnosis: Diagnosis) -> Diagnosis:
        """Give what may be seen on the screen, in the parts that were asked for; a buyer's file holds everything."""
        if self.request.private and not self.request.common.to_file:
            from batalin.diagnosis.masking import mask, mask_all

            told = (self.details, *self.earlier)
            seen = self.correspondence.reworded(lambda text: mask_all(text, told, self.rulebook))
            diagnosis = self._diagnose(mask(self.details, self.rulebook), seen)
        return split_letters(diagnosis, self.request.transfer.max_chars)

    def _diagnose(self, details: Details, correspondence: Correspondence) -> Diagnosis:
        request = self.request
        warnings = tuple(
            say("answer-unused", request.common.language, flag=self.rulebook.question(name).flags[0])
            for name in unused_answers({**self._told, **self.answers}, self.rulebook)
        )
        diagnosis = diagnose(
            self.rulebook,
            self.answers,
            details,
            self.now,
            request.common.language,
            request.message_language,
            request.recipient,
            warnings,
            correspondence,
        )
        # Whoever was asked has seen in the review what was understood.
        return self.arrange(diagnosis if self.asked else diagnosis._replace(lead=request.heard))

    def ask_what_is_open(self) -> None:
        """Ask the questions without an answer, where somebody can be asked.

        Raises:
            MissingAnswers: A core answer is missing and nobody can be asked.
            Stopped: The buyer left the interview.
        """
        open_questions = [one.question for one in self.rulebook.interview(self.answers) if one.answer is None]
        if open_questions and self.terminal.can_ask and not self.request.no_input:
            self._ask()
            self.terminal.stderr.write("\n")
        missing = tuple(one for one in open_questions if one.core and one.id not in self.answers)
        if missing:
            example = complete_answers(self.answers, missing, self.rulebook)
            told = drop_measured(example, self.details.moments, self.rulebook, self.now)
            self.terminal.stderr.write("".join(f"{line}\n" for line in self.request.heard))
            language = self.request.common.language
            raise MissingAnswers(missing, write_command(self.rulebook, told, self._seen_details(), language))

    def _ask(self) -> None:
        from batalin.interview.flow import Interview

        language = self.request.common.language
        self._prompter, keys = choose_prompter(self.request.common, self.terminal)
        self._interview = Interview(
            self.rulebook,
            self._prompter,
            language,
            self.now,
            self.explain,
            self.answers,
            self.details,
            self.request.message_language,
            private=self.request.private,
            read=self.request.read,
        )
        try:
            if not self.request.greeted:
                greet(self._prompter, keys, language)
            for line in self.request.heard:
                self._prompter.show(line)
            self._interview.run()
        except (KeyboardInterrupt, EOFError):
            self._take()
            reached = self.answers or self.details.plain()
            raise Stopped(self.command() if reached else "") from None
        self._take()

    def explain(self, error: BatalinError) -> str:
        """Put trouble into words for somebody who typed no flags."""
        from batalin.trouble import explain

        error = quote_safely(error, self.rulebook, private=self.request.private)
        sentence = explain(error, self.request.common.language)
        return name_without_flags(sentence, self.rulebook, self.request.common.language)

    def _take(self) -> None:
        if self._interview is not None:
            self.answers, self.details = dict(self._interview.answers), self._interview.details

    def _save_answers(self) -> None:
        if self.request.save_answers:
            saved = self.told() | dict(self.details.quotes)
            write_answers(self.request.save_answers, self.rulebook, saved, self.details.plain())
            tell_written(self.request.save_answers, self.request.common.language, self.terminal)

    def sum_up(self, diagnosis: Diagnosis) -> None:
        """Say once more in one line what came out, and the command that gives it without questions."""
        language = self.request.common.language
        from batalin.output.layout import space_out, wrap

        verdict = say(f"verdict-{diagnosis.verdict}", language)
        command = space_out(self.command(), self.terminal.columns) if self.terminal.rows else self.command()
        summary = say("summary", language, verdict=verdict, title=diagnosis.title)
        lines = ["", *wrap(summary, self.terminal.columns), say("same-command", language), command]
        self.terminal.stderr.write("\n".join(lines) + "\n")

    def key(self) -> str:
        """Give what tells this order's events in a calendar from those of other orders."""
        return self.details.texts.get("order-id") or "/".join(sorted(self.details.plain().values()))
