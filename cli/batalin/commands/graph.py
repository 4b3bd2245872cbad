"""`batalin rules graph`: the interview as a drawing, with one buyer's way through it."""

from __future__ import annotations

from batalin.commands.reading import read_rulebook
from batalin.commands.requests import GraphRequest
from batalin.delivery import deliver
from batalin.errors import BatalinError, ExitCode, UsageError
from batalin.present import read_present
from batalin.rulebook.rulebook import Rulebook
from batalin.terminal import Terminal
from batalin.workshop.drawing.graph import draw

DOT = "dot"
"""The program of Graphviz that lays a drawing out."""


def run(request: GraphRequest, terminal: Terminal) -> ExitCode:
    """Draw the interview of a rulebook.

    Args:
        request: Which rules, whose answers, and how to draw.
        terminal: Where to print.

    Raises:
        BatalinError: The rules are not in order, or Graphviz is not there or fails.
        FileError: The answers file cannot be read, or the result cannot be written.
        UsageError: The folder holds no rulebook, the answers do not fit it or leave a core
            question open, or `--now` is no ISO time.
    """
    program = _find_program() if request.format == "svg" else ""
    rulebook = read_rulebook(request.rules)
    drawing = draw(rulebook, request.common.language, _read_way(request, rulebook))
    if request.format == "mermaid":
        from batalin.workshop.drawing.mermaid import to_mermaid

        deliver(to_mermaid(drawing), request.common, terminal)
    else:
        from batalin.workshop.drawing.dot import to_dot

        source = to_dot(drawing)
        deliver(_lay_out(source, program) if program else source, request.common, terminal)
    return ExitCode.DONE


def _read_way(request: GraphRequest, rulebook: Rulebook) -> dict[str, str] | None:
    now = read_present(request.now, rulebook.about["timezone"])
    if not request.answers_file:
        return None
    from batalin.intake import read_input

    answers, _ = read_input(rulebook, now, request.answers_file, {}, {})
    missing = [question.flags[0] for question in rulebook.questions if question.core and question.id not in answers]
    if missing:
        raise UsageError("graph-way-open", file=request.answers_file, flags=", ".join(missing))
    return answers


def _find_program() -> str:
    import shutil

    program = shutil.which(DOT)
    if program is None:
        raise BatalinError("graph-no-program")
    return program


def _lay_out(source: str, program: str) -> str:
    """Let Graphviz turn a drawing into SVG."""
    import subprocess

    done = subprocess.run([program, "-Tsvg"], input=source, capture_output=True, encoding="utf-8", check=False)
    if done.returncode or "<svg" not in done.stdout:
        raise BatalinError("graph-program-failed", program=program, reason=" ".join(done.stderr.split())[:200])
    return done.stdout
