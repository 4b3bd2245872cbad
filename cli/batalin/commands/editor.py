"""`batalin rules schema`: JSON Schemas of the rule files, for editors that complete and underline."""

from __future__ import annotations

from batalin.commands.reading import Source, read_meanings, read_rules
from batalin.commands.requests import EditorSchemaRequest
from batalin.delivery import deliver, print_data
from batalin.errors import ExitCode, RulebookError
from batalin.files import rewrite
from batalin.rulebook.examination import examine, place
from batalin.rulebook.vocabulary import FILES
from batalin.terminal import Terminal
from batalin.words import say
from batalin.workshop.editing.names import collect_names
from batalin.workshop.editing.schema import FOLDER, Schema, build_schemas, find_unmarked, write_schema


def run(request: EditorSchemaRequest, terminal: Terminal) -> ExitCode:
    """Print the schemas as one JSON object by kind of file, or store them beside the rules.

    Args:
        request: Which rules, and whether to store.
        terminal: Where to print.

    Raises:
        UsageError: The folder holds no rulebook.
        RulebookError: A file that declares names does not fit its shape.
        FileError: A schema cannot be stored.
    """
    source = read_rules(request.rules)
    schemas = _build(source, request.common.language)
    if request.write:
        deliver("\n".join(_store(schemas, source, request)) + "\n", request.common, terminal)
    else:
        print_data(schemas, request.common, terminal)
    return ExitCode.DONE


def _build(source: Source, language: str) -> dict[str, Schema]:
    """Build the schemas; situations and fragments may still be at fault, for whoever writes one needs its schema."""
    trees, findings = examine(source.texts, source.known)
    if any(name not in trees for name in FILES):
        wrong = place((finding for finding in findings if finding.file in FILES), source.texts)
        raise RulebookError("rules-broken", findings=wrong)
    keys = read_meanings()
    broken = [name for name in source.texts if name not in trees]
    return build_schemas(collect_names(trees, broken, keys, language), keys, language)


def _store(schemas: dict[str, Schema], source: Source, request: EditorSchemaRequest) -> list[str]:
    folder, language = request.rules / FOLDER, request.common.language
    paths = {kind: folder / f"{kind}.json" for kind in schemas}
    written = [path for kind, path in paths.items() if rewrite(path, write_schema(schemas[kind]))]
    lines = [say("schema-written", language, file=path.as_posix()) for path in written]
    if not written:
        lines.append(say("schema-current", language, folder=folder.as_posix()))
    unmarked = find_unmarked(source.texts)
    if unmarked:
        width = max(map(len, unmarked))
        lines.append(say("schema-unmarked", language))
        lines += [f"  {name:<{width}}  {line}" for name, line in unmarked.items()]
    return lines
