"""A buyer's own words beside flags: read, understood, and merged so that flags win."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from batalin.asking import choose_prompter, greet
from batalin.delivery import deliver, print_data
from batalin.diagnosis.answers import find_contradiction, measure_missing
from batalin.diagnosis.details import Details, read_details
from batalin.diagnosis.secrets import find_secret, refuse_secret
from batalin.errors import Stopped, UsageError
from batalin.intake import read_input
from batalin.interview.prompter import Move
from batalin.present import read_present, read_zone
from batalin.presentation import choose_format
from batalin.request import DiagnosisRequest
from batalin.rulebook.rulebook import Rulebook
from batalin.terminal import Terminal
from batalin.understanding.understanding import Understanding, understand
from batalin.words import say

FROM_INPUT = "-"
MOST_BYTES = 1_000_000
"""How much of the standard input is read."""


def listen(request: DiagnosisRequest, rulebook: Rulebook, terminal: Terminal) -> DiagnosisRequest | None:
    """Understand the description of a request.

    Args:
        request: What the command line says.
        rulebook: The rules.
        terminal: Where to read and write.

    Returns:
        The request with what was understood, or None where that was all that was asked for or to be said.

    Raises:
        UsageError: There is nothing to read, or a flag does not fit.
    """
    now = read_present(request.now, read_zone(request.zone, rulebook.about["timezone"]))
    text = _read(request.describe, terminal)
    refuse_secret("--describe", text, "money")
    heard = understand(text, rulebook, now)
    answers, details = merge(heard, request.answers, request.details, rulebook, now)
    told = heard._replace(
        answers={key: option for key, option in heard.answers.items() if answers.get(key) == option},
        details={key: value for key, value in heard.details.items() if details.get(key) == value},
    )
    seen = _hide(told, details, rulebook, now) if request.private else told
    if request.understood or told.elsewhere:
        _print(seen, answers, request, rulebook, terminal)
        return None
    from batalin.output.understood import tell_understood

    return request._replace(
        answers=answers,
        details=details,
        heard=tell_understood(seen, rulebook, request.common.language),
        read=frozenset({*told.answers, *told.details}),
    )


def ask_description(request: DiagnosisRequest, rulebook: Rulebook, terminal: Terminal) -> DiagnosisRequest:
    """Let the buyer describe the trouble before anything else is asked; an empty line goes on to the questions.

    Args:
        request: A command line that tells nothing yet.
        rulebook: The rules.
        terminal: Where to ask.

    Raises:
        Stopped: The buyer left.
    """
    if not (terminal.can_ask and rulebook.words_tree):
        return request
    language = request.common.language
    prompter, keys = choose_prompter(request.common, terminal)

    def find_secret_in(text: str) -> str | None:
        secret = find_secret(text, "money")
        return say(f"secret-{secret}", language, flag=say("describe-name", language)) if secret else None

    try:
        greet(prompter, keys, language)
        text = prompter.enter(say("describe-ask", language), say("describe-help", language), "", find_secret_in)
    except (KeyboardInterrupt, EOFError):
        raise Stopped("") from None
    return request._replace(describe="" if isinstance(text, Move) else text.strip(), greeted=True)


def merge(
    heard: Understanding,
    answers: Mapping[str, str],
    details: Mapping[str, str],
    rulebook: Rulebook,
    now: datetime,
) -> tuple[dict[str, str], dict[str, str]]:
    """Add what was understood to what flags say, as far as both can be true.

    Args:
        heard: What was understood.
        answers: Raw values of flags by question id.
        details: Raw values of flags by detail id.
        rulebook: The questions and details.
        now: The present in the buyer's zone.

    Returns:
        Raw answers and details, those of flags as they were given.

    Raises:
        UsageError: A flag does not fit.
    """
    known, told = read_input(rulebook, now, "", answers, details)
    merged, merged_details = dict(answers), dict(details)
    for question_id, option_id in heard.answers.items():
        if question_id not in known and find_contradiction({**known, question_id: option_id}, rulebook) is None:
            known[question_id] = merged[question_id] = option_id
    for detail_id, value in heard.details.items():
        if detail_id in told.plain():
            continue
        try:
            read = read_details({**merged_details, detail_id: value}, rulebook, now)
            measure_missing(known, {**told.moments, **read.moments}, rulebook, now)
        except UsageError:
            continue
        merged_details[detail_id] = value
    return merged, merged_details


def _hide(heard: Understanding, details: Mapping[str, str], rulebook: Rulebook, now: datetime) -> Understanding:
    """Put masks in place of personal details, in what was understood and in the words behind it."""
    from batalin.diagnosis.masking import mask, mask_text

    known: Details = read_details(details, rulebook, now)
    masked = mask(known, rulebook).texts
    return heard._replace(
        details={key: masked.get(key, value) for key, value in heard.details.items()},
        words={key: masked.get(key) or mask_text(words, known, rulebook) for key, words in heard.words.items()},
        ambiguous={
            question: {option: mask_text(words, known, rulebook) for option, words in readings.items()}
            for question, readings in heard.ambiguous.items()
        },
    )


def _read(given: str, terminal: Terminal) -> str:
    if given != FROM_INPUT:
        return given
    text = terminal.stdin.read(MOST_BYTES) if terminal.stdin else ""
    if not text.strip():
        raise UsageError("describe-empty")
    return text


def _print(
    heard: Understanding, answers: Mapping[str, str], request: DiagnosisRequest, rulebook: Rulebook, terminal: Terminal
) -> None:
    from batalin.output.layout import wrap
    from batalin.output.understood import tell_understood, to_understood_data

    if choose_format(request.format, request.common.output) == "json":
        print_data(to_understood_data(heard, answers, rulebook), request.common, terminal)
        return
    lines = tell_understood(heard, rulebook, request.common.language, answers=answers if request.understood else None)
    wrapped = [line for text in lines for line in wrap(text, terminal.columns)]
    deliver("\n".join(wrapped) + "\n", request.common, terminal)
