"""The winning situation applied to a buyer's answers and details."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from batalin.diagnosis.correspondence import NO_CORRESPONDENCE, Correspondence
from batalin.diagnosis.details import Details
from batalin.diagnosis.evidence import find_evidence
from batalin.diagnosis.message import Letter, write_letter
from batalin.diagnosis.timeline import Deadline, count_deadline
from batalin.errors import UsageError
from batalin.rulebook.handover import Evidence
from batalin.rulebook.model import Source
from batalin.rulebook.review import review_by
from batalin.rulebook.rulebook import Decision, Rulebook, cited
from batalin.rulebook.vocabulary import SOURCE_KINDS, UNKNOWN
from batalin.words import say
from batalin.words.formats import format_either


class Sentence(NamedTuple):
    """One thing said, and on whose word.

    Attributes:
        text: The sentence.
        sources: Fact ids.
        kind: The strongest kind of source behind it.
        estimate: Whether no source of high confidence stands behind it.
    """

    text: str
    sources: tuple[str, ...]
    kind: str
    estimate: bool


class Step(NamedTuple):
    """One thing to do, where in the app, and by when."""

    sentence: Sentence
    where: str
    deadline: Deadline | None


class Open(NamedTuple):
    """A follow-up nobody answered, and what it would change."""

    question_id: str
    ask: str
    flag: str
    effects: tuple[str, ...]


class Diagnosis(NamedTuple):
    """Everything there is to say to one buyer, in the buyer's language.

    Attributes:
        given: What the buyer answered, also where this interview never comes to it.
        stage: Id of the place on the order line, or `none`.
        letters: Messages, the one to send now first.
        evidence: What to keep before the status changes.
        correspondence: Tone, attachments and earlier letters.
        sources: Every source cited, in the order of its first use.
        lead: What is to be said before everything else, such as whose turn it is.
        follow_up: A sentence and a command for when the steps do not help, or nothing; None for those of the page.
    """

    rulebook: Rulebook
    language: str
    now: datetime
    given: Mapping[str, str]
    decision: Decision
    details: Details
    verdict: str
    title: str
    stage: str
    why: tuple[Sentence, ...]
    steps: tuple[Step, ...]
    avoid: tuple[Sentence, ...]
    limits: tuple[Sentence, ...]
    letters: tuple[Letter, ...]
    evidence: tuple[Evidence, ...]
    correspondence: Correspondence
    next_title: str
    open: tuple[Open, ...]
    sources: tuple[Source, ...]
    warnings: tuple[str, ...]
    lead: tuple[str, ...] = ()
    follow_up: tuple[str, ...] | None = None


def diagnose(
    rulebook: Rulebook,
    answers: Mapping[str, str],
    details: Details,
    now: datetime,
    language: str,
    message_language: str,
    recipient: str = "",
    warnings: Sequence[str] = (),
    correspondence: Correspondence = NO_CORRESPONDENCE,
) -> Diagnosis:
    """Decide, and put everything that follows into words.

    Args:
        rulebook: The rules.
        answers: Question ids to option ids.
        details: What the buyer told beyond them.
        now: The present in the market's zone.
        language: The buyer's language.
        message_language: The recipient's language.
        recipient: Whom the message is for; empty for the one to write to now.
        warnings: Sentences about the input, to be passed on.
        correspondence: Tone, attachments and earlier letters.

    Raises:
        UsageError: This situation has no message for the recipient.
    """
    decision = rulebook.decide(answers)
    page = decision.situation.body
    teller = _Teller(rulebook, decision, details, now, language)
    why = tuple(teller.sentence(item, item) for item in rulebook.items(page, "why", decision.mask))
    steps = tuple(teller.step(item) for item in rulebook.items(page, "steps", decision.mask))
    avoid = tuple(teller.sentence(item, item) for item in rulebook.items(page, "avoid", decision.mask))
    limits = tuple(teller.sentence(item, item) for item in rulebook.items(page, "limits", decision.mask))
    evidence = find_evidence(rulebook, decision.answers)
    for fact_id in (fact_id for one in evidence for fact_id in one.sources):
        teller.cite(fact_id)
    next_page = rulebook.page(page["if_that_fails"]) if "if_that_fails" in page else None
    sources = tuple(teller.sources.values())
    return Diagnosis(
        rulebook=rulebook,
        language=language,
        now=now,
        given=answers,
        decision=decision,
        details=details,
        verdict=page["verdict"],
        title=page["title"][language],
        stage=rulebook.question("status").option(decision.answers["status"]).stage,
        why=why,
        steps=steps,
        avoid=avoid,
        limits=limits,
        letters=_letters(rulebook, decision, details, now, language, message_language, recipient, correspondence),
        evidence=evidence,
        correspondence=correspondence,
        next_title=next_page["title"][language] if next_page else "",
        open=tuple(_open(rulebook, decision, question_id, language) for question_id in decision.unanswered),
        sources=sources,
        warnings=(*warnings, *_overdue(sources, rulebook, now, language)),
    )


class _Teller:
    """Turns items of a page into sentences and remembers the sources they cite."""

    def __init__(self, rulebook: Rulebook, decision: Decision, details: Details, now: datetime, language: str) -> None:
        self._rulebook = rulebook
        self._decision = decision
        self._details = details
        self._now = now
        self._language = language
        self.sources: dict[str, Source] = {}

    def sentence(self, words: Mapping[str, str], item: Mapping[str, Any]) -> Sentence:
        sources = [self.cite(fact_id) for fact_id in cited(item)]
        return Sentence(
            text=words[self._language],
            sources=tuple(source.id for source in sources),
            kind=min((source.kind for source in sources), key=SOURCE_KINDS.index),
            estimate=all(source.confidence != "high" for source in sources),
        )

    def step(self, item: Mapping[str, Any]) -> Step:
        deadline = None
        if "by" in item:
            deadline = count_deadline(item["by"], self._details.moments, self._now, self._rulebook, self._language)
        where = item["where"][self._language] if "where" in item else ""
        return Step(self.sentence(item["do"], item), where, deadline)

    def cite(self, fact_id: str) -> Source:
        """Give a source and remember that something rests on it."""
        if fact_id not in self.sources:
            self.sources[fact_id] = self._rulebook.source(fact_id)
        return self.sources[fact_id]


def _letters(
    rulebook: Rulebook,
    decision: Decision,
    details: Details,
    now: datetime,
    language: str,
    message_language: str,
    recipient: str,
    correspondence: Correspondence,
) -> tuple[Letter, ...]:
    templates = [rulebook.messages[message_id] for message_id in decision.situation.body["messages"]]
    if recipient:
        wanted = [template for template in templates if template.to == recipient]
        if not wanted:
            there = dict.fromkeys(template.to for template in templates)
            raise UsageError(
                "no-message-for",
                recipient=recipient,
                values=format_either(list(there), language),
                first=next(iter(there)),
            )
        templates = wanted
    return tuple(
        write_letter(template, decision.answers, details, now, rulebook, message_language, language, correspondence)
        for template in templates
    )


def _open(rulebook: Rulebook, decision: Decision, question_id: str, language: str) -> Open:
    """Say what an answer nobody gave would change, by giving each in turn."""
    question = rulebook.question(question_id)
    effects = []
    for visit in rulebook.interview(decision.answers):
        if visit.question.id != question_id:
            continue
        for option_id in visit.options:
            other = rulebook.decide({**decision.answers, question_id: option_id}).situation
            if option_id != UNKNOWN and other.id != decision.situation.id:
                label = question.option(option_id).label[language]
                effects.append(say("open-effect", language, label=label, title=other.body["title"][language]))
    return Open(question_id, question.ask[language], question.flags[0], tuple(effects))


def _overdue(sources: Iterable[Source], rulebook: Rulebook, now: datetime, language: str) -> tuple[str, ...]:
    """Name the sources that were last checked longer ago than the rulebook allows."""
    late = [source.id for source in sources if review_by(source.checked, rulebook.about) < now.date()]
    days = rulebook.about["review_after"].split()[0]
    return (say("sources-overdue", language, sources=", ".join(late), days=days),) if late else ()
