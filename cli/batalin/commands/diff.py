"""`batalin rules diff`: which buyers are told something else, between two folders or since a commit."""

from __future__ import annotations

from pathlib import Path

from batalin.commands.reading import named
from batalin.commands.requests import DiffRequest
from batalin.delivery import print_blocks, print_data
from batalin.errors import ExitCode, RulebookError, UsageError
from batalin.rulebook.loading import load, parse, read_texts
from batalin.rulebook.rulebook import Rulebook
from batalin.terminal import Terminal
from batalin.workshop.comparison.comparison import compare
from batalin.workshop.comparison.data import Edition, to_data
from batalin.workshop.comparison.merging import Unmergeable
from batalin.workshop.comparison.report import write_comparison


class BrokenRules(RulebookError):
    """One of two rulebooks is not in order, so that nothing can be compared."""

    exit_code = ExitCode.USAGE


def run(request: DiffRequest, terminal: Terminal) -> ExitCode:
    """Compare two rulebooks and print what differs.

    Args:
        request: Which two, and how to print.
        terminal: Where to print.

    Returns:
        Done where no buyer is asked, offered or told anything else, else a fault.

    Raises:
        UsageError: It is not clear what to compare, or one of the two cannot be found.
        BrokenRules: One of the two is not in order.
    """
    old, new = _read(request)
    try:
        comparison = compare(old.rulebook, new.rulebook)
    except Unmergeable as error:
        raise UsageError("diff-unmergeable", names=", ".join(error.questions)) from error
    language = request.common.language
    if request.format == "json":
        print_data(to_data(comparison, old, new, language), request.common, terminal)
    else:
        print_blocks(write_comparison(comparison, old, new, language), request.format, request.common, terminal)
    return ExitCode.FAULT if comparison.touches_buyers else ExitCode.DONE


def _read(request: DiffRequest) -> tuple[Edition, Edition]:
    if request.revision and (request.old or request.new):
        raise UsageError("diff-too-much")
    if request.revision:
        from batalin.commands.history import read_past

        new = _read_folder(request.rules)
        past = read_past(request.rules, request.revision)
        return _read_like(new, past.texts, past.name, "diff-broken-then"), new
    if not (request.old and request.new):
        raise UsageError("diff-what")
    new, folder = _read_folder(Path(request.new)), Path(request.old)
    return _read_like(new, _read_texts(folder), str(folder), "diff-broken"), new


def _read_folder(folder: Path) -> Edition:
    texts = _read_texts(folder)
    try:
        return Edition(str(folder), load(folder), texts, named(folder))
    except RulebookError as error:
        raise BrokenRules("diff-broken", error.findings, name=str(folder)) from error


def _read_texts(folder: Path) -> dict[str, bytes]:
    try:
        return read_texts(folder)
    except RulebookError as error:
        raise UsageError("folder-without-rules", **error.facts) from error


def _read_like(new: Edition, texts: dict[str, bytes], name: str, broken: str) -> Edition:
    """Read old rules; a file that is still the same is not read once more."""
    same = {file: new.rulebook.trees[file] for file, text in texts.items() if new.texts.get(file) == text}
    try:
        return Edition(name, Rulebook(parse(texts, same)), texts)
    except RulebookError as error:
        raise BrokenRules(broken, error.findings, name=name) from error
