"""The one-line command that gives the same answers again."""

from __future__ import annotations

import shlex
from collections.abc import Mapping

from batalin.diagnosis.details import Details
from batalin.rulebook.rulebook import Rulebook


def write_command(
    rulebook: Rulebook, answers: Mapping[str, str], details: Details, language: str = "id", rules: str = ""
) -> str:
    """Write a command with every answer and detail as a flag, quoted for a shell.

    Args:
        rulebook: Gives each flag its name.
        answers: Question ids to option ids.
        details: What the buyer told beyond them.
        language: Named only where it is not the default.
        rules: Folder of the rulebook, where it was not loaded from it.
    """
    words = ["batalin"]
    if language != "id":
        words += ["--lang", language]
    folder = rules or rulebook.folder
    if folder:
        words += ["--rules", folder]
    for question in rulebook.questions:
        if question.id in answers:
            words += [question.flags[0], details.quotes.get(question.id, answers[question.id])]
    plain = details.plain()
    for detail in rulebook.details:
        if detail.id in plain:
            words += [detail.flags[0], plain[detail.id]]
    return shlex.join(words)


def name_program(rulebook: Rulebook) -> str:
    """Write the beginning of a command about a rulebook: the program, and the rules where they are others."""
    return shlex.join(["batalin", *(["--rules", rulebook.folder] if rulebook.folder else [])])
