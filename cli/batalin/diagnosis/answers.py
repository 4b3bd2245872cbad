"""Answers from flags, prompts, files: one parse and one validation for all doors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from batalin.diagnosis.cleaning import clean
from batalin.diagnosis.details import MAX_LENGTH, read_date
from batalin.diagnosis.moments import Moment, NoSuchDate, parse_duration, parse_moment
from batalin.diagnosis.secrets import refuse_secret
from batalin.errors import UsageError
from batalin.rulebook.folding import fold
from batalin.rulebook.model import Option, Question
from batalin.rulebook.rulebook import Rulebook
from batalin.rulebook.vocabulary import UNKNOWN


class UnknownOption(UsageError):
    """A value that is no option of its question.

    Attributes:
        question: The question it was meant for.
        near: Options that resemble it.
    """

    def __init__(self, question: Question, given: str, near: tuple[Option, ...]) -> None:
        """Remember the question for the list of its values."""
        super().__init__("option-unknown", flag=question.flags[0], given=given)
        self.question = question
        self.near = near


class Contradiction(UsageError):
    """Two answers that no order can have at once.

    Attributes:
        first: The earlier answer's question and option.
        second: The later answer's question and option.
        needs: Options of the first question that the second answer would need.
        allows: Options of the second question that the first answer allows.
    """

    def __init__(
        self,
        first: tuple[Question, Option],
        second: tuple[Question, Option],
        needs: tuple[Option, ...],
        allows: tuple[Option, ...],
    ) -> None:
        """Remember both answers and what each would need."""
        super().__init__("contradiction-first")
        self.first = first
        self.second = second
        self.needs = needs
        self.allows = allows


class MissingAnswers(UsageError):
    """Core answers are missing and nobody can be asked.

    Attributes:
        questions: The questions without an answer.
        command: The command so far, with an example for every answer that is missing.
    """

    def __init__(self, questions: tuple[Question, ...], command: str) -> None:
        """Remember which questions to name."""
        super().__init__("answers-missing")
        self.questions = questions
        self.command = command


def read_answer(question: Question, raw: str, now: datetime) -> tuple[Option, Moment | None, str]:
    """Find the option a buyer means.

    Args:
        question: The question it answers.
        raw: An option id, a label, a word from `also`, a duration, a date, or free text where the question takes it.
        now: The present in the market's zone.

    Returns:
        The option, the date where one was given, and the free text where it was taken as such.

    Raises:
        UnknownOption: Nothing fits.
        UsageError: The value is empty, too long or a secret, or its date does not exist or lies in the future.
    """
    flag = question.flags[0]
    if len(raw) > MAX_LENGTH:
        raise UsageError("detail-too-long", flag=flag, length=str(len(raw)), limit=str(MAX_LENGTH))
    text = clean(raw)
    if not text:
        raise UsageError("answer-empty", flag=flag, values=", ".join(option.id for option in question.options))
    names = _names(question)
    option = names.get(fold(text))
    if option is not None:
        return option, None, ""
    if question.measures:
        hours = parse_duration(text)
        if hours is not None:
            return option_for(question, hours), None, ""
        try:
            is_date = parse_moment(text, now) is not None
        except NoSuchDate:
            is_date = True
        if is_date:
            moment = read_date(flag, text, now)
            return measure(question, moment, now), moment, ""
    refuse_secret(flag, text)
    if question.free_text:
        return question.option(question.free_text), None, text
    from difflib import get_close_matches

    close = get_close_matches(fold(text), names, n=6, cutoff=0.6)
    near = tuple(dict.fromkeys(names[name].id for name in close))
    raise UnknownOption(question, text, tuple(question.option(option_id) for option_id in near[:3]))


def _names(question: Question) -> dict[str, Option]:
    names: dict[str, Option] = {}
    for option in question.options:
        for name in (*option.also, *option.label.values()):
            names.setdefault(fold(name), option)
    for option in question.options:
        names[fold(option.id)] = option
    return names


def option_for(question: Question, hours: float) -> Option:
    """Give the option into which a duration falls.

    Args:
        question: One whose options are durations.
        hours: The duration.
    """
    return next(option for option in question.options if _holds(option, hours))


def _holds(option: Option, hours: float) -> bool:
    if not option.lasts:
        return False
    return (option.at_least or 0) <= hours and (option.below is None or hours < option.below)


def measure(question: Question, moment: Moment, now: datetime) -> Option:
    """Give the option for the time that has passed since a moment.

    A day without a time of day counts from its end, so that nothing is called overdue too early; only today counts
    from its beginning, so that the first hour is not claimed without a clock.
    """
    shortest, longest = moment.hours_before(now)
    return option_for(question, longest if moment.day == now.date() else shortest)


def measure_missing(
    answers: Mapping[str, str], moments: Mapping[str, Moment], rulebook: Rulebook, now: datetime
) -> dict[str, str]:
    """Fill the answers that given dates tell, and compare those that were given beside a date.

    Raises:
        UsageError: An answer and its date do not fit.
    """
    filled = dict(answers)
    for question in rulebook.questions:
        moment = moments.get(question.measures)
        if moment is None:
            continue
        given = answers.get(question.id)
        if given is None:
            filled[question.id] = measure(question, moment, now).id
        elif given != UNKNOWN:
            option = question.option(given)
            shortest, longest = moment.hours_before(now)
            fits = (option.at_least or 0) <= longest and (option.below is None or shortest < option.below)
            if option.lasts and not fits:
                raise UsageError(
                    "age-mismatch",
                    flag=question.flags[0],
                    given=given,
                    date_flag=rulebook.detail(question.measures).flags[0],
                    date=moment.isoformat(),
                    fitting=measure(question, moment, now).id,
                )
    return filled


def drop_measured(
    answers: Mapping[str, str], moments: Mapping[str, Moment], rulebook: Rulebook, now: datetime
) -> dict[str, str]:
    """Leave out the answers that a given date tells by itself, because they change while the date stays true."""
    return {
        name: given
        for name, given in answers.items()
        if (moment := moments.get(rulebook.question(name).measures)) is None
        or measure(rulebook.question(name), moment, now).id != given
    }


def find_contradiction(answers: Mapping[str, str], rulebook: Rulebook) -> Contradiction | None:
    """Look for an answer that an earlier answer rules out."""
    for name, is_question, _, options in rulebook.space.follow(answers):
        given = answers.get(name)
        if not is_question or given is None or not options or given in options:
            continue
        question = rulebook.question(name)
        option = question.option(given)
        for variable, allowed in option.only_if.items():
            if variable not in answers or answers[variable] in allowed:
                continue
            earlier = rulebook.question(variable)
            needs = tuple(one for one in earlier.options if one.id in allowed)
            return Contradiction(
                (earlier, earlier.option(answers[variable])),
                (question, option),
                needs,
                tuple(question.option(one) for one in options),
            )
    return None


def complete_answers(answers: Mapping[str, str], missing: Iterable[Question], rulebook: Rulebook) -> dict[str, str]:
    """Give answers with an example for each missing one, so that none rules out another."""
    filled = dict(answers)
    for question in missing:
        examples = ({**filled, question.id: option.id} for option in question.options)
        filled = next((example for example in examples if find_contradiction(example, rulebook) is None), filled)
    return filled


def unused_answers(answers: Mapping[str, str], rulebook: Rulebook) -> tuple[str, ...]:
    """Give the questions that were answered although this interview never comes to them."""
    return tuple(
        name
        for name, is_question, _, options in rulebook.space.follow(answers)
        if is_question and name in answers and not options
    )
