"""The help pages of rule keepers: what each command does, takes and ends with."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from batalin.commands.requests import (
    CASE_FORMATS,
    CHECK_FORMATS,
    DIFF_FORMATS,
    GRAPH_FORMATS,
    PROOF_FORMATS,
    TABLE_FORMATS,
)
from batalin.help import fit, write_entry
from batalin.rulebook.vocabulary import LANGUAGES
from batalin.words import say

_NOTHING: Mapping[str, str] = MappingProxyType({})


class Usage(NamedTuple):
    """How a command is written.

    Attributes:
        command: The words it begins with, behind the program's name.
        about: Key of the sentence that says what it does.
        example: What stands behind the command in an example.
        words: The words that may follow, each with the key of its sentence.
        formats: What `--format` takes, the default first; nothing where the command has no such flag.
        flags: Its further flags, each with the key of its sentence; a value is named behind the flag.
        without: Flags of every command that do nothing here.
    """

    command: str
    about: str
    example: str
    words: Mapping[str, str] = _NOTHING
    formats: tuple[str, ...] = ()
    flags: Mapping[str, str] = _NOTHING
    without: tuple[str, ...] = ()


class Family(NamedTuple):
    """Commands that are explained together.

    Attributes:
        usages: The commands by their last words.
        about: Key of the sentence that says what they are for.
        shown: Those whose examples the first page gives.
        closing: Keys of the sentences that end every page.
    """

    usages: Mapping[str, Usage]
    about: str
    shown: Sequence[str]
    closing: Sequence[str]


_DIR = {"DIR": "keeper-help-dir"}
_NOW = {"--now TIME": "help-now"}
USAGES = {
    "check": Usage("rules check", "keeper-help-check", "rules/my-shop --format github", _DIR, CHECK_FORMATS, _NOW),
    "test": Usage(
        "rules test",
        "keeper-help-test",
        "rules/my-shop --only refund",
        _DIR,
        CASE_FORMATS,
        {
            "--cases FOLDER": "keeper-help-cases",
            "--only WORD": "keeper-help-only",
            "--write-missing": "keeper-help-write-missing",
        },
    ),
    "diff": Usage(
        "rules diff",
        "keeper-help-diff",
        "--rev HEAD",
        {"OLD NEW": "keeper-help-old-new"},
        DIFF_FORMATS,
        {"--rev COMMIT": "keeper-help-rev"},
    ),
    "table": Usage("rules table", "keeper-help-table", "rules/my-shop --format csv", _DIR, TABLE_FORMATS),
    "graph": Usage(
        "rules graph",
        "keeper-help-graph",
        "rules/my-shop --format svg --output interview.svg",
        _DIR,
        GRAPH_FORMATS,
        {"--answers FILE": "keeper-help-answers", **_NOW},
    ),
    "proof": Usage("rules proof", "keeper-help-proof", "rules/my-shop", _DIR, PROOF_FORMATS, _NOW),
    "schema": Usage(
        "rules schema", "keeper-help-schema", "rules/my-shop --write", _DIR, (), {"--write": "keeper-help-write"}
    ),
    "new": Usage("rules new", "keeper-help-new", "parcel-lost rules/my-shop", {"ID": "keeper-help-id", **_DIR}),
    "watch": Usage("rules watch", "keeper-help-watch", "rules/my-shop", _DIR, without=("--output FILE",)),
    "explain": Usage("explain", "keeper-help-explain", "tie", {"CODE": "keeper-help-code"}, without=("--rules DIR",)),
}
"""Every command of rule keepers by its last word."""

_COMMON = {
    "--output FILE": "help-output-file",
    "--lang LANGUAGE": "help-lang",
    "--rules DIR": "help-rules-folder",
    "--plain": "help-plain",
    "-h, --help": "help-help",
}


RULES = Family(USAGES, "keeper-help-overview", ("check", "explain"), ("keeper-help-exit-codes", "keeper-help-more"))


def write_family(family: Family, words: Sequence[str], language: str, columns: int) -> str:
    """Write the page of the command that a line names, or the page of them all.

    Args:
        family: The commands that belong together.
        words: The words of the command line that are neither flags nor their values.
        language: The reader's language.
        columns: Width of the screen.
    """
    width = fit(columns)
    name = next((word for word in words if word in family.usages), "")
    lines = _write_page(family.usages[name], language, width) if name else _write_overview(family, language, width)
    for key in family.closing:
        lines += ["", *textwrap.wrap(say(key, language), width, subsequent_indent="  ")]
    return "\n".join(lines) + "\n"


def _write_overview(family: Family, language: str, width: int) -> list[str]:
    usages = family.usages
    lines = [*textwrap.wrap(say(family.about, language), width), "", say("help-examples", language)]
    lines += [f"  batalin {usages[name].command} {usages[name].example}".rstrip() for name in family.shown]
    lines += ["", say("keeper-help-commands", language)]
    for usage in usages.values():
        lines += write_entry(f"batalin {usage.command}", say(usage.about, language), width)
    return [*lines, *_flags(_COMMON, language, width)]


def _write_page(usage: Usage, language: str, width: int) -> list[str]:
    """Write the page of one command: what it does, an example, its words and flags."""
    flags = {"--format FORMAT": "keeper-help-format"} if usage.formats else {}
    lines = [_line(usage), "", *textwrap.wrap(say(usage.about, language), width)]
    lines += ["", say("help-examples", language), f"  batalin {usage.command} {usage.example}".rstrip()]
    lines += ["", say("keeper-help-words", language)] if usage.words else []
    for word, key in usage.words.items():
        lines += write_entry(word, say(key, language), width)
    flags |= {flag: key for flag, key in (dict(usage.flags) | _COMMON).items() if flag not in usage.without}
    return [*lines, *_flags(flags, language, width, usage.formats)]


def _line(usage: Usage) -> str:
    """Write a command with what may follow; what may be left out stands in brackets."""
    words = [word if word == "ID" else f"[{word}]" for word in usage.words]
    return " ".join(["batalin", usage.command, *words])


def _flags(flags: Mapping[str, str], language: str, width: int, formats: tuple[str, ...] = ()) -> list[str]:
    lines = ["", say("keeper-help-flags", language)]
    facts = {"formats": ", ".join(formats), "default": "".join(formats[:1]), "languages": ", ".join(LANGUAGES)}
    for flag, key in flags.items():
        lines += write_entry(flag, say(key, language, **facts), width)
    return lines
