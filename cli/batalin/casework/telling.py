"""What happened since, asked for in a few questions."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from datetime import datetime

from batalin.asking import choose_prompter
from batalin.casefile.ladder import find_turn
from batalin.casefile.model import NOTE, REPLY, SENT, STATE, CaseFile
from batalin.casefile.state import present_state
from batalin.casework.requests import AddEvents
from batalin.diagnosis.details import read_date
from batalin.diagnosis.moments import NoSuchDate, parse_moment
from batalin.diagnosis.secrets import refuse_secret
from batalin.errors import Stopped, UsageError
from batalin.interview.prompter import Choice, Move, Prompter
from batalin.rulebook.rulebook import Rulebook
from batalin.rulebook.vocabulary import RECIPIENTS
from batalin.terminal import Terminal
from batalin.words import say


def ask_what_happened(
    request: AddEvents, case: CaseFile, now: datetime, rulebook: Rulebook, terminal: Terminal
) -> AddEvents:
    """Ask what a command line would tell by flags.

    Args:
        request: What it told.
        case: The case.
        now: The present.
        rulebook: The questions whose answers may have changed.
        terminal: Where to ask.

    Raises:
        Stopped: The buyer left; nothing is written down.
    """
    prompter, _ = choose_prompter(request.sitting.common, terminal)
    try:
        told = _Teller(request, case, now, rulebook, prompter).ask()
    except (KeyboardInterrupt, EOFError):
        raise Stopped(shlex.join(["batalin", "case", "add", case.id])) from None
    if told is None:
        raise Stopped("")
    return told


class _Teller:
    """The questions about one event; a step back from the first of them leaves."""

    def __init__(
        self, request: AddEvents, case: CaseFile, now: datetime, rulebook: Rulebook, prompter: Prompter
    ) -> None:
        self._request = request
        self._case = case
        self._now = now
        self._rulebook = rulebook
        self._prompter = prompter
        self._language = request.sitting.common.language

    def ask(self) -> AddEvents | None:
        kinds = [Choice(kind, self._words(f"tell-{kind}")) for kind in (SENT, REPLY, STATE, NOTE)]
        while (kind := self._choose("tell-ask", kinds, SENT, first=True)) is not Move.BACK:
            told = {SENT: self._ask_sent, REPLY: self._ask_reply, STATE: self._ask_state, NOTE: self._ask_note}[
                str(kind)
            ]()
            if told is not None and (dated := self._ask_day(told)) is not None:
                return dated
        return None

    def _ask_sent(self) -> AddEvents | None:
        recipient = self._choose_recipient("tell-sent-ask")
        return None if isinstance(recipient, Move) else self._request._replace(sent=recipient)

    def _ask_reply(self) -> AddEvents | None:
        recipient = self._choose_recipient("tell-reply-ask")
        if isinstance(recipient, Move):
            return None
        text = self._enter("tell-text-ask", "tell-text-help", self._refuse_text)
        if isinstance(text, Move):
            return None
        day = self._enter("tell-promise-ask", "tell-promise-help", self._refuse_promise)
        if isinstance(day, Move):
            return None
        return self._request._replace(reply_from=recipient, text=text, promised=day)

    def _ask_state(self) -> AddEvents | None:
        """Ask for the status and for what happens now, which most changes come down to."""
        state = present_state(self._case, self._rulebook, self._now)
        known = dict(state.answers)
        told: dict[str, str] = {}
        for question in (one for one in self._rulebook.questions if one.core and not one.measures):
            visit = next(one for one in self._rulebook.interview({**known, **told}) if one.question.id == question.id)
            choices = [
                Choice(option.id, option.label[self._language], (option.hint or {}).get(self._language, ""))
                for option in map(question.option, visit.options)
            ]
            before = known.get(question.id, "")
            reply = self._prompter.choose(
                question.ask[self._language],
                question.help[self._language],
                choices,
                before if before in visit.options else "",
                first=False,
            )
            if isinstance(reply, Move):
                return None
            if reply != before:
                told[question.id] = reply
        if not told:
            self._prompter.show(self._words("tell-nothing-new"))
            return None
        return self._request._replace(answers=told)

    def _ask_note(self) -> AddEvents | None:
        text = self._enter("tell-note-ask", "tell-note-help", self._refuse_text)
        return None if isinstance(text, Move) or not text else self._request._replace(note=text)

    def _ask_day(self, told: AddEvents) -> AddEvents | None:
        day = self._enter("tell-day-ask", "tell-day-help", self._refuse_day)
        return None if isinstance(day, Move) else told._replace(on=day)

    def _choose_recipient(self, ask: str) -> str | Move:
        state = present_state(self._case, self._rulebook, self._now)
        page = self._rulebook.decide(state.answers).situation.body
        turn = find_turn(self._case, page, self._rulebook, self._now)
        shop = self._rulebook.shop[self._language]
        choices = [Choice(one, say(f"to-{one}", self._language, shop=shop)) for one in RECIPIENTS]
        return self._choose(ask, choices, turn.recipient)

    def _choose(self, ask: str, choices: Sequence[Choice], default: str, *, first: bool = False) -> str | Move:
        return self._prompter.choose(self._words(ask), "", choices, default, first=first)

    def _enter(self, ask: str, help: str, wrong: Callable[[str], str | None]) -> str | Move:
        return self._prompter.enter(self._words(ask), self._words(help), "", wrong)

    def _refuse_text(self, typed: str) -> str | None:
        return self._explain(lambda: refuse_secret(self._words("tell-field"), typed))

    def _refuse_day(self, typed: str) -> str | None:
        return self._explain(lambda: read_date(self._words("tell-field"), typed, self._now)) if typed else None

    def _refuse_promise(self, typed: str) -> str | None:
        try:
            known = not typed or parse_moment(typed, self._now) is not None
        except NoSuchDate:
            known = False
        return None if known else self._words("tell-no-day")

    def _explain(self, check: Callable[[], object]) -> str | None:
        from batalin.trouble import explain

        try:
            check()
        except UsageError as error:
            return explain(error, self._language)
        return None

    def _words(self, key: str) -> str:
        return say(key, self._language)
