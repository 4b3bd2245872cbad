"""The schemas for editors: in step with the check, complete, and current."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from batalin.commands.reading import read_meanings
from batalin.rulebook.examination import examine
from batalin.rulebook.grammar import FILE, FRAGMENT, SITUATION
from batalin.rulebook.loading import read_texts
from batalin.rulebook.shape import Either, Kinds, Many, Record, Shape, Table, Word
from batalin.rulebook.vocabulary import LANGUAGES
from batalin.workshop.editing.names import collect_names
from batalin.workshop.editing.schema import FOLDER, KINDS, build_schemas, find_unmarked, modeline, write_schema
from tests.rulebook.books import Edit, texts
from tests.support import ROOT, RULES
from tests.workshop.slips import ACCEPTED_BY_BOTH, COD, KNOWN_TO_THE_CHECK_ALONE, REFUSED_BY_BOTH

SHIPPED = texts()
KNOWN, _ = examine(SHIPPED)
OTHER_SHOP = ROOT / "tests" / "other_shop"


class Typed(yaml.CSafeLoader):
    """Reads YAML as editors do: with numbers and truths, but without dates, which JSON does not have."""


Typed.add_constructor("tag:yaml.org,2002:timestamp", lambda _, node: node.value)


@cache
def schemas(language: str = "en", place: Path = RULES) -> Mapping[str, Any]:
    trees, _ = examine(read_texts(place))
    keys = read_meanings()
    return build_schemas(collect_names(trees, [], keys, language), keys, language)


@cache
def validator(kind: str, place: Path = RULES) -> Draft202012Validator:
    return Draft202012Validator(schemas("en", place)[kind])


def kind_of(name: str) -> str:
    return Path(modeline(name)).stem


def as_an_editor_reads(data: bytes) -> Any:
    """Give what a YAML parser with types makes of a file; the keys of JSON are strings in any case."""
    return json.loads(json.dumps(yaml.load(data, Typed)))


def editor_accepts(name: str, data: bytes, place: Path = RULES) -> bool:
    valid: bool = validator(kind_of(name), place).is_valid(as_an_editor_reads(data))
    return valid


def check_accepts(files: Mapping[str, bytes], name: str) -> bool:
    _, findings = examine(files, {other: tree for other, tree in KNOWN.items() if other != name})
    return name not in {finding.file for finding in findings}


def test_every_schema_is_a_schema() -> None:
    assert list(schemas()) == [
        "rulebook",
        "questions",
        "derived",
        "messages",
        "sources",
        "guide",
        "handover",
        "words",
        "situation",
        "fragment",
    ]
    for schema in schemas().values():
        Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("name", SHIPPED)
def test_an_editor_accepts_the_shipped_file(name: str) -> None:
    wrong = [error.message for error in validator(kind_of(name)).iter_errors(as_an_editor_reads(SHIPPED[name]))]
    assert wrong == []


@pytest.mark.parametrize("edit", REFUSED_BY_BOTH.values(), ids=REFUSED_BY_BOTH)
def test_a_slip_is_refused_by_editor_and_check_alike(edit: Edit) -> None:
    files = texts([edit])
    assert (editor_accepts(edit[0], files[edit[0]]), check_accepts(files, edit[0])) == (False, False)


@pytest.mark.parametrize("edit", ACCEPTED_BY_BOTH.values(), ids=ACCEPTED_BY_BOTH)
def test_what_the_check_accepts_is_not_underlined(edit: Edit) -> None:
    files = texts([edit])
    assert (editor_accepts(edit[0], files[edit[0]]), check_accepts(files, edit[0])) == (True, True)


@pytest.mark.parametrize("edit", KNOWN_TO_THE_CHECK_ALONE.values(), ids=KNOWN_TO_THE_CHECK_ALONE)
def test_some_slips_are_known_to_the_check_alone(edit: Edit) -> None:
    files = texts([edit])
    assert (editor_accepts(edit[0], files[edit[0]]), check_accepts(files, edit[0])) == (True, False)


@pytest.mark.parametrize("slip", ["unknown kind", "missing kind"])
def test_a_fragment_without_its_kind_is_one_finding(slip: str) -> None:
    edit = REFUSED_BY_BOTH[slip]
    data = texts([edit])[edit[0]]
    _, findings = examine(SHIPPED | {edit[0]: data}, {name: tree for name, tree in KNOWN.items() if name != edit[0]})
    assert len(findings) == 1
    assert len(list(validator("fragment").iter_errors(as_an_editor_reads(data)))) == 1


def test_the_schemas_of_another_shop_fit_its_files() -> None:
    files = read_texts(OTHER_SHOP)
    assert [name for name, data in files.items() if not editor_accepts(name, data, OTHER_SHOP)] == []
    assert not editor_accepts(COD, SHIPPED[COD], OTHER_SHOP)


def test_the_stored_schemas_are_those_of_the_rules() -> None:
    for kind in KINDS:
        path = RULES / FOLDER / f"{kind}.json"
        stored = path.read_text(encoding="utf-8") if path.exists() else ""
        current = stored in {write_schema(schemas(language)[kind]) for language in LANGUAGES}
        assert current, f"{path.relative_to(ROOT)} does not fit the rules any more; run: batalin rules schema --write"


@pytest.mark.parametrize("name", SHIPPED)
def test_every_rule_file_names_its_schema(name: str) -> None:
    first = SHIPPED[name].decode().splitlines()[0]
    assert first == modeline(name)
    assert (RULES / name).parent.joinpath(first.partition("$schema=")[2]).is_file()


def enumerated(schema: Mapping[str, Any], name: str) -> dict[Any, str]:
    found = schema["$defs"][name]
    return dict(zip(found["enum"], found["enumDescriptions"], strict=True))


def test_names_come_with_what_they_mean() -> None:
    schema = schemas()["situation"]
    facts = enumerated(schema, "facts")
    assert facts["F41"].startswith("COD: the buyer may reject the unopened parcel")
    assert facts["F41"].endswith("(high)")
    assert enumerated(schema, "situations")["shipped-cod"] == "The COD parcel is already on its way"
    assert enumerated(schema, "rivals")["all"] == "All pages it ties with."
    assert enumerated(schema, "messages")["seller-refuse-cod"].endswith("(seller)")
    assert enumerated(schema, "verdicts")["cancelled"] == "It is cancelled already; the question is the money."
    assert enumerated(schema, "answer-payment")["cod"] == "COD (cash on delivery)"
    assert enumerated(schema, "answer-approval")["seller"] == "The seller reviews the request"
    assert list(enumerated(schema, "starts"))[:2] == ["now", "ordered-on"]
    condition = schema["$defs"]["condition-answers"]["properties"]
    assert condition["payment"]["description"] == "How did you pay?"
    assert {"approval", "not"} <= condition.keys()
    given = schema["properties"]["examples"]["items"]["properties"]["given"]["properties"]
    assert given.keys() == condition.keys() - {"approval", "refund-due", "return-window", "not"}


def test_fragments_are_offered_under_their_kind_with_what_they_say() -> None:
    definitions = schemas()["situation"]["$defs"]
    by_kind = {kind: set(definitions[f"fragments-{kind}"]["enum"]) for kind in ("why", "steps", "avoid", "limits")}
    assert sum(map(len, by_kind.values())) == len(set().union(*by_kind.values()))
    assert "door-warning" in by_kind["avoid"]
    assert enumerated(schemas("id")["situation"], "fragments-avoid")["door-warning"].startswith("Jangan tolak paket")


def test_nothing_is_proposed_where_words_are_free() -> None:
    """An editor proposes the values of a type it finds named: `true` and `false` under every text would be noise."""
    text = schemas()["situation"]["properties"]["title"]["properties"]["id"]
    named = [one.get("type", []) for one in text["anyOf"]]
    assert named == [["string", "number"], []]


@pytest.mark.parametrize("language", LANGUAGES)
def test_descriptions_are_in_the_language_asked_for(language: str) -> None:
    about = schemas(language)["situation"]["properties"]["verdict"]["description"]
    assert about == {"id": "Keputusan yang menjadi judul besar.", "en": "The verdict that heads the page."}[language]


def records(shape: Shape) -> Iterator[Record]:
    match shape:
        case Record():
            yield shape
            for inner in shape.all.values():
                yield from records(inner)
        case Many(item):
            yield from records(item)
        case Table(value):
            yield from records(value)
        case Either(_, first, second):
            yield from (*records(first), *records(second))
        case Kinds(_, _, kinds):
            for record in kinds.values():
                yield from records(record)


def test_every_key_has_a_meaning_and_every_meaning_a_key() -> None:
    declared = {one.name: set(one.all) for shape in (*FILE.values(), SITUATION, FRAGMENT) for one in records(shape)}
    explained = {name: set(group) for name, group in read_meanings().keys.items()}
    assert explained == declared | {"condition": {"not"}}


def test_meanings_are_short_and_in_both_languages() -> None:
    meanings = read_meanings()
    for group in (*meanings.keys.values(), *meanings.words.values()):
        for text in group.values():
            assert tuple(text) == LANGUAGES
            for words in text.values():
                assert words.isascii()
                assert len(words) <= 72
                assert words.endswith((".", "..."))


def test_the_patterns_are_those_of_the_check() -> None:
    span = schemas()["fragment"]["allOf"][1]["then"]["properties"]["cases"]["items"]["properties"]["say"]["items"]
    by = span["properties"]["by"]["properties"]["within"]
    words = [one.all["within"] for one in records(FRAGMENT) if one.name == "deadline"]
    assert [f"^({word.pattern})$" for word in words if isinstance(word, Word)] == [by["pattern"]]
    assert (
        by["patternErrorMessage"] == "this is no span of time that fits here, such as 48 hours, 6 days, 2 working-days"
    )


@pytest.mark.parametrize(
    ("first", "marked"),
    [
        ("# yaml-language-server: $schema=../.schema/situation.json\n", True),
        ("# Another word first.\n\n# $schema: https://example.org/x.json\n", True),
        ("", False),
        ("# About this page\n", False),
        ("id: x\n# yaml-language-server: $schema=x.json\n", False),
        (f"{' ' * 5000}\n" * 50, False),
    ],
)
def test_files_that_name_no_schema_are_told(first: str, marked: bool) -> None:
    files = {"situations/one.yaml": f"{first}id: one\n".encode(), "guide.yaml": b"sections: []\n"}
    lacking = {"guide.yaml": "# yaml-language-server: $schema=.schema/guide.json"}
    if not marked:
        lacking = {"situations/*.yaml": "# yaml-language-server: $schema=../.schema/situation.json", **lacking}
    assert find_unmarked(files) == lacking
