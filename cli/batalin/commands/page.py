"""`batalin rules new`: the page of a new situation, to be filled in."""

from __future__ import annotations

import re
import shlex

from batalin.commands.reading import Source, named, read_meanings, read_rules
from batalin.commands.requests import NewPageRequest
from batalin.delivery import deliver
from batalin.diagnosis.cleaning import clean
from batalin.errors import ExitCode, UsageError
from batalin.files import write_new
from batalin.rulebook.examination import examine
from batalin.rulebook.grammar import ID_PATTERN
from batalin.rulebook.vocabulary import ALL, FILES, SITUATIONS
from batalin.terminal import Terminal
from batalin.words import say
from batalin.workshop.editing.names import Names, collect_names
from batalin.workshop.editing.page import write_page

_EXAMPLE = "shipped-rainy"
_FOR_ALL = 0o666


def run(request: NewPageRequest, terminal: Terminal) -> ExitCode:
    """Write the page and say where it is.

    Args:
        request: Which rules, and the id of the page.
        terminal: Where to print.

    Raises:
        UsageError: The id is missing, no id, or taken; or the folder holds no rulebook.
        FileError: The page cannot be written.
    """
    language = request.common.language
    _check_id(request.id)
    source = read_rules(request.rules)
    name = f"{SITUATIONS}{request.id}.yaml"
    file = (request.rules / name).as_posix()
    if name in source.texts:
        raise UsageError("page-exists", given=request.id, file=file)
    command = shlex.join(["batalin", "rules", "check", *filter(None, [named(request.rules)])])
    write_new(file, _write(source, request.id, language), _FOR_ALL)
    lines = [say("page-written", language, file=file), say("page-next", language, command=command)]
    deliver("\n".join(lines) + "\n", request.common, terminal)
    return ExitCode.DONE


def _check_id(given: str) -> None:
    if not given:
        raise UsageError("page-id-missing", example=_EXAMPLE)
    if not re.fullmatch(ID_PATTERN, given):
        raise UsageError("page-id-bad", given=clean(given), example=_EXAMPLE)
    if given == ALL:
        raise UsageError("page-id-taken", given=given)


def _write(source: Source, page_id: str, language: str) -> str:
    """Write the page; where the rules cannot be read for examples, it does without them."""
    trees, _ = examine(source.texts, source.known)
    keys = read_meanings()
    broken = [name for name in source.texts if name not in trees]
    names = Names({}, {}) if set(FILES) & set(broken) else collect_names(trees, broken, keys, language)
    asked = trees.get("questions.yaml", {"questions": []})["questions"]
    core = tuple(question["id"] for question in asked if question["kind"] == "core")
    return write_page(page_id, names, keys, core, language)
