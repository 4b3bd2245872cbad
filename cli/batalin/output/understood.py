"""What was understood of a buyer's own words, as sentences and as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from batalin.rulebook.rulebook import Rulebook
from batalin.understanding.understanding import Understanding
from batalin.words import say
from batalin.words.formats import format_either


def tell_understood(
    heard: Understanding, rulebook: Rulebook, language: str, answers: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """Say what was understood, each with the words that made it so, and where two readings are possible.

    Args:
        heard: What was understood.
        rulebook: The words for answers and details.
        language: The reader's language.
        answers: Everything that is known, to say what is still open; None to leave that out.
    """
    if heard.elsewhere:
        return (
            say("heard-elsewhere", language, words=next(iter(heard.words.values()), "")),
            heard.elsewhere.about[language],
            heard.elsewhere.turn[language],
        )
    lines = list(_list_readings(heard, rulebook, language))
    if not lines:
        lines = [say("heard-nothing", language)]
    if heard.cut:
        lines.append(say("heard-cut", language))
    if answers is not None:
        left = _list_open(answers, rulebook)
        open_questions = [one.name[language] for one in rulebook.questions if one.id in left]
        if open_questions:
            lines.append(say("heard-open", language, names=", ".join(open_questions)))
    return tuple(lines)


def to_understood_data(heard: Understanding, answers: Mapping[str, str], rulebook: Rulebook) -> dict[str, Any]:
    """Give what was understood as plain data; the keys are stable.

    Args:
        heard: What was understood.
        answers: Everything that is known, also from flags.
        rulebook: The questions.
    """
    return {
        "understood": dict(heard.answers),
        "details": dict(heard.details),
        "evidence": {key: heard.words[key] for key in (*heard.answers, *heard.details) if key in heard.words},
        "ambiguous": {question: dict(readings) for question, readings in heard.ambiguous.items()},
        "unanswered": [] if heard.elsewhere else _list_open(answers, rulebook),
        "in_scope": heard.elsewhere is None,
    }


def _list_readings(heard: Understanding, rulebook: Rulebook, language: str) -> Iterator[str]:
    for question in rulebook.questions:
        if question.id in heard.answers:
            label = question.option(heard.answers[question.id]).label[language]
            yield say(
                "heard-answer", language, name=question.name[language], label=label, words=heard.words[question.id]
            )
        elif question.id in heard.ambiguous:
            readings = [
                say("heard-reading", language, label=question.option(option).label[language], words=words)
                for option, words in heard.ambiguous[question.id].items()
            ]
            key = "heard-either" if len(readings) > 1 else "heard-unfit"
            yield say(key, language, name=question.name[language], readings=format_either(readings, language))
    for detail in rulebook.details:
        if detail.id in heard.details:
            value = heard.details[detail.id]
            yield say("heard-answer", language, name=detail.ask[language], label=value, words=heard.words[detail.id])


def _list_open(answers: Mapping[str, str], rulebook: Rulebook) -> list[str]:
    return [visit.question.id for visit in rulebook.interview(answers) if visit.answer is None]
