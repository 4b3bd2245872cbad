"""`batalin rules watch`: at every save what is wrong, which cases fail and what changes for buyers."""

from __future__ import annotations

import gc
import shlex
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from batalin.commands.case_folder import find_places, read_folder, usual_folders
from batalin.commands.reading import named, read_fixes, read_rules
from batalin.commands.requests import WatchRequest
from batalin.errors import ExitCode, FileError, RulebookError, UsageError
from batalin.present import read_present
from batalin.rulebook.loading import FOLDERS, read_texts
from batalin.terminal import Terminal
from batalin.words import say
from batalin.words.formats import format_number
from batalin.workshop.cases.casefile import are_about, read_cases
from batalin.workshop.comparison.data import Edition
from batalin.workshop.editing.consequences import write_cases, write_change
from batalin.workshop.editing.watching import Files, News, Reader, Review, Section, Seen, Watching

LIBRARY = "watchfiles"
LOOK_AGAIN = 1000
"""Milliseconds without an announced change after which the files are looked at all the same.

It finds what no system announces: changes on a network drive, or a folder that was taken away and came back.
"""
NAMED_FILES = 5
RULE = "-" * 60
_CLOCK = {"id": "%H.%M.%S", "en": "%H:%M:%S"}


def run(request: WatchRequest, terminal: Terminal) -> ExitCode:
    """Follow the files of a rulebook until the rule keeper stops it.

    Args:
        request: Which rules.
        terminal: Where to print.

    Raises:
        UsageError: The library that follows files is missing, the folder cannot be read, or a file is to be written.
        FileError: The system cannot follow the files.
        KeyboardInterrupt: The rule keeper stopped it.
    """
    if request.common.output:
        raise UsageError("watch-to-file", flag="--output")
    _see_that_library_is_there()
    source = read_rules(request.rules)
    language = request.common.language
    folder = f"{request.rules.as_posix()}/"
    reader = Reader(language, folder, named(request.rules), read_fixes(language))
    watching = Watching(reader, _reviewer(request.rules, reader), source.known, source.texts)
    # The process lives on, unlike all others, and every check leaves circles of objects behind.
    gc.enable()
    _tell([say("watch-begin", language, folder=folder)], terminal)
    follow(_wake(request.rules.absolute()), lambda: read_seen(request.rules), watching, reader, terminal)
    return ExitCode.DONE


def follow(
    wakes: Iterable[bool], look: Callable[[], Seen], watching: Watching, reader: Reader, terminal: Terminal
) -> None:
    """Look at the files whenever woken, and print what is new.

    Args:
        wakes: One item for each look: whether a change was announced.
        look: Reads the files.
        watching: Knows what was told.
        reader: To whom it is told.
        terminal: Where to print.
    """
    for woken in wakes:
        begin = time.perf_counter()
        now = datetime.now().astimezone()
        news = watching.look(look(), now.date(), woken=woken)
        if news is None:
            continue
        _tell(["", RULE, _head(news, now, reader)], terminal)
        spent: list[str] = []
        for section in news.sections:
            _tell(["", *section.lines] if len(section.lines) > 1 else section.lines, terminal)
            end = time.perf_counter()
            if section.work:
                milliseconds = format_number((end - begin) * 1000, reader.language)
                spent.append(say(f"watch-{section.work}", reader.language, ms=milliseconds))
            begin = end
        _tell([f"({', '.join(spent)})"] if spent else [], terminal)


def read_seen(rules: Path) -> Seen:
    """Read the files of a rulebook and its cases, and name what cannot be read.

    Args:
        rules: The rulebook's folder.
    """
    try:
        cases = next((read_folder(folder) for folder in usual_folders(rules) if folder.is_dir()), {})
        return Seen(read_texts(rules), cases)
    except (RulebookError, FileError) as error:
        return Seen({}, {}, error.facts["file"])


def _reviewer(rules: Path, reader: Reader) -> Review:
    own, _ = usual_folders(rules)

    def review(now: Edition, before: Edition | None, cases: Files) -> Iterator[Section]:
        if before and before.texts != now.texts:
            yield Section("buyers", write_change(before, now, reader.language))
        if own.is_dir() or are_about(cases, now.rulebook):
            zone = now.rulebook.about["timezone"]
            reading = read_cases(cases, now.rulebook, lambda text: read_present(text, zone), reader.language)
            locate = find_places(cases, rules, now.texts)
            yield Section("cases", write_cases(reading, now, reader.language, locate, reader.fixes))

    return review


def _head(news: News, now: datetime, reader: Reader) -> str:
    language = reader.language
    files = ", ".join(news.files[:NAMED_FILES]) or reader.folder
    if len(news.files) > NAMED_FILES:
        files = f"{files} {say('watch-more', language, count=str(len(news.files) - NAMED_FILES))}"
    return say("watch-head", language, clock=now.strftime(_CLOCK[language]), files=files)


def _tell(lines: Sequence[str], terminal: Terminal) -> None:
    terminal.stdout.write("".join(f"{line}\n" for line in lines))
    terminal.stdout.flush()


def _see_that_library_is_there() -> None:
    try:
        import watchfiles  # noqa: F401
    except ImportError as error:
        command = shlex.join([sys.executable, "-m", "pip", "install", LIBRARY])
        raise UsageError("watch-library", command=command) from error


def _wake(folder: Path) -> Iterator[bool]:
    """Give a turn at once, at every announced change, and after a while without one.

    Folders are followed one by one and not with all that is below them, and anew where one of them is another than
    before: a system follows a folder, not its name, so that one which took the place of another would not be seen.
    """
    from watchfiles import watch

    yield True
    while True:
        places = _places(folder)
        marks = _marks(places)
        try:
            for changes in watch(
                *places, watch_filter=None, recursive=False, rust_timeout=LOOK_AGAIN, yield_on_timeout=True
            ):
                yield bool(changes)
                if _marks(_places(folder)) != marks:
                    break
        except FileNotFoundError:
            continue
        except (OSError, RuntimeError) as error:
            raise FileError("watch-impossible", folder=str(folder), reason=str(error)) from error


def _places(folder: Path) -> list[Path]:
    """Give the folders that hold rule files and cases, or while there are none the nearest one above them."""
    wanted = (folder, *(folder / sub for sub in FOLDERS), *usual_folders(folder))
    inside = [place for place in wanted if place.is_dir()]
    return inside or [next(place for place in folder.parents if place.is_dir())]


def _marks(places: Iterable[Path]) -> dict[Path, tuple[int, int]]:
    """Give what tells each folder from another one of the same name."""
    marks = {}
    for place in places:
        try:
            status = place.stat()
        except OSError:
            continue
        marks[place] = (status.st_dev, status.st_ino)
    return marks
