"""The program without error handling: a request and a terminal in, words out."""

from __future__ import annotations

from batalin.delivery import print_blocks, print_data
from batalin.errors import UsageError
from batalin.request import DiagnosisRequest, GuideRequest, Request, SchemaRequest
from batalin.rulebook.rulebook import Rulebook
from batalin.terminal import Terminal


def run(request: Request, rulebook: Rulebook, terminal: Terminal) -> None:
    """Do what was asked for.

    Args:
        request: What the command line says.
        rulebook: The rules it names.
        terminal: Where to read and write.

    Raises:
        BatalinError: Something a user can mend.
        Stopped: The buyer left the interview.
    """
    match request:
        case DiagnosisRequest():
            _consult(request, rulebook, terminal)
        case GuideRequest():
            from batalin.output.guide import build_guide

            blocks = build_guide(rulebook, request.section, request.common.language)
            print_blocks(blocks, request.format, request.common, terminal)
        case SchemaRequest():
            from batalin.output.schema import build_schema

            print_data(build_schema(rulebook), request.common, terminal)


def _consult(request: DiagnosisRequest, rulebook: Rulebook, terminal: Terminal) -> None:
    if request.understood and not request.describe:
        raise UsageError("understood-alone")
    told = request.answers or request.details or request.answers_file or request.no_input
    if not (request.describe or told) and terminal.can_ask:
        from batalin.listening import ask_description

        request = ask_description(request, rulebook, terminal)
    if request.describe:
        from batalin.listening import listen

        heard = listen(request, rulebook, terminal)
        if heard is None:
            return
        request = heard
    from batalin.consultation import Consultation

    Consultation.begin(request, rulebook, terminal).run()
