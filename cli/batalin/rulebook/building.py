"""Turn checked trees into the model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from batalin.rulebook.model import Cube, Derived, Detail, Fragment, Option, Question, Rule, Source, one_or_many
from batalin.rulebook.vocabulary import NO_URL

Tree = Any
Domains = Mapping[str, tuple[str, ...]]
_HOURS = {"hours": 1, "days": 24}


def build_domains(questions: Sequence[Tree], derived: Sequence[Tree]) -> dict[str, tuple[str, ...]]:
    """Give the possible values of every question and derived answer."""
    domains = {tree["id"]: tuple(option["id"] for option in tree["options"]) for tree in questions}
    domains.update({tree["id"]: tuple(tree["values"]) for tree in derived})
    return domains


def build_cube(tree: Mapping[str, Any] | None, domains: Domains) -> Cube:
    """Turn a condition into the values it allows for each variable it names."""
    cube: dict[str, frozenset[str]] = {}
    for variable, values in (tree or {}).items():
        if variable == "not":
            for excluded, options in values.items():
                rest = frozenset(domains[excluded]) - frozenset(one_or_many(options))
                cube[excluded] = cube.get(excluded, rest) & rest
        else:
            cube[variable] = cube.get(variable, frozenset(domains[variable])) & frozenset(one_or_many(values))
    return cube


def build_rule(tree: Tree, domains: Domains, body: Any) -> Rule:
    """Turn a situation, case or row into a rule with this body."""
    return Rule(tree["id"], build_cube(tree["when"], domains), frozenset(one_or_many(tree.get("over"))), body)


def build_question(tree: Tree, domains: Domains) -> Question:
    """Turn one entry of the questions file into a question."""
    return Question(
        id=tree["id"],
        core=tree["kind"] == "core",
        name=tree["name"],
        flags=tuple(tree["flags"]),
        ask=tree["ask"],
        help=tree["help"],
        options=tuple(_option(option, domains) for option in tree["options"]),
        only_if=build_cube(tree.get("only_if"), domains),
        measures=tree.get("measures", ""),
        free_text=tree.get("free_text", ""),
    )


def _option(tree: Tree, domains: Domains) -> Option:
    return Option(
        id=tree["id"],
        label=tree["label"],
        hint=tree.get("hint"),
        phrase=tree.get("phrase"),
        also=one_or_many(tree.get("also")),
        stage=tree.get("stage", ""),
        only_if=build_cube(tree.get("only_if"), domains),
        at_least=hours(tree.get("at_least")),
        below=hours(tree.get("below")),
        becomes=one_or_many(tree.get("becomes")),
    )


def hours(text: str | None) -> int | None:
    """Give the hours of a length of time such as "6 days", or None for none."""
    if text is None:
        return None
    count, unit = text.split()
    return int(count) * _HOURS[unit]


def build_detail(tree: Tree) -> Detail:
    """Turn one entry of the details into a detail."""
    return Detail(
        id=tree["id"],
        kind=tree["kind"],
        flags=tuple(tree["flags"]),
        ask=tree["ask"],
        purpose=tree["purpose"],
        blank=tree["blank"],
        find=tree["find"],
        since=tree.get("since"),
    )


def build_derived(tree: Tree, domains: Domains) -> Derived:
    """Turn one table of the derived file into a derived answer."""
    return Derived(
        id=tree["id"],
        values=tuple(tree["values"]),
        rows=tuple(build_rule(row, domains, row["is"]) for row in tree["rows"]),
        name=tree.get("name"),
        labels=tree.get("labels", {}),
    )


def build_fragment(tree: Tree, domains: Domains) -> Fragment:
    """Turn a fragment's file into a fragment."""
    return Fragment(tree["id"], tree["kind"], tuple(build_rule(case, domains, case["say"]) for case in tree["cases"]))


def build_source(fact_id: str, tree: Tree) -> Source:
    """Give a fact with the first of its documents, which is its best one."""
    fact = tree["facts"][fact_id]
    document = tree["documents"][fact["from"][0]]
    return Source(
        id=fact_id,
        title=document["title"],
        url="" if document["url"] == NO_URL else document["url"],
        kind=document["kind"],
        dated=document["dated"],
        checked=fact["checked"],
        confidence=fact["confidence"],
    )
