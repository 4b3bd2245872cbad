"""Read the command line, run the program, turn every error into words and an exit code."""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO

from batalin.common import CheckRequest, Common
from batalin.errors import BatalinError, ExitCode, Stopped, UsageError
from batalin.rulebook.loading import find_rules, load
from batalin.rulebook.rulebook import Rulebook
from batalin.rulebook.vocabulary import LANGUAGES
from batalin.terminal import Terminal
from batalin.words import DEFAULT_LANGUAGE, say

COMPLETION = "_BATALIN_COMPLETE"
KEEPERS_COMMANDS = ("rules", "explain")
CASE_COMMAND = "case"


def main() -> None:
    """Run `batalin` and leave with its exit code."""
    # The process is short and what it loads stays: collecting garbage while importing only costs time.
    gc.disable()
    terminal = Terminal.from_system()
    code = respond(sys.argv[1:], os.environ, terminal)
    for stream in (terminal.stdout, terminal.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            _silence(stream)
    # Nothing is left to do, and taking all objects apart one by one would cost a tenth of a short run.
    os._exit(code)


def respond(arguments: Sequence[str], environment: Mapping[str, str], terminal: Terminal) -> ExitCode:
    """Do what a command line asks for and say how it went.

    Args:
        arguments: Without the program's name.
        environment: BATALIN_LANG, LC_ALL, LC_MESSAGES, LANG and BATALIN_DEBUG are read from it.
        terminal: Where to read and write.
    """
    language = choose_language(arguments, environment)
    if COMPLETION in environment:  # a shell that completes a word shows what it is told in the middle of the line
        terminal = terminal._replace(stderr=io.StringIO())
    try:
        code = _run_or_explain(arguments, environment, terminal, language)
        terminal.stdout.flush()
        return code
    except (KeyboardInterrupt, EOFError):
        _tell(terminal, "\n" + say("stopped", language))
        return ExitCode.STOPPED
    except BrokenPipeError:
        _silence(terminal.stdout)
        return ExitCode.DONE
    except OSError as error:
        _silence(terminal.stdout)
        key = "file-full" if error.errno == 28 else "file-trouble"
        _tell(terminal, say(key, language, file=say("standard-output", language), reason=error.strerror or ""))
        return ExitCode.FAULT
    except Exception as error:  # the last resort: whatever happens, the buyer reads a sentence
        if environment.get("BATALIN_DEBUG"):
            raise
        _tell(terminal, say("fault", language, version=_version(), kind=type(error).__name__))
        _tell(terminal, say("fault-remedy", language))
        return ExitCode.FAULT


def _run_or_explain(
    arguments: Sequence[str], environment: Mapping[str, str], terminal: Terminal, language: str
) -> ExitCode:
    """Run, and put what a user can mend into words; whatever fails in that is a fault like any other."""
    try:
        _check_language(arguments)
        return _run(arguments, environment, terminal, language)
    except BatalinError as error:
        from batalin.trouble import explain

        _tell(terminal, explain(error, language))
        return error.exit_code
    except Stopped as stopped:
        lines = [say("stopped", language)]
        if stopped.command:
            lines += [say("resume", language), stopped.command]
        _tell(terminal, "\n" + "\n".join(lines))
        return ExitCode.STOPPED


def choose_language(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Choose the screen's language: --lang, BATALIN_LANG, an English locale, else Indonesian."""
    wanted = _value_of("--lang", _typed(arguments, environment)) or environment.get("BATALIN_LANG", "")
    if wanted in LANGUAGES:
        return wanted
    locale = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    return "en" if locale.startswith("en") else DEFAULT_LANGUAGE


def _check_language(arguments: Sequence[str]) -> None:
    wanted = _value_of("--lang", arguments)
    if wanted == "":
        raise UsageError("flag-needs-value", flag="--lang")
    if wanted is not None and wanted not in LANGUAGES:
        raise UsageError("language-unknown", given=wanted)


def _typed(arguments: Sequence[str], environment: Mapping[str, str]) -> Sequence[str]:
    """Give the words of the command line, also while a shell completes one and hands them over in the environment."""
    if COMPLETION not in environment:
        return arguments
    return environment.get("_TYPER_COMPLETE_ARGS", environment.get("COMP_WORDS", "")).split()


def _value_of(flag: str, arguments: Sequence[str]) -> str | None:
    """Read a flag that must be known before the flags are; the last one counts."""
    found = None
    for index, word in enumerate(arguments):
        if word == flag and index + 1 < len(arguments):
            found = arguments[index + 1]
        elif word.startswith(f"{flag}="):
            found = word.removeprefix(f"{flag}=")
    return found


def _run(arguments: Sequence[str], environment: Mapping[str, str], terminal: Terminal, language: str) -> ExitCode:
    typed = _typed(arguments, environment)
    folder = Path(_value_of("--rules", typed) or find_rules())
    wants_help = "--help" in arguments or "-h" in arguments
    words = _words(arguments)
    if COMPLETION not in environment and words and words[0] in KEEPERS_COMMANDS:
        if wants_help:
            terminal.stdout.write(_help_keepers(words, terminal, language))
            return ExitCode.DONE
        return _run_keepers_command(arguments, terminal, language, folder)
    about_cases = COMPLETION not in environment and words[:1] == [CASE_COMMAND] and "--version" not in arguments
    if about_cases and wants_help:  # nothing in it is from the rules, which may be broken just now
        terminal.stdout.write(_help_cases(words[1:], terminal, language))
        return ExitCode.DONE
    rulebook = load(folder)
    if about_cases:
        return _run_case_command(arguments, terminal, language, rulebook, folder)
    if "--version" in arguments:
        about = rulebook.about
        facts = {"version": _version(), "rules": f"{about['id']} {about['version']}", "checked": about["checked"]}
        terminal.stdout.write(say("version", language, **facts) + "\n")
    elif wants_help:
        from batalin.help import write_help

        terminal.stdout.write(write_help(rulebook, language, terminal.columns))
    else:
        request = _parse(arguments, environment, rulebook, language, folder)
        if request is not None:
            from batalin.program import run

            run(request, rulebook, terminal)
    return ExitCode.DONE


def _words(arguments: Sequence[str]) -> list[str]:
    """Give the words that are neither a flag nor the value of one of the flags that may stand in front."""
    words = iter(arguments)
    found = []
    for word in words:
        if not word.startswith("-"):
            found.append(word)
        elif word in ("--lang", "--rules"):
            next(words, None)
    return found


def _help_keepers(words: Sequence[str], terminal: Terminal, language: str) -> str:
    from batalin.rules_help import RULES, write_family

    return write_family(RULES, words, language, terminal.columns)


def _run_keepers_command(arguments: Sequence[str], terminal: Terminal, language: str, folder: Path) -> ExitCode:
    """Run a command for which the rules need not be in order.

    A check without flags needs no parser, and whoever keeps rules runs it all day.
    """
    match arguments:
        case ["rules", "check"]:
            return _check(folder, terminal, language)
        case ["rules", "check", place] if place and not place.startswith("-"):
            return _check(Path(place), terminal, language)
    from batalin.commands.running import run
    from batalin.parsing import read_command_line
    from batalin.rules_app import build_rules_app

    request = read_command_line(build_rules_app(language, folder), arguments, language)
    if request is None:
        terminal.stderr.write(_help_keepers(["rules"], terminal, language) + "\n")
        raise UsageError("rules-command-missing")
    return run(request, terminal)


def _check(folder: Path, terminal: Terminal, language: str) -> ExitCode:
    from batalin.commands.check import run

    return run(CheckRequest(Common(language), folder), terminal)


def _help_cases(words: Sequence[str], terminal: Terminal, language: str) -> str:
    from batalin.case_help import CASES
    from batalin.rules_help import write_family

    return write_family(CASES, words, language, terminal.columns)


def _run_case_command(
    arguments: Sequence[str], terminal: Terminal, language: str, rulebook: Rulebook, folder: Path
) -> ExitCode:
    from batalin.case_app import build_case_app
    from batalin.casework import run
    from batalin.flags import fill_bare
    from batalin.parsing import read_command_line

    request = read_command_line(build_case_app(rulebook, language, folder), fill_bare(arguments), language)
    if request is None:
        terminal.stderr.write(_help_cases([], terminal, language) + "\n")
        raise UsageError("case-command-missing")
    run(request, rulebook, terminal)
    return ExitCode.DONE


def _parse(
    arguments: Sequence[str], environment: Mapping[str, str], rulebook: Rulebook, language: str, folder: Path
) -> Any:
    """Let Typer read the flags; the wizard without flags needs no parser, and its first question should not wait."""
    if not arguments and COMPLETION not in environment:
        from batalin.request import DiagnosisRequest

        return DiagnosisRequest(Common(language), folder)

    from batalin.app import build_app
    from batalin.flags import fill_bare
    from batalin.parsing import name_description, read_command_line

    arguments = fill_bare(name_description(arguments))
    app = build_app(rulebook, language, folder)
    if COMPLETION in environment:
        from typer.completion import completion_init  # type: ignore[attr-defined]

        from batalin.case_app import add_case_commands
        from batalin.rules_app import add_rules_commands

        add_case_commands(app, rulebook, language, folder)
        add_rules_commands(app, language, folder)
        completion_init()
    return read_command_line(app, arguments, language)


def _version() -> str:
    from batalin.version import VERSION

    return VERSION


def _tell(terminal: Terminal, text: str) -> None:
    if terminal.rows and any(len(line) > terminal.columns for line in text.split("\n")):
        from batalin.output.layout import space_out

        text = space_out(text, terminal.columns)
    try:
        terminal.stderr.write(text + "\n")
        terminal.stderr.flush()
    except OSError:
        _silence(terminal.stderr)


def _silence(stream: TextIO) -> None:
    """Keep the interpreter from complaining about a reader that has left or a disk that is full."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (OSError, ValueError):
        return


if __name__ == "__main__":
    main()
