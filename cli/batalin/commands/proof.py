"""`batalin rules proof`: what is proved of a rulebook, in figures."""

from __future__ import annotations

import shlex

from batalin.commands.reading import named, read_fixes, read_rules
from batalin.commands.requests import ProofRequest
from batalin.delivery import deliver, print_blocks, print_data
from batalin.errors import ExitCode
from batalin.terminal import Terminal
from batalin.version import VERSION
from batalin.words import say
from batalin.workshop.certificate.certificate import certify
from batalin.workshop.certificate.report import to_data, write_certificate
from batalin.workshop.checks.checking import check
from batalin.workshop.checks.report import write_check


def run(request: ProofRequest, terminal: Terminal) -> ExitCode:
    """Prove a rulebook and print its certificate; where that cannot be done, what is to be mended first.

    Args:
        request: Which rules, and how to print.
        terminal: Where to print.

    Raises:
        UsageError: The folder cannot be read, or `--now` is no ISO time.
    """
    source = read_rules(request.rules, request.now)
    result = check(source.texts, source.today, source.known, whole=source.whole)
    certificate = certify(source.texts, result, VERSION, source.today)
    language, rules = request.common.language, named(request.rules)
    if request.format == "json":
        print_data(to_data(certificate, language), request.common, terminal)
    elif certificate.figures is None:
        lines = write_check(result, language, f"{request.rules.as_posix()}/", rules, read_fixes(language))
        deliver("\n".join([*lines, say("proof-impossible", language)]) + "\n", request.common, terminal)
    else:
        command = shlex.join(["batalin", "rules", "check", *([rules] if rules else [])])
        blocks = write_certificate(certificate, certificate.figures, language, command)
        print_blocks(blocks, request.format, request.common, terminal)
    return ExitCode.DONE if certificate.holds else ExitCode.FAULT
