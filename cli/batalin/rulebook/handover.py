"""What helps a buyer to act on a page: places in the app, evidence, voices, lines for letters, the ladder."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from batalin.rulebook.building import Domains, build_cube, hours
from batalin.rulebook.model import Cube, Text, one_or_many


class Place(NamedTuple):
    """A place in the app, and what to do where it is not there.

    Attributes:
        where: Its name as steps write it.
        missing: What it means that it is not there.
        ask: The question whose answer is then another, or an empty string.
        option: The answer it then is, or an empty string where the buyer must look.
    """

    where: Text
    missing: Text
    ask: str
    option: str


class Evidence(NamedTuple):
    """Something to keep before the status changes.

    Attributes:
        id: Name that `--evidence` takes.
        when: The answers, derived ones included, under which it is of use.
        take: What to do.
        name: What a message calls it.
        where: Where in the app, or None.
        sources: Fact ids.
    """

    id: str
    when: Cube
    take: Text
    name: Text
    where: Text | None
    sources: tuple[str, ...]


class Voice(NamedTuple):
    """The words in which a tone differs.

    Attributes:
        tone: `friendly`, `firm` or `formal`.
        to: Recipients it is for; nothing for all.
        words: By placeholder; one that is not there is left out of the message.
    """

    tone: str
    to: tuple[str, ...]
    words: Mapping[str, Text]


class FrameLine(NamedTuple):
    """A line that a message carries only when there is something to say in it.

    Attributes:
        text: The line with its placeholders.
        needs: Placeholders that must be known.
        tones: Tones it is for; nothing for all.
    """

    text: Text
    needs: tuple[str, ...]
    tones: tuple[str, ...]


class Rung(NamedTuple):
    """A recipient's place on the ladder; the lower ones come first.

    Attributes:
        to: The recipient.
        tones: Tones of the first letter, the second and so on; the last one stays.
        wait: Hours that an answer may take, or 0 where nobody knows.
        reminders: How often to remind a recipient who does not answer before going on to the next.
        sources: Fact ids.
    """

    to: str
    tones: tuple[str, ...]
    wait: int
    reminders: int
    sources: tuple[str, ...]


class Handover(NamedTuple):
    """Everything a rulebook says of acting on a page; a rulebook without the file says nothing."""

    places: tuple[Place, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    voices: tuple[Voice, ...] = ()
    frame: tuple[FrameLine, ...] = ()
    ladder: tuple[Rung, ...] = ()

    @property
    def tones(self) -> tuple[str, ...]:
        """The tones there are."""
        return tuple(dict.fromkeys(voice.tone for voice in self.voices))

    def voice(self, tone: str, recipient: str) -> Mapping[str, Text]:
        """Give the words of a tone for a recipient; nothing for a tone that has none."""
        fitting = (one for one in self.voices if one.tone == tone and (not one.to or recipient in one.to))
        return next((one.words for one in fitting), {})

    def rung(self, recipient: str) -> Rung:
        """Give a recipient's rung; one that the ladder does not name has no tone, no wait and no condition."""
        return next((one for one in self.ladder if one.to == recipient), Rung(recipient, (), 0, 0, ()))

    def default_tone(self, recipient: str, written: int) -> str:
        """Give the tone for a recipient who was written to so many times before, or an empty string."""
        tones = self.rung(recipient).tones
        return tones[min(written, len(tones) - 1)] if tones else ""


def build_handover(tree: Mapping[str, Any], domains: Domains) -> Handover:
    """Turn the checked file into what it says.

    Args:
        tree: The file, or an empty mapping.
        domains: The values of every question and derived answer.
    """
    return Handover(
        tuple(
            Place(one["where"], one["missing"], one.get("ask", ""), one.get("option", ""))
            for one in tree.get("places", ())
        ),
        tuple(
            Evidence(
                one["id"],
                build_cube(one["when"], domains),
                one["take"],
                one["name"],
                one.get("where"),
                one_or_many(one["source"]),
            )
            for one in tree.get("evidence", ())
        ),
        tuple(Voice(one["tone"], tuple(one.get("to", ())), one["words"]) for one in tree.get("voices", ())),
        tuple(
            FrameLine(one, one_or_many(one.get("if")), one_or_many(one.get("tone"))) for one in tree.get("frame", ())
        ),
        tuple(
            Rung(
                one["to"],
                tuple(one["tones"]),
                hours(one.get("wait")) or 0,
                int(one.get("reminders", "0")),
                one_or_many(one["source"]),
            )
            for one in tree.get("ladder", ())
        ),
    )
