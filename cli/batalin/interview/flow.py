"""The interview as a conversation: ask, go back, review, change; the rules decide what is asked next."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from itertools import takewhile

from batalin.diagnosis.answers import measure_missing
from batalin.diagnosis.details import Details, check_order, read_detail
from batalin.diagnosis.masking import is_personal, mask
from batalin.diagnosis.moments import Moment
from batalin.errors import UsageError
from batalin.interview.pasting import PASTE, read_pasted
from batalin.interview.prompter import Choice, Move, Prompter
from batalin.rulebook.model import Detail, Visit, one_or_many
from batalin.rulebook.rulebook import Rulebook
from batalin.rulebook.template import placeholders
from batalin.words import DEFAULT_LANGUAGE, say

Explain = Callable[[UsageError], str]
_YES, _NO, _DETAILS, _CHANGE = "yes", "no", "details", "change:"


class Interview:
    """One conversation. What is known is readable at any moment, also when it is interrupted.

    Attributes:
        answers: Question ids to option ids, kept also while a branch is not visited.
        texts: Details that are words.
        moments: Details that are dates.
        quotes: Free text behind answers, from flags.
    """

    def __init__(
        self,
        rulebook: Rulebook,
        prompter: Prompter,
        language: str,
        now: datetime,
        explain: Explain,
        answers: Mapping[str, str],
        details: Details,
        message_language: str = DEFAULT_LANGUAGE,
        *,
        private: bool = False,
        read: Collection[str] = (),
    ) -> None:
        """Begin with what flags and files told already.

        Args:
            rulebook: Decides which question comes next.
            prompter: Shows the questions.
            language: The buyer's language.
            now: The present in the market's zone.
            explain: Turns trouble with a typed line into a sentence.
            answers: Known answers; they are not asked again.
            details: Known details; they are not asked again.
            message_language: Language of the message, whose blanks are spoken of.
            private: Whether personal details stay off the screen.
            read: Ids of answers and details that come from the buyer's own words; one can step back to such an answer,
                and such a detail is asked for with what was read.
        """
        self.answers = dict(answers)
        self.texts = dict(details.texts)
        self.moments = dict(details.moments)
        self.quotes = dict(details.quotes)
        self._rulebook = rulebook
        self._prompter = prompter
        self._language = language
        self._now = now
        self._explain = explain
        self._message_language = message_language
        self._private = private
        self._given = {*details.texts, *details.moments} - {*read}
        self._before: dict[str, str] = {}
        before = takewhile(lambda visit: visit.answer is not None, rulebook.interview(answers))
        self._asked = [visit.question.id for visit in before if visit.question.id in read]
        self._offered: set[str] = set()
        self._fills = False

    @property
    def details(self) -> Details:
        """The details known so far."""
        return Details(dict(self.texts), dict(self.moments), dict(self.quotes))

    def run(self) -> None:
        """Ask until the buyer confirms; afterwards `answers` and `details` hold the outcome.

        Raises:
            KeyboardInterrupt: The buyer stopped.
            EOFError: There is nothing more to read.
        """
        self._run_from(0)

    def reopen(self, question_id: str, option_id: str = "") -> bool:
        """Ask one question again, whatever its new answer opens, and the review.

        Args:
            question_id: A question that this interview came to.
            option_id: The answer to propose, or an empty string for the present one.

        Returns:
            False where the buyer stepped back at once, so that everything is as it was.

        Raises:
            KeyboardInterrupt: The buyer stopped.
            EOFError: There is nothing more to read.
        """
        if not self._change(question_id, option_id):
            return False
        self._run_from(2)
        return True

    def _run_from(self, stage: int) -> None:
        parts: Sequence[Callable[[], bool]] = (self._ask_questions, self._ask_details, self._review)
        while stage < len(parts):
            stage = stage + 1 if parts[stage]() else max(0, stage - 1)
        visited = {visit.question.id for visit in self._rulebook.interview(self.answers)}
        self.answers = {key: value for key, value in self.answers.items() if key in visited}

    def _ask_questions(self) -> bool:
        """Ask what is open; coming back here from later asks the last question once more."""
        if self._open() is None and self._asked:
            self._take_back()
        while (visit := self._open()) is not None:
            if self._ask(visit):
                self._asked.append(visit.question.id)
            elif self._asked:
                self._take_back()
        return True

    def _ask(self, visit: Visit) -> bool:
        """Ask one question with its old answer preselected; False means a step back."""
        question = visit.question
        language = self._language
        choices = [
            Choice(option.id, option.label[language], (option.hint or {}).get(language, ""))
            for option in map(question.option, visit.options)
        ]
        default = self._before.get(question.id, "")
        if question.id in self._rulebook.pasted:
            choices.append(Choice(PASTE, say("paste-choice", language)))
        reply = self._prompter.choose(
            question.ask[language],
            question.help[language],
            choices,
            default if default in visit.options else "",
            first=not self._asked,
        )
        if isinstance(reply, Move):
            return False
        if reply == PASTE:
            pasted = read_pasted(visit, self._rulebook, self._prompter, language, self._now)
            self._before[question.id] = pasted or default
            return self._ask(visit)
        self.answers[question.id] = reply
        self.quotes.pop(question.id, None)
        return True

    def _open(self) -> Visit | None:
        return next((visit for visit in self._rulebook.interview(self.answers) if visit.answer is None), None)

    def _take_back(self) -> None:
        question_id = self._asked.pop()
        self._before[question_id] = self.answers.pop(question_id)

    def _ask_details(self) -> bool:
        """Offer the details that the message or a date can use; False goes back to the questions."""
        wanted = self._wanted()
        if not wanted:
            return True
        blank = self._rulebook.details[0].blank[self._message_language]
        while True:
            choices = [(_YES, "details-yes"), (_NO, "details-no")]
            fill = self._choose("details-ask", "details-help", choices, blank=blank)
            if fill is Move.BACK:
                return False
            self._fills = fill == _YES
            if not self._fills or self._enter_all(wanted):
                return True

    def _enter_all(self, details: Sequence[Detail]) -> bool:
        """Ask for details one after another; False when the buyer steps back from the first."""
        index = 0
        while index < len(details):
            self._offered.add(details[index].id)
            index += 1 if self._enter(details[index]) else -1
            if index < 0:
                return False
        return True

    def _wanted(self) -> list[Detail]:
        """Give the details that the message to send now and the deadlines use and that no flag told."""
        decision = self._rulebook.decide(self.answers)
        page = decision.situation.body
        lines = self._rulebook.messages[page["messages"][0]].body
        used = {name for line in lines for name in (*placeholders(line), *one_or_many(line.get("if")))}
        steps = self._rulebook.items(page, "steps", decision.mask)
        used.update(step["by"]["from"] for step in steps if "by" in step)
        return [detail for detail in self._rulebook.details if detail.id in used and detail.id not in self._given]

    def _enter(self, detail: Detail) -> bool:
        language = self._language
        reply = self._prompter.enter(
            detail.ask[language],
            say("detail-help", language, purpose=detail.purpose[language], find=detail.find[language]),
            self.details.plain().get(detail.id, ""),
            lambda typed: self._wrong(detail, typed),
            hidden=self._private and is_personal(detail),
        )
        if isinstance(reply, Move):
            return False
        self.texts.pop(detail.id, None)
        self.moments.pop(detail.id, None)
        if reply.strip():
            value = read_detail(detail, reply, self._now)
            if isinstance(value, Moment):
                self.moments[detail.id] = value
            else:
                self.texts[detail.id] = value
        return True

    def _wrong(self, detail: Detail, typed: str) -> str | None:
        if not typed.strip():
            return None
        try:
            value = read_detail(detail, typed, self._now)
            if isinstance(value, Moment):
                moments = {**self.moments, detail.id: value}
                check_order(moments, self._rulebook)
                measure_missing(self.answers, moments, self._rulebook, self._now)
        except UsageError as error:
            return self._explain(error)
        return None

    def _review(self) -> bool:
        """Show every answer; False goes back, and a change is asked before the review comes again."""
        while True:
            visits = list(self._rulebook.interview(self.answers))
            self._show_answers(visits)
            lines = [(_YES, say("review-yes", self._language), "")]
            for visit in visits:
                name = say("review-change", self._language, name=self._name(visit))
                lines.append((_CHANGE + visit.question.id, name, self._value(visit)))
            if self._wanted():
                lines.append((_DETAILS, say("review-details", self._language), ""))
            choices = [Choice(*line) for line in lines]
            reply = self._prompter.choose(say("review-ask", self._language), "", choices, _YES, first=False)
            if reply is Move.BACK:
                return False
            if reply == _YES:
                return True
            if reply == _DETAILS:
                self._fills = True
                self._enter_all(self._wanted())
            else:
                self._change(str(reply).removeprefix(_CHANGE))

    def _change(self, question_id: str, option_id: str = "") -> bool:
        """Ask one question again, then whatever its new answer opens; a step back keeps the old answer."""
        visit = next(one for one in self._rulebook.interview(self.answers) if one.question.id == question_id)
        self._before[question_id] = option_id or self.answers[question_id]
        if not self._ask(visit):
            return False
        if self._open() is not None:
            self._ask_questions()
        if self._fills:
            self._enter_all([detail for detail in self._wanted() if detail.id not in self._offered])
        return True

    def _show_answers(self, visits: Sequence[Visit]) -> None:
        language = self._language
        lines = [(self._name(visit), self._value(visit)) for visit in visits]
        details = mask(self.details, self._rulebook) if self._private else self.details
        lines += [
            (detail.ask[language], words)
            for detail in self._rulebook.details
            if (words := details.words(detail.id, language))
        ]
        self._prompter.show(say("review-title", language))
        for name, value in lines:
            self._prompter.show(say("review-line", language, name=name, value=value))

    def _name(self, visit: Visit) -> str:
        return visit.question.name[self._language]

    def _value(self, visit: Visit) -> str:
        quote = self.quotes.get(visit.question.id)
        if quote:
            return f'"{quote}"'
        return visit.question.option(visit.answer or "unknown").label[self._language]

    def _choose(self, ask: str, help: str, choices: Sequence[tuple[str, str]], **facts: str) -> str | Move:
        language = self._language
        lines = [Choice(choice, say(key, language)) for choice, key in choices]
        return self._prompter.choose(
            say(ask, language), say(help, language, **facts), lines, choices[0][0], first=not self._asked
        )
