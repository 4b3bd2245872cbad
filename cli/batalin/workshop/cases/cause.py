"""How an unexpected result came about: the conditions that failed, who won instead, where words stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from batalin.rulebook.group import Answers
from batalin.rulebook.model import Rule
from batalin.rulebook.place import Path, Tree
from batalin.rulebook.rulebook import Rulebook, used_fragments
from batalin.rulebook.vocabulary import ALL, FRAGMENTS, SITUATIONS
from batalin.workshop.cases.case import list_pages
from batalin.workshop.checks.flaws import locate_rule

_NO_FACTS: Mapping[str, str] = MappingProxyType({})


class Cause(NamedTuple):
    """One reason, and the place in the rules that it rests on.

    Attributes:
        key: Name of its sentence in `words`.
        facts: Values for the sentence.
        file: Rule file, or an empty string where no place says more.
        path: Where in the file.
    """

    key: str
    facts: Mapping[str, str] = _NO_FACTS
    file: str = ""
    path: Path = ()


def explain_absence(situation_id: str, answers: Answers, rulebook: Rulebook) -> Iterator[Cause]:
    """Say why a situation does not win: which of its conditions fail, and why; else who beats it.

    Args:
        situation_id: The situation that was expected.
        answers: The interview.
        rulebook: The rules.
    """
    rule = next(rule for rule in list_pages(rulebook) if rule.id == situation_id)
    file = f"{SITUATIONS}{rule.id}.yaml"
    if rule is rulebook.fallback:
        yield Cause("case-cause-fallback", {"page": rule.id}, file, ("fallback",))
        return
    values = rulebook.space.values(answers)
    failed = [name for name, allowed in rule.when.items() if values[name] not in allowed]
    for name in failed:
        facts = {"page": rule.id, "name": name, "needs": _either(rulebook, name, rule.when[name])}
        value = values[name]
        if value is None:
            yield Cause("case-cause-unasked", facts, file, ("when", name))
        else:
            yield Cause("case-cause-condition", {**facts, "actual": value}, file, ("when", name))
        yield from _rows(name, answers, rulebook)
    if not failed:
        yield from _beaten(rule, answers, rulebook)


def _either(rulebook: Rulebook, name: str, allowed: frozenset[str]) -> str:
    """List allowed values in the order in which the rulebook names them."""
    derived = {one.id: one.values for one in rulebook.derived}
    values = derived[name] if name in derived else [option.id for option in rulebook.question(name).options]
    return ", ".join(value for value in values if value in allowed)


def _rows(name: str, answers: Answers, rulebook: Rulebook) -> Iterator[Cause]:
    """Name the rows that gave a derived answer its value."""
    group = rulebook.space.derived.get(name)
    if group is None:
        return
    mask = next(mask for step, _, mask, _ in rulebook.space.follow(answers) if step == name)
    for index in group.undominated(mask):
        row = group.rules[index]
        file, path = locate_rule(rulebook, name, row.id)
        yield Cause("case-cause-row", {"name": name, "row": row.id, "value": str(row.body)}, file, (*path, "when"))


def _beaten(rule: Rule, answers: Answers, rulebook: Rulebook) -> Iterator[Cause]:
    group = rulebook.groups[""]
    mask = rulebook.space.end(answers)
    own = group.rules.index(rule)
    best = group.undominated(mask)
    if own in best:
        others = ", ".join(group.rules[index].id for index in best if index != own)
        yield Cause("case-cause-tie", {"page": rule.id, "others": others}, f"{SITUATIONS}{rule.id}.yaml", ("when",))
    for index, rival in enumerate(group.rules):
        if mask >> (group.first + index) & 1 and group.beats[index] >> own & 1:
            named = bool({rule.id, ALL} & rival.over)
            key, place = ("case-cause-over", "over") if named else ("case-cause-narrower", "when")
            yield Cause(key, {"page": rule.id, "other": rival.id}, f"{SITUATIONS}{rival.id}.yaml", (place,))


def explain_verdict(situation_id: str) -> Cause:
    """Say where a page's verdict stands."""
    return Cause("case-cause-verdict", {"page": situation_id}, f"{SITUATIONS}{situation_id}.yaml", ("verdict",))


def explain_recipient(situation_id: str, message_id: str) -> Cause:
    """Say which message a page has first."""
    facts = {"page": situation_id, "message": message_id}
    return Cause("case-cause-message", facts, f"{SITUATIONS}{situation_id}.yaml", ("messages",))


def explain_words(phrase: str, situation_id: str, language: str, rulebook: Rulebook) -> Iterator[Cause]:
    """Say where in a page, its fragments and its messages some words stand.

    Args:
        phrase: The words, as `fold` gives them.
        situation_id: The page.
        language: The language of the words.
        rulebook: The rules.
    """
    page = rulebook.page(situation_id)
    files = [
        f"{SITUATIONS}{situation_id}.yaml",
        *(f"{FRAGMENTS}{name}.yaml" for name in dict.fromkeys(used_fragments(page))),
    ]
    trees: list[tuple[str, Path, Tree]] = [(file, (), rulebook.trees[file]) for file in files]
    for index, message in enumerate(rulebook.trees["messages.yaml"]["messages"]):
        if message["id"] in page["messages"]:
            trees.append(("messages.yaml", ("messages", index), message))
    for file, above, tree in trees:
        for path, text in _texts(tree, above):
            if path[-1] == language and phrase in fold(text):
                yield Cause("case-cause-words", {}, file, path)


def _texts(tree: Tree, path: Path) -> Iterator[tuple[Path, str]]:
    """Give every text of a tree with the way to it."""
    if isinstance(tree, str):
        yield path, tree
    elif isinstance(tree, dict):
        for key, value in tree.items():
            yield from _texts(value, (*path, key))
    else:
        for index, value in enumerate(tree):
            yield from _texts(value, (*path, index))


def fold(text: str) -> str:
    """Give words in the form in which phrases are compared: without regard to case and line breaks."""
    return " ".join(text.casefold().split())
