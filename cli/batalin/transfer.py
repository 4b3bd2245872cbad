"""A message and its dates on their way to the phone: clipboard, QR code, link, calendar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePath

from batalin.diagnosis.diagnosis import Diagnosis
from batalin.errors import UsageError
from batalin.files import write_new_bytes
from batalin.request import ON_SCREEN, Transfer
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
        max_chars: Most characters of a part.
    """
    from batalin.handover.parts import split

    letters = tuple(one._replace(body="\n\n".join(split(one.body, max_chars))) for one in diagnosis.letters)
    return diagnosis._replace(letters=letters)


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
        UsageError: The message is too long for a code, or no deadline has a date.
        FileError: A file exists or cannot be written.
    """
    told: list[str] = []
    drawn: list[str] = []
    try:
        if transfer.calendar:
            write_reminders(diagnosis, key, transfer.calendar, revision)
            told.append(say("calendar-written", diagnosis.language, file=transfer.calendar))
        told += _hand_over_text(diagnosis, transfer, terminal, seen)
        if transfer.code == ON_SCREEN:
            sentence, drawn = draw_code(diagnosis.letters[0].body, terminal, diagnosis.language, plain=plain)
            told.append(sentence)
        elif transfer.code:
            save_code(diagnosis.letters[0].body, transfer.code)
            told.append(say("code-written", diagnosis.language, file=transfer.code))
    finally:  # what was done before something failed is told all the same
        if told:
            _tell(told, drawn, terminal)


def _hand_over_text(diagnosis: Diagnosis, transfer: Transfer, terminal: Terminal, seen: bool) -> Iterator[str]:
    body, language = diagnosis.letters[0].body, diagnosis.language
    if transfer.copy:
        yield copy_text(body, terminal, language, seen=seen)
    if transfer.share:
        from batalin.handover.link import write_link

        yield say(f"share-{transfer.share}", language)
        yield write_link(body)


def _tell(told: Iterable[str], drawn: Iterable[str], terminal: Terminal) -> None:
    from batalin.output.layout import wrap

    lines = [line for text in told for line in wrap(text, terminal.columns)]
    # A code comes last, so that nothing pushes its top off the screen.
    terminal.stderr.write("\n".join(["", *lines, *drawn]) + "\n")
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


def draw_code(body: str, terminal: Terminal, language: str, *, plain: bool) -> tuple[str, list[str]]:
    """Draw a message as a QR code, a shorter version of it where the screen is too small for the whole.

    Args:
        body: The message.
        terminal: How large its screen is.
        language: The buyer's language.
        plain: Whether to do without escapes.

    Returns:
        What to say in front of it, and its lines; one line of the screen stays free below them.

    Raises:
        UsageError: The screen is too small for any code of this message.
    """
    from batalin.handover.code import longest_that_fits, make_code
    from batalin.handover.parts import shorten

    escapes = not (plain or terminal.plain)
    room = longest_that_fits(terminal.columns, terminal.rows - 1)
    shown = shorten(body, room)
    if shown is None:
        raise UsageError("code-no-room", columns=str(terminal.columns), rows=str(terminal.rows))
    counts = {"shown": str(shown.count("\n") + 1), "lines": str(body.count("\n") + 1)}
    sentence = say("code-whole", language) if shown == body else say("code-short", language, **counts)
    if not escapes:
        sentence = f"{sentence} {say('code-dark', language)}"
    return sentence, make_code(shown).draw(escapes)


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
    """Write the deadlines into a new calendar file.

    Raises:
        UsageError: No deadline has a date.
        FileError: The file exists or cannot be written.
    """
    from batalin.output.calendar import write_calendar

    write_new_bytes(file, write_calendar(diagnosis, key, revision))
