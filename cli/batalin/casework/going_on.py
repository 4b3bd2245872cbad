"""A case as it stands now: whose turn it is, and the letter that comes next."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo

from batalin.casefile.ladder import Cause, Turn, find_correspondence, find_turn
from batalin.casefile.model import STATE, CaseFile, Event, add
from batalin.casefile.order import Order, find_grant, find_order
from batalin.casefile.state import State, keep_fault, present_state
from batalin.casework.following import going_on_with, lead_on, name_command
from batalin.casework.naming import find_case, read_clock
from batalin.casework.personal import list_personal
from batalin.casework.requests import NextStep
from batalin.casework.store import Store
from batalin.consultation import Consultation
from batalin.diagnosis.correspondence import name_recipient
from batalin.diagnosis.diagnosis import Diagnosis, Sentence, Step
from batalin.diagnosis.moments import Moment
from batalin.diagnosis.timeline import Deadline
from batalin.errors import Stopped, UsageError
from batalin.presentation import choose_format
from batalin.request import DiagnosisRequest
from batalin.rulebook.rulebook import Rulebook
from batalin.rulebook.vocabulary import SOURCE_KINDS
from batalin.terminal import Terminal
from batalin.transfer import check_files, hand_over
from batalin.words import say
from batalin.words.formats import format_all, format_date, format_either


def go_on(request: NextStep, rulebook: Rulebook, terminal: Terminal) -> None:
    """Diagnose a case from its latest state, and show the letter to whoever comes next.

    Raises:
        BatalinError: Something a user can mend.
    """
    store = Store.default()
    case = find_case(store, request.case, private=request.diagnosis.private)
    consultation, turn = resume(case, request.diagnosis, rulebook, terminal)
    if consultation.asked:
        told = tell_state(consultation, case.opened.tzinfo)
        case = store.change(case.id, lambda case: add(case, told, consultation.now))
    diagnosis = consultation.diagnose()
    common = request.diagnosis.common
    if choose_format(request.diagnosis.format, common.output) == "message" or common.to_file:
        terminal.stderr.write("\n".join(diagnosis.lead) + "\n\n")
    check_files(diagnosis, request.diagnosis._replace(save_answers=""), terminal, case.id)
    consultation.show(diagnosis)
    hand_over(
        diagnosis,
        request.diagnosis.transfer,
        case.id,
        terminal,
        plain=common.plain,
        seen=consultation.shows_all,
        revision=_count_revision(case, consultation.now),
    )
    if request.diagnosis.recipient or not turn.waits or _sends_at_once(turn, find_order(turn, diagnosis)):
        command = name_command("add", case.id, "--sent", diagnosis.letters[0].to)
        terminal.stderr.write(f"\n{say('case-then-add', common.language)}\n{command}\n")


def resume(
    case: CaseFile, request: DiagnosisRequest, rulebook: Rulebook, terminal: Terminal
) -> tuple[Consultation, Turn]:
    """Take a case up where it stands.

    Args:
        case: The case.
        request: The present, and form, recipient and tone of what is to be shown.
        rulebook: The rules as they are today.
        terminal: Where to read and write.

    Returns:
        A consultation that knows everything told so far, and whose turn it is.

    Raises:
        UsageError: The case does not fit the rules, an answer is missing, or there is no letter to the recipient.
        Stopped: The buyer left the questions.
    """
    now = read_clock(case, request.now, request.zone, rulebook)
    state = present_state(case, rulebook, now)
    kept = keep_fault(state.answers, rulebook)
    consultation = Consultation(
        request._replace(recipient=""),
        rulebook,
        terminal,
        now,
        {name: option for name, option in state.answers.items() if name not in kept},
        state.details,
        find_correspondence(case, now)._replace(told=kept),
    )
    consultation.earlier = list_personal(case, rulebook) if request.private else ()
    try:
        with going_on_with("add", case.id):
            consultation.ask_what_is_open()
    except Stopped:
        raise Stopped(name_command("next", case.id)) from None
    decision = rulebook.decide(consultation.answers)
    page = decision.situation.body
    turn = find_turn(case, page, rulebook, now, find_grant(decision, consultation.details, rulebook))
    recipient = request.recipient or turn.recipient
    there = list(dict.fromkeys(rulebook.messages[message].to for message in page["messages"]))
    if recipient not in there:
        values = format_either(there, request.common.language)
        raise UsageError("no-message-for", recipient=recipient, values=values, first=there[0])
    consultation.arrange = lambda diagnosis: _arrange(diagnosis, turn, case, state, recipient)
    return consultation, turn


def tell_state(consultation: Consultation, zone: tzinfo | None) -> Event:
    """Give what a buyer told as an event of this moment, with times in the zone of the case."""
    details = consultation.details.in_zone(zone)
    return Event(
        Moment(consultation.now, exact=True),
        STATE,
        answers=consultation.told(),
        details=details.plain(),
        quotes=dict(details.quotes),
    )


def _count_revision(case: CaseFile, now: datetime) -> int:
    """Count how often dates may have moved: with everything that was told, and some with every minute."""
    return case.revision + max(0, (now - case.opened) // timedelta(minutes=1))


def _arrange(diagnosis: Diagnosis, turn: Turn, case: CaseFile, state: State, recipient: str) -> Diagnosis:
    """Put the letter whose turn it is first, say why, and make of a wait a step with a date."""
    language = diagnosis.language
    letters = tuple(sorted(diagnosis.letters, key=lambda letter: letter.to != recipient))
    order = find_order(turn, diagnosis)
    lead = [_explain(turn, order, case, diagnosis)]
    names = {one.id: one.name[language] for one in diagnosis.rulebook.questions}
    for key, questions in (("case-aged", state.aged), ("case-outdated", state.outdated)):
        if questions:
            lead.append(say(key, language, names=", ".join(names[one] for one in questions)))
    seen = diagnosis.correspondence.seen
    if seen and seen < diagnosis.now.date():
        lead.append(say("case-stale", language, day=format_date(seen, language), id=case.id))
    if letters[0].cut:
        lead.append(say("case-letter-cut", language, to=_name(recipient, diagnosis), id=case.id))
    diagnosis = diagnosis._replace(letters=letters, lead=tuple(lead), follow_up=lead_on(diagnosis, case.id))
    # How long a page itself lets somebody wait is one of its steps already.
    return _add_wait(diagnosis, turn, order.place) if turn.by_rung or turn.cause is Cause.PROMISED else diagnosis


def _explain(turn: Turn, order: Order, case: CaseFile, diagnosis: Diagnosis) -> str:
    language = diagnosis.language
    facts = {"to": _name(turn.recipient, diagnosis), "before": _name(turn.before or turn.recipient, diagnosis)}
    facts["since"] = format_date(turn.since, language) if turn.since else ""
    facts["until"] = _count(turn, diagnosis).words(language)
    facts["program"] = "batalin guide outside-help"
    if order.page_first:
        by = order.by.words(language) if order.by else ""
        first = say("page-first-by" if by else "page-first", language, by=by)
        sentence = f"{first} {say(f'after-{turn.cause}', language, **facts)}"
        if turn.cause is Cause.PROMISED and not _sends_at_once(turn, order):
            sentence = f"{sentence} {say('message-later', language)}"
    else:
        sentence = say(f"turn-{turn.cause}", language, **facts)
        if turn.cause in (Cause.OPEN, Cause.EXHAUSTED):
            names = format_all([_name(one, diagnosis) for one in turn.missed], language) if turn.missed else ""
            first = say("ladder-missed" if names else "ladder-climbed", language, names=names, **facts)
            sentence = f"{first} {sentence}"
    return say("case-closed-note", language, sentence=sentence) if case.closed else sentence


def _sends_at_once(turn: Turn, order: Order) -> bool:
    """Tell whether a page hurries about which nobody was written to yet, so that its message is one of its steps."""
    return order.page_first and order.by is None and turn.since is None


def _add_wait(diagnosis: Diagnosis, turn: Turn, place: int) -> Diagnosis:
    """Put a wait where it belongs; a promise rests on nobody's word but that of who gave it."""
    rulebook, language = diagnosis.rulebook, diagnosis.language
    promised = turn.cause is Cause.PROMISED
    sources = () if promised else rulebook.handover.rung(turn.recipient).sources
    text = say("wait-promised" if promised else "wait-due", language, to=_name(turn.recipient, diagnosis))
    kind = SOURCE_KINDS[-1 if promised else 0]
    step = Step(Sentence(text, sources, kind, estimate=not promised), "", _count(turn, diagnosis))
    cited = tuple(rulebook.source(one) for one in sources if one not in {source.id for source in diagnosis.sources})
    return diagnosis._replace(
        steps=(*diagnosis.steps[:place], step, *diagnosis.steps[place:]), sources=diagnosis.sources + cited
    )


def _count(turn: Turn, diagnosis: Diagnosis) -> Deadline:
    language, wait = diagnosis.language, str(diagnosis.rulebook.handover.rung(turn.recipient).wait)
    if turn.cause is Cause.PROMISED or turn.since is None:
        how = say("wait-promised-how", language)
    else:
        how = say("wait-due-how", language, since=format_date(turn.since, language), hours=wait)
    return Deadline(turn.until, how, "wait", "now", f"{wait} hours")


def _name(recipient: str, diagnosis: Diagnosis) -> str:
    return name_recipient(recipient, diagnosis.rulebook, diagnosis.language)
