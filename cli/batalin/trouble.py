"""Trouble in words: what is wrong, where, and what to do."""

from __future__ import annotations

from batalin.diagnosis.answers import Contradiction, MissingAnswers, UnknownOption
from batalin.errors import BatalinError, RulebookError
from batalin.rulebook.model import Option, Question
from batalin.words import say

MAX_FINDINGS = 20


def explain(error: BatalinError, language: str) -> str:
    """Put an error into sentences that carry their remedy.

    Args:
        error: What went wrong.
        language: The user's language.
    """
    match error:
        case UnknownOption():
            lines = [say(error.key, language, **error.facts)]
            if error.near:
                lines.append(say("option-near", language, near=", ".join(option.id for option in error.near)))
            lines.append(say("option-values", language, flag=error.question.flags[0]))
            lines += list_values(error.question, language)
        case Contradiction():
            lines = _contradiction(error, language)
        case MissingAnswers():
            lines = [say(error.key, language)]
            for question in error.questions:
                lines.append(f"{' / '.join(question.flags)}: {question.ask[language]}")
                lines += list_values(question, language)
            lines.append(say("remedy", language, command=error.command))
        case RulebookError():
            from batalin.output.findings import write_finding

            lines = [say(error.key, language, **error.facts)]
            for finding in error.findings[:MAX_FINDINGS]:
                lines += ["", *write_finding(finding, language)]
            if len(error.findings) > MAX_FINDINGS:
                lines += ["", say("findings-more", language, count=str(len(error.findings) - MAX_FINDINGS))]
        case _:
            lines = [say(error.key, language, **error.facts)]
    return "\n".join(lines)


def list_values(question: Question, language: str) -> list[str]:
    """Write what a question accepts: its options one a line, ids in a column, and durations where it takes them."""
    width = max(len(option.id) for option in question.options)
    lines = [f"  {option.id:<{width}}  {option.label[language]}" for option in question.options]
    return [*lines, f"  {say('help-durations', language)}"] if question.measures else lines


def _contradiction(error: Contradiction, language: str) -> list[str]:
    (question, option), (other_question, other) = error.second, error.first
    needs = ", ".join(one.id for one in error.needs)
    allows = ", ".join(one.id for one in error.allows)
    return [
        say(
            "contradiction-first",
            language,
            flag=question.flags[0],
            given=option.id,
            label=option.label[language],
            other_flag=other_question.flags[0],
            other_given=other.id,
            other_label=other.label[language],
        ),
        _needs(question, option, other_question, needs, language),
        _needs(other_question, other, question, allows, language),
    ]


def _needs(question: Question, option: Option, other: Question, values: str, language: str) -> str:
    return say(
        "contradiction-needs",
        language,
        flag=question.flags[0],
        given=option.id,
        other_flag=other.flags[0],
        values=values,
    )
