"""What a command line tells, put into a case as it is at that moment, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, tzinfo
from itertools import product

from batalin.asking import quote_safely
from batalin.casefile.model import NOTE, REPLY, SENT, STATE, CaseFile, Event, add, add_letter
from batalin.casefile.promise import read_promise
from batalin.casefile.state import present_state
from batalin.casework.entries import read_text
from batalin.casework.following import name_command
from batalin.casework.going_on import resume
from batalin.casework.personal import mask_case
from batalin.casework.requests import AddEvents
from batalin.diagnosis.answers import drop_measured
from batalin.diagnosis.correspondence import name_recipient
from batalin.diagnosis.diagnosis import Diagnosis
from batalin.diagnosis.moments import Moment
from batalin.errors import UsageError
from batalin.intake import read_input
from batalin.rulebook.rulebook import Rulebook
from batalin.rulebook.vocabulary import LANGUAGES
from batalin.terminal import Terminal
from batalin.words import say
from batalin.words.formats import format_date

_INDENT = "  "


class Recorder:
    """Adds what one command line tells to a case, which another process may have changed in the meantime."""

    def __init__(self, request: AddEvents, at: Moment, now: datetime, rulebook: Rulebook, terminal: Terminal) -> None:
        """Take what is to be written down.

        Args:
            request: What the command line tells.
            at: When it happened.
            now: The present.
            rulebook: The rules.
            terminal: Where to say what was written down.
        """
        self._request = request
        self._at = at
        self._now = now
        self._rulebook = rulebook
        self._terminal = terminal
        self._language = request.sitting.common.language
        self._told: list[str] = []

    def record(self, case: CaseFile) -> CaseFile:
        """Give the case with all that happened.

        Args:
            case: The case as it is now.

        Raises:
            UsageError: Something of it does not fit; then none of it is written down.
        """
        request, now, language = self._request, self._now, self._language
        newest = case.events[-1].at if case.events else self._at
        self._told = [say("case-added", language, id=case.id)]
        if case.closed:
            self._told.append(say("case-reopened", language))
        if self._at.day < newest.day:
            self._told.append(say("case-sorted-in", language, day=format_date(self._at.day, language)))
        case = case._replace(closed=False)
        if request.answers or request.details:
            case = add(case, self._tell_state(case.opened.tzinfo), now)
        if request.sent:
            case = self._add_sent(case)
        for event in self._list_words():
            case = add(case, event, now)
        present_state(case, self._rulebook, now)
        return case

    def tell(self) -> None:
        """Say what was written down."""
        self._terminal.stderr.write("\n".join(self._told) + "\n")

    def _tell_state(self, zone: tzinfo | None) -> Event:
        request, rulebook = self._request, self._rulebook
        try:
            answers, details = read_input(rulebook, self._now, "", request.answers, request.details)
        except UsageError as error:
            raise quote_safely(error, rulebook, private=request.sitting.private) from None
        told = drop_measured(answers, details.moments, rulebook, self._now)
        return Event(self._at, STATE, answers=told, details=details.in_zone(zone).plain(), quotes=dict(details.quotes))

    def _list_words(self) -> Iterator[Event]:
        """Give the answer and the note that were told."""
        request, at = self._request, self._at
        if request.reply_from:
            market = self._rulebook.about["market"]
            promise = read_promise("--promised", request.promised, at, market) if request.promised else None
            text = read_text("--text", request.text)
            yield Event(at, REPLY, recipient=request.reply_from, text=text, promise=promise)
        if request.note:
            yield Event(at, NOTE, text=read_text("--note", request.note))

    def _add_sent(self, case: CaseFile) -> CaseFile:
        """Keep the letter as it was prepared for this recipient, or the words that were sent instead.

        A letter with blanks, or from before the order's state was told, cannot have been sent as it would be written
        here.
        """
        request = self._request
        told_before = all(one.at.at <= self._at.at for one in case.events if one.kind == STATE)
        present = self._at.at.isoformat() if told_before else request.sitting.now
        consultation, _ = resume(case, request.letter._replace(now=present), self._rulebook, self._terminal)
        diagnosis = consultation.diagnose()
        letter = next((one for one in diagnosis.letters if one.to == request.sent), None)
        own = "" if request.reply_from else read_text("--text", request.text)
        if letter is None and not own:
            raise UsageError("case-no-letter", recipient=request.sent)
        prepared = letter.body if letter and told_before and not letter.missing else ""
        event = Event(
            self._at,
            SENT,
            recipient=request.sent,
            message=letter.id if letter else "",
            text=own or prepared,
            evidence=diagnosis.correspondence.evidence,
        )
        if own:
            return add_letter(case, event, self._now, lambda known: self._gives_way(known, case, diagnosis))
        self._tell_sent(event, case, diagnosis)
        return add_letter(case, event, self._now)

    def _tell_sent(self, event: Event, case: CaseFile, diagnosis: Diagnosis) -> None:
        """Show the letter that is kept as sent, and how to say that it was another."""
        on = (
            self._at._replace(at=self._at.at.astimezone(case.opened.tzinfo)).isoformat()
            if self._at.exact
            else self._at.isoformat()
        )
        command = f"{name_command('add', case.id, '--sent', event.recipient, '--on', on)} --text"
        if not event.text:
            self._told.insert(0, say("case-body-unknown", self._language, command=command))
            return
        shown = event.text
        if self._request.sitting.private:
            shown = mask_case(case._replace(events=(*case.events, event)), self._rulebook).events[-1].text
        to = name_recipient(event.recipient, diagnosis.rulebook, self._language)
        self._told += [
            "",
            say("case-sent-as", self._language, to=to),
            "",
            *self._indent(shown),
            "",
            say("case-sent-otherwise", self._language),
            command,
        ]

    def _indent(self, text: str) -> Iterator[str]:
        """Give the lines of a letter for the screen, where no word is cut in two."""
        from textwrap import wrap

        for line in text.split("\n"):
            yield from wrap(
                line,
                self._terminal.columns,
                initial_indent=_INDENT,
                subsequent_indent=_INDENT,
                break_on_hyphens=False,
                break_long_words=False,
            ) or [""]

    def _gives_way(self, known: Event, case: CaseFile, diagnosis: Diagnosis) -> bool:
        """Tell whether a letter has no words yet, or has those that were prepared for that moment, and say so."""
        if known.text and not self._is_prepared(known, case):
            return False
        if known.text:
            to = name_recipient(known.recipient, diagnosis.rulebook, self._language)
            day = format_date(known.at.day, self._language)
            self._told.append(say("case-sent-corrected", self._language, to=to, day=day))
        return True

    def _is_prepared(self, known: Event, case: CaseFile) -> bool:
        """Tell whether the words of a letter are those that this program writes, in any tone and language."""
        before = case._replace(events=case.events[: case.events.index(known)])
        request = self._request.letter._replace(now=known.at.at.isoformat(), evidence=",".join(known.evidence))
        for tone, language in product(self._rulebook.handover.tones or ("",), LANGUAGES):
            try:
                wanted = request._replace(tone=tone, message_language=language)
                letters = resume(before, wanted, self._rulebook, self._terminal)[0].diagnose().letters
            except UsageError:
                return False
            if any((one.to, one.body) == (known.recipient, known.text) for one in letters):
                return True
        return False
