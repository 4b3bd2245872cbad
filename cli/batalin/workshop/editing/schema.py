"""JSON Schemas of the rule files, written from the shapes of the check, so that an editor completes and underlines."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from batalin.rulebook.grammar import FILE, FRAGMENT, SITUATION
from batalin.rulebook.shape import Condition, Either, Kinds, Many, Record, Shape, Table, Word
from batalin.rulebook.vocabulary import FRAGMENTS, SITUATIONS
from batalin.words import say
from batalin.workshop.editing.names import Answer, Keys, Meanings, Names

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FOLDER = ".schema"
KINDS: Mapping[str, Shape] = {
    **{name.removesuffix(".yaml"): shape for name, shape in FILE.items()},
    "situation": SITUATION,
    "fragment": FRAGMENT,
}
"""The kinds of rule files, each with its shape."""
_MODELINE = "# yaml-language-server: $schema="
_MARK = re.compile(rb"\A([ \t]*(#.*)?\r?\n)*?#[ \t]*(yaml-language-server|\$schema)[ \t]*:")
_FOLDERS = {SITUATIONS: "situation", FRAGMENTS: "fragment"}
_TYPES = {str: "string", int: "integer", bool: "boolean"}
_LONGEST_NUMBER = 15
_YES_AND_NO = frozenset({"yes", "no", "on", "off"})
_BOOLEAN: Schema = {"not": {"type": ["string", "number", "object", "array", "null"]}}
"""Takes `true` and `no` where they are words; unlike a type that is named, it makes no editor propose them."""


def modeline(name: str) -> str:
    """Give the line at the top of a rule file that tells an editor where its schema is.

    Args:
        name: The file below the rulebook's folder.
    """
    folder, slash, _ = name.rpartition("/")
    kind = _FOLDERS[f"{folder}/"] if slash else name.removesuffix(".yaml")
    return f"{_MODELINE}{'../' if slash else ''}{FOLDER}/{kind}.json"


def find_unmarked(texts: Mapping[str, bytes]) -> dict[str, str]:
    """Give the rule files that name no schema, those of one folder as one, each with the line they lack.

    Args:
        texts: The bytes of each file by its name below the rulebook's folder.
    """
    unmarked = [name for name, data in texts.items() if not _MARK.search(data)]
    return {f"{name[: name.find('/') + 1]}*.yaml" if "/" in name else name: modeline(name) for name in unmarked}


def write_schema(schema: Schema) -> str:
    """Write a schema as the text of its file."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def build_schemas(names: Names, keys: Keys, language: str) -> dict[str, Schema]:
    """Write the schema of each kind of rule file.

    Args:
        names: What the rulebook declares.
        keys: What keys and words are for.
        language: The rule keeper's language.
    """
    return {kind: _Writer(names, keys, language).document(shape) for kind, shape in KINDS.items()}


class _Writer:
    """Turns shapes into schemas; lists of names and conditions become definitions of the document."""

    def __init__(self, names: Names, keys: Keys, language: str) -> None:
        self._names = names
        self._keys = keys
        self._language = language
        self._definitions: dict[str, Schema] = {}

    def document(self, shape: Shape) -> Schema:
        comment = f"batalin rules schema --lang {self._language} --write"
        schema = {"$schema": DIALECT, "$comment": comment, **self._schema(shape)}
        return {**schema, "$defs": dict(sorted(self._definitions.items()))}

    def _schema(self, shape: Shape) -> Schema:
        match shape:
            case Word():
                return self._named_word(shape) if shape.names else self._word(shape)
            case Many(item, at_least, or_one):
                return _many(self._schema(item), at_least, or_one=or_one)
            case Table():
                return self._table(shape)
            case Record():
                return self._record(shape)
            case Either(_, first, second):
                return {"anyOf": [self._record(first), self._record(second)]}
            case Kinds():
                return self._kinds(shape)
            case Condition(options):
                return self._define(f"condition-{options.names}", lambda: self._condition(options))

    def _word(self, word: Word) -> Schema:
        text: Schema = {"type": ["string", "number"], "errorMessage": say("rule-expected-text", self._language)}
        if not word.pattern:
            text |= {"pattern": r"\S", "patternErrorMessage": say("rule-empty-text", self._language)}
            return {"anyOf": [text | ({"maxLength": word.longest} if word.longest else {}), _BOOLEAN]}
        wrong = say(f"rule-{word.code}", self._language, word=say("editor-this", self._language), example=word.example)
        text |= {"type": ["string"], "pattern": f"^({word.pattern})$", "patternErrorMessage": wrong}
        digits = [count for count in range(1, _LONGEST_NUMBER) if re.fullmatch(word.pattern, "1" * count)]
        if digits:
            least, most = 10 ** (digits[0] - 1), 10 ** digits[-1] - 1
            text |= {"type": ["string", "integer"], "minimum": least if digits[0] > 1 else 0, "maximum": most}
        return {"anyOf": [text, _BOOLEAN]} if re.fullmatch(word.pattern, "true") else text

    def _named_word(self, word: Word) -> Schema:
        meanings = self._names.lists[word.names]
        if word.values:
            wrong = say("editor-expected", self._language, words=", ".join(word.values))
            chosen = {value: meanings[value] for value in word.values}
            return self._define(word.names, lambda: _one_of(chosen, wrong))
        return self._one_of_names(word.names, meanings)

    def _one_of_names(self, key: str, meanings: Meanings) -> Schema:
        return self._define(key, lambda: _one_of(meanings, say("editor-unknown", self._language)))

    def _define(self, key: str, write: Callable[[], Schema]) -> Schema:
        """Give a reference to a definition; it is written where the document does not have it yet."""
        key = key.replace("/", "-")
        if key not in self._definitions:
            self._definitions[key] = write()
        return {"$ref": f"#/$defs/{key}"}

    def _condition(self, options: Table) -> Schema:
        table = self._table(options)
        excluded = {**table, "description": self._about("condition", "not")}
        return {**table, "properties": {**table["properties"], "not": excluded}}

    def _table(self, table: Table) -> Schema:
        if not table.names:
            return {"type": "object", "additionalProperties": self._schema(table.value)}
        if table.names in self._names.tables:
            answers = self._names.tables[table.names]
            properties = {name: self._answer(name, answer, table.value) for name, answer in answers.items()}
        else:
            value, meanings = self._value(table.value), self._names.lists[table.names]
            properties = {name: {**value, "description": meaning} for name, meaning in meanings.items()}
        return {"type": "object", "properties": properties, "additionalProperties": False}

    def _value(self, shape: Shape) -> Schema:
        """Write what stands under each name of a table; a table there is written once and not under every name."""
        if isinstance(shape, Table) and isinstance(shape.value, Many) and isinstance(shape.value.item, Word):
            return self._define(f"{shape.names}-{shape.value.item.names or 'words'}", lambda: self._table(shape))
        return self._schema(shape)

    def _answer(self, name: str, answer: Answer, shape: Shape) -> Schema:
        schema = self._one_of_names(f"answer-{name}", answer.values)
        if isinstance(shape, Many):
            one = schema
            schema = self._define(f"answers-{name}", lambda: _many(one, shape.at_least, or_one=shape.or_one))
        return {**schema, "description": answer.meaning}

    def _record(self, record: Record) -> Schema:
        properties = {
            key: {**self._schema(shape), "description": self._about(record.name, key)}
            for key, shape in record.all.items()
        }
        required = list(record.required)
        return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}

    def _kinds(self, kinds: Kinds) -> Schema:
        branches: list[Schema] = []
        key: Schema = {}
        for record in {id(record): record for record in kinds.records.values()}.values():
            words = [word for word, other in kinds.records.items() if other is record]
            schema = self._record(record)
            key = {kinds.key: schema["properties"][kinds.key]}
            test = {"properties": {kinds.key: {"enum": words}}, "required": [kinds.key]}
            branches.append({"if": test, "then": schema})
        return {"type": "object", "properties": key, "required": [kinds.key], "allOf": branches}

    def _about(self, name: str, key: str) -> str:
        return self._keys.keys[name][key][self._language]


def _many(item: Schema, at_least: int, *, or_one: bool) -> Schema:
    schema: Schema = {"type": "array", "items": item, "minItems": at_least}
    return {"anyOf": [item, schema]} if or_one else schema


def _one_of(meanings: Meanings, wrong: str) -> Schema:
    """Give the schema of a word that must be one of these, as an editor may read it, and what to say of another."""
    readings = [(reading, meaning) for word, meaning in meanings.items() for reading in _readings(word)]
    schema: Schema = {
        "type": sorted({_TYPES[type(reading)] for reading, _ in readings}, reverse=True) or ["string"],
        "enum": [reading for reading, _ in readings],
        "enumDescriptions": [meaning for _, meaning in readings],
        "errorMessage": wrong,
    }
    return {"anyOf": [schema, _BOOLEAN]} if _YES_AND_NO & meanings.keys() else schema


def _readings(word: str) -> list[str | int | bool]:
    """Give what an editor may read a word as, the usual way to write it first."""
    if word in ("true", "false"):
        return [word == "true", word]
    return [int(word), word] if word.isdecimal() else [word]
