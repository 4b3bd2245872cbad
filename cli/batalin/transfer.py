"""A message and its dates on their way to the phone: clipboard, QR code, link, calendar."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePath

from batalin.diagnosis.diagnosis import Diagnosis
from batalin.errors import FileError, UsageError
from batalin.files import find_flaw, replace, write_new_bytes
from batalin.request import ON_SCREEN, DiagnosisRequest, Transfer
from batalin.terminal import Terminal
from batalin.words import say

_CODE_ENDINGS = (".png", ".svg")
_CALENDAR_ENDING = ".ics"


def check_transfer(transfer: Transfer, terminal: Terminal, *, private: bool) -> None:
    """See that what is asked for can be done, before anything is printed.

    Raises:
        UsageError: A code has no screen, a file has no fitting ending, or a link would show what should stay hidden.
    """
    if transfer.code == ON_SCREEN and not terminal.draws:
        raise UsageError("code-no-screen")
    if transfer.code not in ("", ON_SCREEN) and PurePath(transfer.code).suffix.lower() not in _CODE_ENDINGS:
        raise UsageError("code-ending", file=transfer.code, values=", ".join(_CODE_ENDINGS))
    # Without an ending the name says nothing wrong, and may be that of a device or a pipe.
    if PurePath(transfer.calendar).suffix.lower() not in ("", ".", _CALENDAR_ENDING):
        raise UsageError("calendar-ending", file=transfer.calendar, ending=_CALENDAR_ENDING)
    if transfer.share and private:
        raise UsageError("share-private")


def split_letters(diagnosis: Diagnosis, max_chars: int) -> Diagnosis:
    """Cut the messages of a diagnosis into numbered parts, with an empty line between them.

    Args:
        diagnosis: What is to be shown.
        max_chars: Most characters of a part; 0 leaves them whole.
    """
    letters = tuple(one._replace(body=join(list_parts(one.body, max_chars))) for one in diagnosis.letters)
    return diagnosis._replace(letters=letters)


def list_parts(body: str, max_chars: int) -> list[str]:
    """Give a message as its numbered parts, or as the only one where it fits or need not be split."""
    from batalin.handover.parts import split

    return split(body, max_chars) if max_chars else [body]


def join(parts: Iterable[str]) -> str:
    """Put parts one below the other, as they are shown, copied and shared."""
    return "\n\n".join(parts)


def check_files(diagnosis: Diagnosis, request: DiagnosisRequest, terminal: Terminal, key: str) -> None:
    """See, before the first of several files is written, that none of what is asked for would fail.

    Args:
        diagnosis: What is to be written and handed over.
        request: What is asked for.
        terminal: Where to draw.
        key: Tells this order's events in a calendar from those of others.

    Raises:
        UsageError: A result cannot be made.
        FileError: A file exists, is named twice, or cannot be written.
    """
    files = [request.common.output if request.common.to_file else "", request.save_answers]
    if any(files):
        _check_hand_over(diagnosis, request.transfer, key, terminal, plain=request.common.plain, files=files)


def _check_hand_over(
    diagnosis: Diagnosis,
    transfer: Transfer,
    key: str,
    terminal: Terminal,
    *,
    plain: bool,
    files: Sequence[str] = (),
) -> None:
    picture = transfer.code if transfer.code != ON_SCREEN else ""
    named = [file for file in (*files, picture, transfer.calendar) if file]
    places = [os.path.realpath(file) for file in named]
    for position, file in enumerate(named):
        flaw = None if file == transfer.calendar and _is_own_calendar(file, key) else find_flaw(file)
        if flaw is None and places[position] in places[:position] and not Path(file).exists():  # no device
            flaw = FileError("file-twice", file=file)
        if flaw:
            raise flaw
    parts = list_parts(diagnosis.letters[0].body, transfer.max_chars)
    if transfer.code == ON_SCREEN:
        draw_codes(diagnosis, parts, terminal, plain=plain)
    elif picture:
        from batalin.handover.code import make_code

        make_code(join(parts))
    if transfer.calendar:
        from batalin.output.calendar import write_calendar

        write_calendar(diagnosis, key)


def hand_over(
    diagnosis: Diagnosis,
    transfer: Transfer,
    key: str,
    terminal: Terminal,
    *,
    plain: bool,
    seen: bool,
    revision: int = 0,
) -> None:
    """Do everything that is asked for, and say on standard error how it went.

    Args:
        diagnosis: Whose first message and deadlines to hand over, with nothing masked.
        transfer: What is asked for.
        key: Tells this order's events in a calendar from those of others.
        terminal: Where to draw and to speak.
        plain: Whether to do without escapes.
        seen: Whether the whole message stands on the screen.
        revision: How often the same events may have been written before.

    Raises:
        UsageError: The message is too long for a code, or no deadline has a date; then no file is written.
        FileError: A file exists or cannot be written.
    """
    told: list[str] = []
    drawn: list[str] = []
    language = diagnosis.language
    parts = list_parts(diagnosis.letters[0].body, transfer.max_chars)
    try:
        told += _hand_over_text(parts, transfer, terminal, language, seen=seen)
        _check_hand_over(diagnosis, transfer, key, terminal, plain=plain)
        if transfer.calendar:
            write_reminders(diagnosis, key, transfer.calendar, revision)
            told.append(say("calendar-written", language, file=transfer.calendar))
        if transfer.code == ON_SCREEN:
            drawn = [line for code in draw_codes(diagnosis, parts, terminal, plain=plain) for line in ["", *code]]
        elif transfer.code:
            save_code(join(parts), transfer.code)
            kind = "code-written" if len(parts) == 1 else "code-written-parts"
            told.append(say(kind, language, file=transfer.code, parts=str(len(parts))))
    finally:  # what was done before something failed is told all the same
        if told or drawn:
            _tell(told, drawn, terminal)


def _hand_over_text(
    parts: Sequence[str], transfer: Transfer, terminal: Terminal, language: str, *, seen: bool
) -> Iterator[str]:
    text = join(parts)
    if transfer.copy:
        yield copy_text(text, terminal, language, seen=seen)
    if len(parts) > 1 and (transfer.copy or transfer.share):
        yield say("parts-together", language, parts=str(len(parts)))
    if transfer.share:
        from batalin.handover.link import write_link

        yield say(f"share-{transfer.share}", language)
        yield write_link(text)


def _tell(told: Sequence[str], drawn: Sequence[str], terminal: Terminal) -> None:
    from batalin.output.layout import wrap

    lines = [line for text in told for line in wrap(text, terminal.columns)]
    # A code comes last, so that nothing pushes its top off the screen.
    terminal.stderr.write("\n".join([*([""] if lines else ()), *lines, *drawn]) + "\n")
    terminal.stderr.flush()


def copy_text(text: str, terminal: Terminal, language: str, *, seen: bool) -> str:
    """Put text on the best clipboard there is, and give the sentence that says which it was.

    Args:
        text: The message.
        terminal: What is known about displays and connections.
        language: The buyer's language.
        seen: Whether the whole message stands on the screen.
    """
    from batalin.handover.clipboard import copy, tell

    return tell(copy(text, terminal.environment), language, seen=seen)


def draw_codes(diagnosis: Diagnosis, parts: Sequence[str], terminal: Terminal, *, plain: bool) -> list[list[str]]:
    """Draw the first message as QR codes, one for each part, or a shorter one where the screen is too small.

    Args:
        diagnosis: Whose message to draw.
        parts: Its numbered parts, or its whole body.
        terminal: How large its screen is.
        plain: Whether to do without escapes.

    Returns:
        The lines of each code, what it holds below it.

    Raises:
        UsageError: The screen is too small for any useful code of this message.
    """
    from batalin import drawing

    return drawing.draw_codes(diagnosis.letters[0], parts, terminal, diagnosis.language, plain=plain)


def save_code(body: str, file: str) -> None:
    """Write a message as a QR code into a new file.

    Raises:
        UsageError: The message is too long for any code.
        FileError: The file exists or cannot be written.
    """
    from batalin.handover.code import make_code

    code = make_code(body)
    svg = PurePath(file).suffix.lower() == ".svg"
    write_new_bytes(file, code.svg(standalone=True).encode("utf-8") if svg else code.png())


def write_reminders(diagnosis: Diagnosis, key: str, file: str, revision: int = 0) -> None:
    """Write the deadlines into a new calendar file, or into the one that holds earlier ones of the same order.

    Raises:
        UsageError: No deadline has a date.
        FileError: A file of another kind exists, or it cannot be written.
    """
    from batalin.output.calendar import write_calendar

    data = write_calendar(diagnosis, key, revision)
    if _is_own_calendar(file, key):
        replace(file, data)
    else:
        write_new_bytes(file, data)


def _is_own_calendar(file: str, key: str) -> bool:
    path = Path(file)
    if not path.is_file():
        return False
    from batalin.output.calendar import is_own

    try:
        return is_own(path.read_bytes(), key)
    except OSError:
        return False
