"""`batalin rules test`: the examples and stored cases of a rulebook, run; what they come to, and what not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from batalin.commands.case_folder import find_folder, find_places, read_folder
from batalin.commands.reading import named, read_fixes, read_rulebook, shown
from batalin.commands.requests import CasesRequest
from batalin.delivery import deliver, print_data
from batalin.errors import ExitCode, UsageError
from batalin.files import write_new
from batalin.present import read_present
from batalin.rulebook.rulebook import Rulebook
from batalin.terminal import Terminal
from batalin.words import say
from batalin.workshop.cases.case import Case, list_examples
from batalin.workshop.cases.casebook import run_cases
from batalin.workshop.cases.casefile import Reading, read_cases
from batalin.workshop.cases.data import to_casebook_data
from batalin.workshop.cases.proposal import propose, write_proposals
from batalin.workshop.cases.report import write_casebook, write_count

MISSING = "missing.yaml"
"""The file of proposed cases."""


def run(request: CasesRequest, terminal: Terminal) -> ExitCode:
    """Run the cases of a rulebook and print what came of them.

    Args:
        request: Which rules and cases, and how to print.
        terminal: Where to print.

    Raises:
        RulebookError: The rules are not in order in shape and names.
        UsageError: A folder is not there, or no case has the word that was asked for.
        FileError: A case file cannot be read, or the proposals cannot be written.
    """
    rulebook = read_rulebook(request.rules)
    language = request.common.language

    def clock(text: str) -> datetime:
        return read_present(text, rulebook.about["timezone"])

    folder = find_folder(request.rules, request.cases, rulebook)
    texts = read_folder(folder) if folder else {}
    reading = read_cases(texts, rulebook, clock, language)
    cases = [*reading.cases, *list_examples(rulebook, clock)]
    if not reading.findings:
        _see_that_one_matches(cases, request.only)
    book = run_cases(cases, reading.findings, rulebook, request.only)
    written = _write_missing(request, rulebook, folder, reading) if request.write_missing else []
    locate, rules = find_places(texts, request.rules), named(request.rules)
    fixes = read_fixes(language) if book.findings else {}
    if request.format == "json":
        data = to_casebook_data(book, rulebook, language, rules, locate, fixes)
        where = {"folder": shown(folder) if folder else None, "proposed": written}
        print_data(data | where, request.common, terminal)
    else:
        lines = write_casebook(book, rulebook, language, rules, locate, fixes)
        lines.append(_say_where(request, folder, len(texts)))
        if request.write_missing:
            lines.append(_say_written(folder, written, language, in_order=not book.findings))
        deliver("\n".join([*lines, write_count(book, language)]) + "\n", request.common, terminal)
    return ExitCode.DONE if book.holds else ExitCode.FAULT


def _see_that_one_matches(cases: Sequence[Case], word: str) -> None:
    if any(case.matches(word) for case in cases):
        return
    from difflib import get_close_matches

    known = {text.casefold() for case in cases for text in (*case.keywords, case.situation)}
    near = get_close_matches(word.casefold(), sorted(known), n=3)
    if near:
        raise UsageError("cases-only-near", word=word, near=", ".join(near))
    raise UsageError("cases-only-nothing", word=word)


def _write_missing(request: CasesRequest, rulebook: Rulebook, folder: Path | None, reading: Reading) -> list[str]:
    """Write a case for each situation that none comes to, and give the names of these situations.

    Nothing is written while a case cannot be read, because that one may come to a situation already.
    """
    if folder is None:
        raise UsageError("cases-nowhere", folder=shown(request.rules / "cases"))
    if reading.findings:
        return []
    reached = {page.id for case in reading.cases if (page := rulebook.winner(case.answers)) is not None}
    ways = propose(rulebook, reached, request.only)
    if ways:
        taken = [case.name for case in reading.cases]
        write_new(str(folder / MISSING), write_proposals(ways, rulebook, taken, request.common.language))
    return [way.name for way in ways]


def _say_where(request: CasesRequest, folder: Path | None, files: int) -> str:
    language = request.common.language
    if folder is None or not files:
        return say("cases-none", language, folder=shown(folder or request.rules / "cases"))
    return say("cases-from", language, files=str(files), folder=shown(folder))


def _say_written(folder: Path | None, written: Sequence[str], language: str, *, in_order: bool) -> str:
    if written and folder:
        return say("cases-written", language, count=str(len(written)), file=shown(folder / MISSING))
    return say("cases-nothing-written" if in_order else "cases-mend-first", language)
