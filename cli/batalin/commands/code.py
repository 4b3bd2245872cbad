"""`batalin explain CODE`: what a finding means and how it is mended; without a code, all of them in a line each."""

from __future__ import annotations

from batalin.commands.reading import read_pages
from batalin.commands.requests import CodeRequest
from batalin.delivery import print_blocks
from batalin.diagnosis.cleaning import clean
from batalin.errors import ExitCode, UsageError
from batalin.terminal import Terminal
from batalin.words.formats import format_either
from batalin.workshop.codes.pages import find_near
from batalin.workshop.codes.report import write_code, write_codes


def run(request: CodeRequest, terminal: Terminal) -> ExitCode:
    """Print the page of a code, or the list of all codes.

    Args:
        request: Which code.
        terminal: Where to print.

    Raises:
        UsageError: There is no such code; it names the nearest.
    """
    pages, language, code = read_pages(), request.common.language, clean(request.code)
    if not code:
        blocks = write_codes(pages.values(), language)
    elif code in pages:
        blocks = write_code(pages[code], language)
    elif near := find_near(code, pages):
        raise UsageError("code-near", given=code, near=format_either(near, language))
    else:
        raise UsageError("code-unknown", given=code)
    print_blocks(blocks, "text", request.common, terminal)
    return ExitCode.DONE
