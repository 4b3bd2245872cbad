"""What a proof found, as findings with a place in a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from batalin.rulebook.finding import Finding
from batalin.rulebook.model import Cube, one_or_many
from batalin.rulebook.nearness import find_misses
from batalin.rulebook.place import Path, Tree
from batalin.rulebook.proof import Flaw, Kind, Proof
from batalin.rulebook.region import SpaceWalk, describe, pick
from batalin.rulebook.rulebook import Rulebook
from batalin.rulebook.vocabulary import FRAGMENTS, SITUATIONS

MOST_REGIONS = 5
"""Cubes of gaps and of each tie that are listed; the largest come first."""


def find_flaws(rulebook: Rulebook, proof: Proof) -> Iterator[Finding]:
    """Give the flaws of a proof as findings, gaps and ties of situations merged into cubes.

    Args:
        rulebook: The rules.
        proof: What was found in them.
    """
    for flaw in proof.flaws:
        if not flaw.group and flaw.kind in (Kind.GAP, Kind.TIE) and not (flaw.kind is Kind.GAP and flaw.names):
            continue
        yield _find(rulebook, flaw)
    yield from _gaps_and_ties(rulebook, proof)


def write_cube(cube: Mapping[str, frozenset[str]]) -> str:
    """Write a condition as it would stand in a rule file."""
    return "{" + ", ".join(f"{name}: {_either(sorted(values))}" for name, values in cube.items()) + "}"


def _either(values: list[str]) -> str:
    return values[0] if len(values) == 1 else f"[{', '.join(values)}]"


def _gaps_and_ties(rulebook: Rulebook, proof: Proof) -> Iterator[Finding]:
    wanted = proof.of(Kind.TIE) + (() if rulebook.fallback else proof.of(Kind.GAP))
    if not any(not flaw.group for flaw in wanted):
        return
    situations = rulebook.groups[""]

    def classify(mask: int) -> tuple[int, ...] | None:
        best = situations.undominated(mask)
        if best:
            return best if len(best) > 1 else None
        return None if mask & situations.mask or rulebook.fallback else ()

    listed: dict[object, int] = {}
    for region in describe(SpaceWalk(rulebook.space, situations.mask), classify):
        listed[region.kind] = listed.get(region.kind, 0) + 1
        if listed[region.kind] <= MOST_REGIONS:
            assert isinstance(region.kind, tuple)
            ids = [rulebook.situations[index].id for index in region.kind]
            yield _region(rulebook, ids, region.cube, region.cells)


def _region(rulebook: Rulebook, ids: list[str], cube: Cube, cells: int) -> Finding:
    core = [question.id for question in rulebook.questions if question.core]
    witness = pick(rulebook.space, cube, core)
    facts = {"cells": str(cells), "cube": write_cube(cube), "names": ", ".join(ids)}
    if ids:
        return Finding("tie", ("when",), f"{SITUATIONS}{ids[0]}.yaml", True, ids[0], facts=facts, witness=witness)
    misses = find_misses(rulebook.situations, rulebook.space.values(witness))
    path, file = ("when", misses[0].failed[0]), f"{SITUATIONS}{misses[0].rule.id}.yaml"
    return Finding("gap", path, file, True, facts=facts, witness=witness)


def _find(rulebook: Rulebook, flaw: Flaw) -> Finding:
    names, cells = flaw.names, {"cells": str(flaw.cells)}
    match flaw.kind:
        case Kind.GAP if flaw.names:
            return _at_rule(rulebook, flaw, "circle", names[0], names=", ".join(names), **cells)
        case Kind.GAP:
            index = [one.id for one in rulebook.derived].index(flaw.group)
            cube = write_cube({name: frozenset({option}) for name, option in flaw.witness.items()})
            path: Path = ("derived", index, "id")
            return Finding("gap", path, "derived.yaml", facts={**cells, "cube": cube}, witness=flaw.witness)
        case Kind.TIE:
            cube = write_cube({name: frozenset({option}) for name, option in flaw.witness.items()})
            return _at_rule(rulebook, flaw, "tie", names[0], names=", ".join(names), cube=cube, **cells)
        case Kind.DEAD:
            code = "dead" if names[1:] else "unreachable"
            return _at_rule(rulebook, flaw, code, names[0], others=", ".join(names[1:]))
        case Kind.IDLE_OVER:
            return _idle_over(rulebook, flaw)
        case Kind.DEAD_OPTION:
            questions = [question.id for question in rulebook.questions]
            position = questions.index(flaw.group)
            options = [option.id for option in rulebook.questions[position].options]
            path = ("questions", position, "options", options.index(names[0]), "id")
            return Finding("dead-option", path, "questions.yaml", word=names[0])
        case Kind.FRAGMENT_GAP:
            facts = {"page": names[0], **cells}
            return Finding(
                "fragment-gap", ("cases",), f"{FRAGMENTS}{flaw.group}.yaml", True, facts=facts, witness=flaw.witness
            )
        case Kind.FRAGMENT_TIE:
            return _at_rule(
                rulebook, flaw, "fragment-tie", names[1], page=names[0], names=", ".join(names[1:]), **cells
            )


def _idle_over(rulebook: Rulebook, flaw: Flaw) -> Finding:
    rule, entry = flaw.names
    file, path = locate_rule(rulebook, flaw.group, rule)
    written: str | list[str] = _tree_at(rulebook.trees[file], path)["over"]
    place: Path = (*path, "over") if isinstance(written, str) else (*path, "over", one_or_many(written).index(entry))
    return Finding("idle-over", place, file, word=entry)


def _at_rule(rulebook: Rulebook, flaw: Flaw, code: str, rule: str, **facts: str) -> Finding:
    file, path = locate_rule(rulebook, flaw.group, rule)
    return Finding(code, (*path, "when"), file, True, rule, facts=facts, witness=flaw.witness)


def locate_rule(rulebook: Rulebook, group: str, rule: str) -> tuple[str, Path]:
    """Give the file of a rule and the path to it.

    Args:
        rulebook: The rules.
        group: Its fragment or derived answer, or an empty string for a situation.
        rule: Its id.
    """
    if not group:
        return f"{SITUATIONS}{rule}.yaml", ()
    if group in rulebook.fragments:
        index = [case.id for case in rulebook.fragments[group].cases].index(rule)
        return f"{FRAGMENTS}{group}.yaml", ("cases", index)
    position = [one.id for one in rulebook.derived].index(group)
    index = [row.id for row in rulebook.derived[position].rows].index(rule)
    return "derived.yaml", ("derived", position, "rows", index)


def _tree_at(tree: Tree, path: Path) -> Tree:
    for key in path:
        tree = tree[key]
    return tree
