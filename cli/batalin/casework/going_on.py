"""A case as it stands now: whose turn it is, and the letter that comes next."""

from __future__ import annotations

from batalin.casefile.ladder import Cause, Turn, find_correspondence, find_turn
from batalin.casefile.model import STATE, CaseFile, Event, add
from batalin.casefile.state import State, present_state
from batalin.casework.naming import find_case, read_clock
from batalin.casework.requests import NextStep
from batalin.casework.store import Store
from batalin.consultation import Consultation
from batalin.diagnosis.diagnosis import Diagnosis, Sentence, Step
from batalin.diagnosis.moments import Moment
from batalin.diagnosis.timeline import Deadline
from batalin.request import DiagnosisRequest
from batalin.rulebook.rulebook import Rulebook
from batalin.rulebook.vocabulary import SOURCE_KINDS
from batalin.terminal import Terminal
from batalin.transfer import hand_over
from batalin.words import say
from batalin.words.formats import format_date


def go_on(request: NextStep, rulebook: Rulebook, terminal: Terminal) -> None:
    """Diagnose a case from its latest state, and show the letter to whoever comes next.

    Raises:
        BatalinError: Something a user can mend.
    """
    store = Store.default()
    case = find_case(store, request.sitting.case)
    consultation, turn = resume(case, request.sitting.now, request.diagnosis, rulebook, terminal)
    if consultation.asked:
        case = store.write(add(case, tell_state(consultation), consultation.now))
    diagnosis = consultation.diagnose()
    consultation.show(diagnosis)
    transfer, plain = request.diagnosis.transfer, request.sitting.common.plain
    seen = consultation.shows_all
    hand_over(diagnosis, transfer, case.id, terminal, plain=plain, seen=seen, revision=case.revision)
    if not turn.waits:
        language = request.sitting.common.language
        to = diagnosis.letters[0].to
        terminal.stderr.write("\n" + say("case-then-add", language, id=case.id, to=to) + "\n")


def resume(
    case: CaseFile, present: str, request: DiagnosisRequest, rulebook: Rulebook, terminal: Terminal
) -> tuple[Consultation, Turn]:
    """Take a case up where it stands.

    Args:
        case: The case.
        present: What `--now` says, or an empty string for the clock.
        request: Form, recipient and tone of what is to be shown.
        rulebook: The rules as they are today.
        terminal: Where to read and write.

    Returns:
        A consultation that knows everything told so far, and whose turn it is.

    Raises:
        UsageError: The case does not fit the rules, or an answer is missing.
    """
    now = read_clock(case, present, request.zone, rulebook)
    state = present_state(case, rulebook, now)
    consultation = Consultation(
        request._replace(recipient=""),
        rulebook,
        terminal,
        now,
        dict(state.answers),
        state.details,
        find_correspondence(case, now),
    )
    consultation.ask_what_is_open()
    turn = find_turn(case, rulebook.decide(consultation.answers).situation.body, rulebook, now)
    recipient = request.recipient or turn.recipient
    consultation.arrange = lambda diagnosis: _arrange(diagnosis, turn, case, state, recipient)
    return consultation, turn


def tell_state(consultation: Consultation) -> Event:
    """Give what a buyer told as an event of this moment."""
    details = consultation.details
    return Event(
        Moment(consultation.now, exact=True),
        STATE,
        answers=consultation.told(),
        details=details.plain(),
        quotes=dict(details.quotes),
    )


def _arrange(diagnosis: Diagnosis, turn: Turn, case: CaseFile, state: State, recipient: str) -> Diagnosis:
    """Put the letter whose turn it is first, say why, and make of a wait a step with a date."""
    language = diagnosis.language
    letters = tuple(sorted(diagnosis.letters, key=lambda letter: letter.to != recipient))
    lead = [_explain(turn, case, diagnosis)]
    names = {one.id: one.name[language] for one in diagnosis.rulebook.questions}
    for key, questions in (("case-aged", state.aged), ("case-outdated", state.outdated)):
        if questions:
            lead.append(say(key, language, names=", ".join(names[one] for one in questions)))
    steps = (_wait(turn, diagnosis), *diagnosis.steps) if turn.until is not None else diagnosis.steps
    return diagnosis._replace(letters=letters, lead=tuple(lead), steps=steps)


def _explain(turn: Turn, case: CaseFile, diagnosis: Diagnosis) -> str:
    language = diagnosis.language
    facts = {"to": _name(turn.recipient, diagnosis), "before": _name(turn.before or turn.recipient, diagnosis)}
    facts["since"] = format_date(turn.since, language) if turn.since else ""
    facts["program"] = "batalin guide outside-help"
    sentence = say(f"turn-{turn.cause}", language, **facts)
    return say("case-closed-note", language, sentence=sentence) if case.closed else sentence


def _wait(turn: Turn, diagnosis: Diagnosis) -> Step:
    language = diagnosis.language
    rung = diagnosis.rulebook.handover.rung(turn.recipient)
    promised = turn.cause is Cause.PROMISED
    text = say("wait-promised" if promised else "wait-due", language, to=_name(turn.recipient, diagnosis))
    since = format_date(turn.since, language) if turn.since else ""
    how = say("wait-promised-how" if promised else "wait-due-how", language, since=since, hours=str(rung.wait))
    deadline = Deadline(turn.until, how, "wait", "now", f"{rung.wait} hours")
    return Step(Sentence(text, rung.sources, SOURCE_KINDS[0], estimate=not promised), "", deadline)


def _name(recipient: str, diagnosis: Diagnosis) -> str:
    return say(f"to-{recipient}", diagnosis.language, shop=diagnosis.rulebook.shop[diagnosis.language])
