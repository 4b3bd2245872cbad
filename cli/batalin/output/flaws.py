"""What a proof found, in sentences, each with a command that shows it."""

from __future__ import annotations

from batalin.diagnosis.command import write_command
from batalin.diagnosis.details import Details
from batalin.rulebook.proof import Flaw, Kind, Proof
from batalin.rulebook.rulebook import Rulebook
from batalin.words import say


def list_flaws(proof: Proof, rulebook: Rulebook, language: str, rules: str = "") -> list[str]:
    """Write every flaw, and below it an interview that shows it.

    Args:
        proof: What was found.
        rulebook: The rules it was found in.
        language: The reader's language.
        rules: Folder of another rulebook, or an empty string; it becomes part of the commands.
    """
    lines = []
    for flaw in proof.flaws:
        lines.append(_sentence(flaw, rulebook, language))
        if flaw.witness:
            command = write_command(rulebook, flaw.witness, Details(), language, rules)
            lines.append(say("flaw-witness", language, command=command))
    return lines


def _sentence(flaw: Flaw, rulebook: Rulebook, language: str) -> str:
    place, names, cells = _place(flaw, rulebook, language), ", ".join(flaw.names), str(flaw.cells)
    match flaw.kind:
        case Kind.GAP if names:
            return say("flaw-circle", language, place=place, names=names, cells=cells)
        case Kind.DEAD:
            key = "flaw-dead" if flaw.names[1:] else "flaw-unreachable"
            return say(key, language, place=place, name=flaw.names[0], others=", ".join(flaw.names[1:]))
        case Kind.IDLE_OVER:
            return say("flaw-idle-over", language, place=place, name=flaw.names[0], other=flaw.names[1])
        case Kind.FRAGMENT_GAP | Kind.FRAGMENT_TIE:
            page, cases = flaw.names[0], ", ".join(flaw.names[1:])
            return say(f"flaw-{flaw.kind}", language, place=place, page=page, names=cases, cells=cells)
        case _:
            return say(f"flaw-{flaw.kind}", language, place=place, names=names, name=names, cells=cells)


def _place(flaw: Flaw, rulebook: Rulebook, language: str) -> str:
    if not flaw.group:
        return say("flaw-place-situations", language)
    if flaw.group in rulebook.fragments:
        return say("flaw-place-fragment", language, name=flaw.group)
    derived = flaw.group in rulebook.space.derived
    return say("flaw-place-derived" if derived else "flaw-place-question", language, name=flaw.group)
