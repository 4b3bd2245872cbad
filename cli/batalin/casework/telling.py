"""What happened since, asked for in a few questions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cached_property

from batalin.asking import choose_prompter
from batalin.casefile.ladder import find_turn, list_rungs
from batalin.casefile.model import NOTE, REPLY, SENT, STATE, CaseFile, Event, add
from batalin.casefile.order import find_grant
from batalin.casefile.promise import read_promise
from batalin.casefile.state import State, present_state
from batalin.casework.entries import read_text
from batalin.casework.following import name_command
from batalin.casework.requests import AddEvents
from batalin.diagnosis.correspondence import name_recipient
from batalin.diagnosis.details import read_date
from batalin.diagnosis.followup import LASTING
from batalin.diagnosis.moments import Moment
from batalin.errors import Stopped, UsageError
from batalin.interview.prompter import Choice, Move, Prompter
from batalin.rulebook.rulebook import Decision, Rulebook
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
        return _Teller(request, case, now, rulebook, prompter).ask()
    except (KeyboardInterrupt, EOFError):
        raise Stopped(name_command("add", case.id)) from None


class _Teller:
    """The questions about one event; a step back from any of them leads to the first."""

    def __init__(
        self, request: AddEvents, case: CaseFile, now: datetime, rulebook: Rulebook, prompter: Prompter
    ) -> None:
        self._request = request
        self._case = case
        self._now = now
        self._rulebook = rulebook
        self._prompter = prompter
        self._language = request.sitting.common.language

    def ask(self) -> AddEvents:
        label = "" if self._request.sitting.private else self._case.label
        self._prompter.show(say("tell-about", self._language, id=self._case.id, label=label).rstrip())
        ways = {SENT: self._ask_sent, REPLY: self._ask_reply, STATE: self._ask_state, NOTE: self._ask_note}
        kinds = [Choice(kind, self._words(f"tell-{kind}")) for kind in ways]
        while True:
            kind = self._choose("tell-ask", kinds, SENT, first=True)
            told = None if isinstance(kind, Move) else ways[kind]()
            if told is not None:
                return told

    def _ask_sent(self) -> AddEvents | None:
        """Ask for whom it was and, where no message to them is prepared, what it said."""
        recipient = self._choose_recipient("tell-sent-ask")
        if isinstance(recipient, Move):
            return None
        told = self._request._replace(sent=recipient)
        if recipient in list_rungs(self._decision.situation.body, self._rulebook):
            return self._ask_day(told)
        text = self._enter_text("tell-own-ask", "tell-own-help")
        return None if isinstance(text, Move) or not text else self._ask_day(told._replace(text=text))

    def _ask_reply(self) -> AddEvents | None:
        recipient = self._choose_recipient("tell-reply-ask")
        if isinstance(recipient, Move):
            return None
        text = self._enter_text("tell-text-ask", "tell-text-help")
        if isinstance(text, Move):
            return None
        told = self._ask_day(self._request._replace(reply_from=recipient, text=text))
        if told is None:
            return None
        replied, market = self._read_day(told.on), self._rulebook.about["market"]
        day = self._enter(
            "tell-promise-ask",
            "tell-promise-help",
            lambda typed: read_promise(self._field, typed, replied, market),
        )
        return None if isinstance(day, Move) else told._replace(promised=day)

    def _ask_state(self) -> AddEvents | None:
        """Ask for the status and for what happens now, which most changes come down to."""
        known = dict(self._state.answers)
        told: dict[str, str] = {}
        changing = [one for one in self._rulebook.questions if one.core and not one.measures and one.id != LASTING]
        for question in changing:
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
        return self._ask_day(self._request._replace(answers=told))

    def _ask_note(self) -> AddEvents | None:
        text = self._enter_text("tell-note-ask", "tell-note-help")
        return None if isinstance(text, Move) or not text else self._ask_day(self._request._replace(note=text))

    def _ask_day(self, told: AddEvents) -> AddEvents | None:
        day = self._enter("tell-day-ask", "tell-day-help", self._read_day)
        return None if isinstance(day, Move) else told._replace(on=day)

    def _read_day(self, typed: str) -> Moment:
        """Read when it happened, which is now where nothing is typed; the case refuses what lies before its order."""
        at = read_date(self._field, typed, self._now) if typed else Moment(self._now, exact=True)
        add(self._case, Event(at, NOTE), self._now)
        return at

    def _choose_recipient(self, ask: str) -> str | Move:
        grant = find_grant(self._decision, self._state.details, self._rulebook)
        turn = find_turn(self._case, self._decision.situation.body, self._rulebook, self._now, grant)
        names = {one: name_recipient(one, self._rulebook, self._language) for one in RECIPIENTS}
        choices = [Choice(one, name[0].upper() + name[1:]) for one, name in names.items()]
        return self._choose(ask, choices, turn.recipient)

    def _enter_text(self, ask: str, about: str) -> str | Move:
        return self._enter(ask, about, lambda typed: read_text(self._field, typed))

    @cached_property
    def _state(self) -> State:
        return present_state(self._case, self._rulebook, self._now)

    @cached_property
    def _decision(self) -> Decision:
        return self._rulebook.decide(self._state.answers)

    def _choose(self, ask: str, choices: Sequence[Choice], default: str, *, first: bool = False) -> str | Move:
        return self._prompter.choose(self._words(ask), "", choices, default, first=first)

    def _enter(self, ask: str, help: str, read: Callable[[str], object]) -> str | Move:
        return self._prompter.enter(self._words(ask), self._words(help), "", lambda typed: self._explain(read, typed))

    def _explain(self, read: Callable[[str], object], typed: str) -> str | None:
        """Say what is wrong with a line; an empty one is none."""
        from batalin.trouble import explain

        try:
            if typed:
                read(typed)
        except UsageError as error:
            return explain(error, self._language)
        return None

    @property
    def _field(self) -> str:
        return self._words("tell-field")

    def _words(self, key: str) -> str:
        return say(key, self._language)
