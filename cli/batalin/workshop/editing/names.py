"""Every name the rule files declare or the rule language fixes, each with what it means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from batalin.rulebook.model import Text
from batalin.rulebook.place import Tree
from batalin.rulebook.reading import read
from batalin.rulebook.vocabulary import ALL, FRAGMENTS, ITEM_KINDS, MORE, NO_STAGE, NOW, SITUATIONS

FILE = "keys.yaml"
Meanings = Mapping[str, str]


class Keys(NamedTuple):
    """What the keys and the fixed words of rule files are for.

    Attributes:
        keys: By the kind of mapping and the key in it.
        words: By the list a word is from and the word.
    """

    keys: Mapping[str, Mapping[str, Text]]
    words: Mapping[str, Mapping[str, Text]]


class Answer(NamedTuple):
    """A question or derived answer that conditions can name.

    Attributes:
        meaning: What is asked, or what it is about.
        values: What it can be.
    """

    meaning: str
    values: Meanings


class Names(NamedTuple):
    """All names by list.

    Attributes:
        lists: Lists of names that stand alone.
        tables: Lists of names that have values: `questions`, and `answers` with derived ones.
    """

    lists: Mapping[str, Meanings]
    tables: Mapping[str, Mapping[str, Answer]]


def read_keys(text: str) -> Keys:
    """Read what keys and words are for.

    Args:
        text: The file that says it, in the strict YAML of rule files.
    """
    return Keys(**read(text))


def collect_names(trees: Mapping[str, Tree], broken: Iterable[str], keys: Keys, language: str) -> Names:
    """Collect the names of a rulebook.

    Args:
        trees: Files that fit their shapes; those that are not in a folder must all be among them.
        broken: Situations and fragments that do not fit; they have names all the same.
        keys: What keys and words are for.
        language: The rule keeper's language.
    """
    asked, details = trees["questions.yaml"]["questions"], trees["questions.yaml"]["details"]
    derived, sources = trees["derived.yaml"]["derived"], trees["sources.yaml"]
    words = {name: {word: text[language] for word, text in group.items()} for name, group in keys.words.items()}
    questions = {tree["id"]: _question(tree, language) for tree in asked}
    situations = {
        **{_stem(name): "" for name in broken if name.startswith(SITUATIONS)},
        **{tree["id"]: tree["title"][language] for name, tree in trees.items() if name.startswith(SITUATIONS)},
    }
    dates = {one["id"]: one["ask"][language] for one in details if one["kind"] == "date"}
    spoken = [one for one in asked if any("phrase" in option for option in one["options"])]
    lists: dict[str, Meanings] = {
        **words,
        "facts": {name: f"{fact['says']} ({fact['confidence']})" for name, fact in sources["facts"].items()},
        "documents": {name: one["title"][language] for name, one in sources["documents"].items()},
        "messages": {
            one["id"]: f"{one['about'][language]} ({one['to']})" for one in trees["messages.yaml"]["messages"]
        },
        "situations": situations,
        "rivals": {**situations, ALL: words["rivals"][ALL]},
        "stages": {
            **{one["id"]: one["label"][language] for one in trees["rulebook.yaml"]["line"]},
            NO_STAGE: words["stages"][NO_STAGE],
        },
        "dates": dates,
        "starts": {NOW: words["starts"][NOW], **dates},
        "asked": {name: answer.meaning for name, answer in questions.items()},
        "fillings": {
            **{one["id"]: one["ask"][language] for one in details},
            **{one["id"]: one["name"][language] for one in spoken},
            MORE: words["fillings"][MORE],
        },
        "options": _join((name, answer.values) for name, answer in questions.items()),
        "values": _join((tree["id"], _derived(tree, language).values) for tree in derived),
        **{f"{FRAGMENTS}{kind}": dict(_fragments(trees, broken, kind, language)) for kind in ITEM_KINDS},
    }
    answers = {**questions, **{tree["id"]: _derived(tree, language) for tree in derived}}
    return Names(lists, {"questions": questions, "answers": answers})


def _question(tree: Tree, language: str) -> Answer:
    return Answer(tree["ask"][language], {option["id"]: option["label"][language] for option in tree["options"]})


def _derived(tree: Tree, language: str) -> Answer:
    labels = tree.get("labels", {})
    values = {value: labels[value][language] if value in labels else tree["about"] for value in tree["values"]}
    return Answer(tree["name"][language] if "name" in tree else tree["about"], values)


def _join(groups: Iterable[tuple[str, Meanings]]) -> Meanings:
    """Put groups of names into one list that says of each name what it means in which group."""
    joined: dict[str, str] = {}
    for group, meanings in groups:
        for name, meaning in meanings.items():
            told = f"{group}: {meaning}"
            joined[name] = f"{joined[name]}; {told}" if name in joined else told
    return joined


def _fragments(trees: Mapping[str, Tree], broken: Iterable[str], kind: str, language: str) -> Iterator[tuple[str, str]]:
    """Give the fragments of a kind, each with the first it says; of a broken one nobody knows its kind."""
    for name in broken:
        if name.startswith(FRAGMENTS):
            yield _stem(name), ""
    for name, tree in trees.items():
        if name.startswith(FRAGMENTS) and tree["kind"] == kind:
            said = [item.get("do", item)[language] for case in tree["cases"] for item in case["say"]]
            yield tree["id"], said[0] if said else ""


def _stem(name: str) -> str:
    return name.rpartition("/")[2].removesuffix(".yaml")
