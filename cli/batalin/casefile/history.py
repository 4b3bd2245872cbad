"""A case as a timeline for a support desk or an authority: what happened and when, and no judgement."""

from __future__ import annotations

from collections.abc import Iterator

from batalin.casefile.model import REPLY, SENT, CaseFile, Event
from batalin.diagnosis.masking import NAME
from batalin.diagnosis.moments import Moment, NoSuchDate, parse_moment
from batalin.output.report import Block, Copy, Heading, Items, Paragraph
from batalin.rulebook.rulebook import Rulebook
from batalin.words import say
from batalin.words.formats import format_moment, format_weekday


def tell_history(case: CaseFile, rulebook: Rulebook, language: str) -> list[Block]:
    """Tell a case in order of time.

    Args:
        case: The case.
        rulebook: The words for its answers, details and messages; what the rules do not know goes by its id.
        language: The reader's language.
    """
    label = case.label or case.id
    number = case.order_number
    title = say("history-title-order" if number else "history-title", language, label=label, number=number)
    opened = format_moment(case.opened, language)
    about = say("history-about", language, id=case.id, shop=rulebook.shop[language], opened=opened)
    blocks: list[Block] = [Heading(title), Paragraph(about, quiet=True)]
    teller = _Teller(rulebook, language)
    for event in case.events:
        blocks.append(Items((tuple(teller.tell(event)),)))
        if event.kind == SENT and event.text:
            blocks.append(Copy(event.text))
    if not case.events:
        blocks.append(Paragraph(say("history-empty", language)))
    return blocks


class _Teller:
    """Puts events into words in one language."""

    def __init__(self, rulebook: Rulebook, language: str) -> None:
        self.language = language
        self.questions = {question.id: question for question in rulebook.questions}
        self.details = {detail.id: detail for detail in rulebook.details}
        self.evidence = {one.id: one.name[language] for one in rulebook.handover.evidence}
        self.messages = {name: message.about[language] for name, message in rulebook.messages.items()}
        self.shop = rulebook.shop[language]

    def tell(self, event: Event) -> Iterator[str]:
        """Give the line that says when, who and what, and the lines below it."""
        yield say("history-event", self.language, at=self._write_moment(event.at), what=self._name(event))
        yield from self._list_answers(event)
        yield from self._list_details(event)
        if event.text and event.kind != SENT:
            text = f'"{event.text}"' if event.kind == REPLY else event.text
            yield from text.split("\n")
        if event.promise:
            yield say("history-promise", self.language, day=format_weekday(event.promise, self.language))
        if event.evidence:
            names = "; ".join(self.evidence.get(one, one) for one in event.evidence)
            yield say("history-evidence", self.language, names=names)

    def _name(self, event: Event) -> str:
        """Say who did what."""
        if event.kind not in (SENT, REPLY):
            return say(f"history-{event.kind}", self.language)
        other = f"to-{event.recipient}" if event.recipient else "history-someone"
        who = say(other, self.language, shop=self.shop)
        if event.kind == REPLY:
            return say("history-reply", self.language, who=who)
        about = self.messages.get(event.message, event.message)
        return say("history-sent-about" if about else "history-sent", self.language, to=who, about=about)

    def _write_moment(self, moment: Moment) -> str:
        if moment.exact:
            return format_moment(moment.at, self.language)
        return format_weekday(moment.day, self.language)

    def _list_answers(self, event: Event) -> Iterator[str]:
        for name, option_id in {**event.answers, **event.quotes}.items():
            question = self.questions.get(name)
            if question is None:
                yield self._pair(name, option_id)
            elif name in event.quotes:
                words = event.quotes[name].replace('"', "'")
                yield self._pair(question.name[self.language], f'"{words}"')
            else:
                labels = {option.id: option.label[self.language] for option in question.options}
                yield self._pair(question.name[self.language], labels.get(option_id, option_id))

    def _list_details(self, event: Event) -> Iterator[str]:
        for name, words in event.details.items():
            detail = self.details.get(name)
            value = self._write_date(words, event.at) if detail and detail.kind == "date" else words
            # The timeline is read by somebody else, to whom "your name" would be another's.
            own = say("history-name", self.language) if name == NAME else ""
            yield self._pair(own or (detail.ask[self.language] if detail else name), value)

    def _write_date(self, words: str, told: Moment) -> str:
        """Write a date as other dates are written; what is none stays as it was told."""
        try:
            moment = parse_moment(words, told.at)
        except NoSuchDate:
            moment = None
        return self._write_moment(moment) if moment else words

    def _pair(self, name: str, value: str) -> str:
        return say("history-pair", self.language, name=name, value=value)
