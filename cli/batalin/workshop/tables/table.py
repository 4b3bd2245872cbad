"""The rules as decision tables: read from the top, the first row that fits decides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from batalin.rulebook.model import Cube

SITUATIONS = "situations"
"""Name of the table of situations; the others have the name of their derived answer."""


class Row(NamedTuple):
    """A situation, or a row of a derived answer.

    Attributes:
        place: Its place in the table, counted from 1.
        id: Its name.
        result: The verdict of a situation, or the value of a derived answer.
        when: What each variable it names may be. The fallback names none: it comes last.
        over: Rules it wins over where neither is narrower; may hold `all`.
        interviews: How many interviews it decides.
        fraction: The same as a part of all interviews.
        sources: Facts it cites itself, each once; not those that its fragments cite.
        fragments: Fragments it uses, each once.
        title: The situation in the buyer's words, else an empty string.
        recipient: Who is sent its first message, else an empty string.
        first_step: The first thing to do, else an empty string.
        fallback: Whether it decides what no other one does.
    """

    place: int
    id: str
    result: str
    when: Cube
    over: tuple[str, ...]
    interviews: int
    fraction: float
    sources: tuple[str, ...]
    fragments: tuple[str, ...] = ()
    title: str = ""
    recipient: str = ""
    first_step: str = ""
    fallback: bool = False


class Table(NamedTuple):
    """Rows that compete with each other.

    Attributes:
        id: `situations`, or the derived answer.
        variables: What its conditions name, in the order of the interview.
        rows: Each comes before those it beats.
        left_over: Interviews that no row decides.
        in_order: Whether the first row that fits always decides. Rows that beat each other in a circle, each pair in
            other interviews, can be put into no such order.
    """

    id: str
    variables: tuple[str, ...]
    rows: tuple[Row, ...]
    left_over: int
    in_order: bool


class Tables(NamedTuple):
    """Everything the rules decide.

    Attributes:
        rulebook: Id of the rulebook.
        version: Its version.
        title: Its title.
        shop: The shop's name.
        interviews: How many interviews there are.
        names: The name of each derived answer.
        domains: What every variable can be, each with a label, in the order of the interview.
        all: The table of situations, then one for each derived answer.
    """

    rulebook: str
    version: str
    title: str
    shop: str
    interviews: int
    names: Mapping[str, str]
    domains: Mapping[str, Mapping[str, str]]
    all: tuple[Table, ...]

    @property
    def variables(self) -> tuple[str, ...]:
        """What the conditions of all tables name, in the order of the interview."""
        return tuple(name for name in self.domains if any(name in table.variables for table in self.all))
