"""A diagnosis in the form that was asked for."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from batalin.delivery import deliver, print_blocks, print_data
from batalin.diagnosis.diagnosis import Diagnosis
from batalin.errors import UsageError
from batalin.request import FORMATS, DiagnosisRequest
from batalin.terminal import Terminal
from batalin.words import say
from batalin.words.formats import format_moment

if TYPE_CHECKING:
    from batalin.output.report import Block

_ENDINGS = {".html": "html", ".svg": "svg", ".md": "markdown", ".txt": "text", ".json": "json"}
_OTHER_ENDINGS = {".htm": ".html", ".markdown": ".md"}


def choose_format(wanted: str, output: str, usual: str = "text", forms: tuple[str, ...] = FORMATS) -> str:
    """Give the form of a result: what the buyer names, else what the ending of the file says, else the usual one.

    Args:
        wanted: What `--format` says, or an empty string.
        output: The file, or an empty string.
        usual: The form where neither says one.
        forms: Forms that this result can have.

    Raises:
        UsageError: The ending stands for a form that this result cannot have.
    """
    ending = PurePath(output).suffix.lower()
    if wanted or ending in ("", "."):
        return wanted or usual
    form = _ENDINGS.get(_OTHER_ENDINGS.get(ending, ending), "")
    if form not in forms:
        values = ", ".join(one for one, form in _ENDINGS.items() if form in forms)
        raise UsageError("output-ending", file=output, ending=ending, values=values)
    return form


def print_diagnosis(diagnosis: Diagnosis, request: DiagnosisRequest, terminal: Terminal) -> None:
    """Put a diagnosis on the standard output or into the file the buyer names.

    Args:
        diagnosis: What to print.
        request: Its form and place.
        terminal: Where to write.

    Raises:
        FileError: The file exists or cannot be written.
    """
    form = choose_format(request.format, request.common.output)
    if form == "json":
        from batalin.output.data import to_data

        data = to_data(diagnosis, why=request.why, what_if=request.what_if, steps=request.steps)
        print_data(data, request.common, terminal)
    elif form == "message":
        deliver(diagnosis.letters[0].body + "\n", request.common, terminal)
    elif form in ("html", "svg"):
        report = write_report(diagnosis, form, steps=request.steps, why=request.why, what_if=request.what_if)
        deliver(report, request.common, terminal)
    else:
        blocks = _build(diagnosis, steps=request.steps, why=request.why, what_if=request.what_if)
        print_blocks(blocks, form, request.common, terminal)
    if request.common.to_file:
        tell_written(request.common.output, request.common.language, terminal)


def tell_written(file: str, language: str, terminal: Terminal) -> None:
    """Name on standard error a file that was written, so that who repeats the command knows of it."""
    terminal.stderr.write(say("keep-done", language, file=file) + "\n")


def write_report(
    diagnosis: Diagnosis, form: str, *, steps: bool = False, why: bool = False, what_if: bool = False
) -> str:
    """Write a report that any device can open, with a QR code of the message in it.

    Args:
        diagnosis: What to report.
        form: `html` or `svg`.
        steps: Whether only the checklist for the phone is wanted.
        why: Whether to tell how the rules came to it.
        what_if: Whether to list what would change it.
    """
    from batalin.handover.code import make_code

    blocks = _build(diagnosis, steps=steps, why=why, what_if=what_if)
    code = make_code(diagnosis.letters[0].body).svg()
    if form == "html":
        from batalin.output.page import write_page

        made = format_moment(diagnosis.now, diagnosis.language)
        return write_page(blocks, diagnosis.title, diagnosis.language, code, made)
    from batalin.output.layout import MAX_COLUMNS, lay_out
    from batalin.output.picture import write_picture

    return write_picture(list(lay_out(blocks, MAX_COLUMNS)), diagnosis.title, code)


def _build(diagnosis: Diagnosis, *, steps: bool, why: bool, what_if: bool) -> list[Block]:
    if steps:
        from batalin.output.checklist import build_checklist

        return build_checklist(diagnosis)
    from batalin.output.report import build_report

    return build_report(diagnosis, why=why, what_if=what_if)
