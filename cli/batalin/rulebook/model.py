"""What a rulebook is once its files are read: questions, tables, pages, messages and sources."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

Text = Mapping[str, str]
Cube = Mapping[str, frozenset[str]]
"""A condition: each variable it names must have one of these values; a variable it does not name may have any."""


class Option(NamedTuple):
    """One allowed answer.

    Attributes:
        id: Kebab-case id, stable for scripts.
        label: Words on the menu, the app's own word first.
        hint: The same in plain words.
        phrase: Words for a message, or None when the answer does not belong in one.
        also: Other words buyers and the app use for it.
        stage: Where on the order line this status stands, or an empty string.
        only_if: Earlier answers under which the option is offered.
        at_least: Shortest duration in hours that counts as this option, or None.
        below: Duration in hours from which it no longer does, or None.
        becomes: Options it can turn into next while the order goes on.
    """

    id: str
    label: Text
    hint: Text | None
    phrase: Text | None
    also: tuple[str, ...]
    stage: str
    only_if: Cube
    at_least: int | None
    below: int | None
    becomes: tuple[str, ...]

    @property
    def lasts(self) -> bool:
        """Whether it is a length of time."""
        return self.at_least is not None or self.below is not None


class Question(NamedTuple):
    """One thing asked.

    Attributes:
        id: Kebab-case id, stable for scripts.
        core: Whether it is always asked.
        name: A word or two for lists of answers.
        flags: Command-line flags, the English one first.
        ask: The question itself.
        help: Where the buyer finds the answer.
        options: Allowed answers in the order they are offered.
        only_if: Earlier answers under which it is asked at all.
        measures: The date detail whose distance from now gives the answer, or an empty string.
        free_text: The option that free text counts as, or an empty string.
    """

    id: str
    core: bool
    name: Text
    flags: tuple[str, ...]
    ask: Text
    help: Text
    options: tuple[Option, ...]
    only_if: Cube
    measures: str
    free_text: str

    def option(self, option_id: str) -> Option:
        """Give the option with this id.

        Raises:
            KeyError: There is none.
        """
        for option in self.options:
            if option.id == option_id:
                return option
        raise KeyError(option_id)


class Detail(NamedTuple):
    """One free fact for the message and the dates; details never decide.

    Attributes:
        id: Kebab-case id and placeholder in messages.
        kind: `order-number`, `date`, `text` or `money`.
        flags: Command-line flags, the English one first.
        ask: Its name on the screen.
        purpose: Why the buyer might give it.
        blank: What stands in the message while it is not given.
        find: Where the buyer finds it.
        since: What happened on a date, for "48 hours after ...", or None for other kinds.
    """

    id: str
    kind: str
    flags: tuple[str, ...]
    ask: Text
    purpose: Text
    blank: Text
    find: Text
    since: Text | None


class Visit(NamedTuple):
    """One question on the way through an interview.

    Attributes:
        question: What is asked.
        options: Options that the earlier answers leave open.
        answer: The given option, or None while it is not given or no longer open.
    """

    question: Question
    options: tuple[str, ...]
    answer: str | None


class Rule(NamedTuple):
    """A condition with a name: a situation, a case of a fragment or a row of a derived answer.

    Attributes:
        id: Name within its group.
        when: The cube it accepts.
        over: Rules of the group it beats where neither is inside the other; may hold `all`.
        body: What follows when it wins: a page, a list of items or a value.
    """

    id: str
    when: Cube
    over: frozenset[str]
    body: Any


class Derived(NamedTuple):
    """An answer computed from others by a small table.

    Attributes:
        id: Name that conditions use.
        values: What it can be.
        rows: The table.
        name: A word or two for explanations, or None.
        labels: Words for its values, as far as it has any.
    """

    id: str
    values: tuple[str, ...]
    rows: tuple[Rule, ...]
    name: Text | None
    labels: Mapping[str, Text]


class Fragment(NamedTuple):
    """Items that vary by answers and serve many pages.

    Attributes:
        id: Name that pages use.
        kind: `why`, `steps`, `avoid` or `limits`.
        cases: Rules whose bodies are lists of items.
    """

    id: str
    kind: str
    cases: tuple[Rule, ...]


class Source(NamedTuple):
    """A fact and the best document behind it.

    Attributes:
        id: Fact id that pages cite.
        title: Title of the document.
        url: Address of the document, or an empty string.
        kind: `official`, `press`, `article` or `experience`.
        dated: Date of the document as far as it is known, or `unknown`.
        checked: Date the fact was last compared with the document.
        confidence: `high`, `medium` or `low`.
    """

    id: str
    title: Text
    url: str
    kind: str
    dated: str
    checked: str
    confidence: str


class Message(NamedTuple):
    """A template of text to send.

    Attributes:
        id: Name that pages use.
        to: `seller`, `support`, `mediation`, `payment-provider` or `authority`.
        about: What it is for, shown above it.
        body: Lines with placeholders and, under `if`, what must be known for the line to appear.
    """

    id: str
    to: str
    about: Text
    body: tuple[Mapping[str, Any], ...]


def one_or_many(value: str | Iterable[str] | None) -> tuple[str, ...]:
    """Give the items of a value that may stand alone for a list of one."""
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)
