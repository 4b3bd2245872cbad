"""What a proof found, as findings with a place in a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from batalin.rulebook.finding import Finding
from batalin.rulebook.group import Group
from batalin.rulebook.model import Cube, one_or_many
from batalin.rulebook.nearness import find_misses
from batalin.rulebook.place import Path, Tree
from batalin.rulebook.proof import Flaw, Kind, Proof, asked_by
from batalin.rulebook.region import Region, SpaceWalk, describe, pick
from batalin.rulebook.rulebook import Rulebook
from batalin.rulebook.vocabulary import FRAGMENTS, SITUATIONS

MOST_REGIONS = 5
"""Cubes of gaps and of each tie that are listed; the largest come first."""
_NO_DOMAINS: Mapping[str, Sequence[str]] = MappingProxyType({})


def find_flaws(rulebook: Rulebook, proof: Proof) -> Iterator[Finding]:
    """Give the flaws of a proof as findings, gaps and ties of situations merged into cubes.

    Args:
        rulebook: The rules.
        proof: What was found in them.
    """
    for flaw in proof.flaws:
        if flaw.kind is not Kind.TIE and (flaw.kind is not Kind.GAP or flaw.names):
            yield _find(rulebook, flaw)
    yield from _gaps_and_ties(rulebook, proof)
    for group in dict.fromkeys(flaw.group for flaw in proof.of(Kind.GAP) + proof.of(Kind.TIE) if flaw.group):
        yield from _in_table(rulebook, rulebook.space.derived[group])


def write_cube(cube: Cube, domains: Mapping[str, Sequence[str]] = _NO_DOMAINS) -> str:
    """Write a condition as it would stand in a rule file.

    Args:
        cube: The condition.
        domains: All values of a variable in their order. Where they are known, values keep that order, and those that
            are left out stand under `not` where they are fewer.
    """
    named: dict[str, Sequence[str]] = {}
    left_out: dict[str, Sequence[str]] = {}
    for name, values in cube.items():
        known = domains.get(name, ())
        rest = [value for value in known if value not in values]
        if not values.issubset(known):
            named[name] = sorted(values)
        elif 0 < len(rest) < len(values):
            left_out[name] = rest
        else:
            named[name] = [value for value in known if value in values]
    parts = [f"{name}: {_either(values)}" for name, values in named.items()]
    if left_out:
        parts.append(f"not: {{{', '.join(f'{name}: {_either(values)}' for name, values in left_out.items())}}}")
    return f"{{{', '.join(parts)}}}"


def _either(values: Sequence[str]) -> str:
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

    for ids, region in _largest(rulebook, situations, situations.mask, classify):
        facts, witness = _show(rulebook, ids, region)
        yield _tie(rulebook, "", ids, facts, witness) if ids else _page_gap(rulebook, facts, witness)


def _in_table(rulebook: Rulebook, group: Group) -> Iterator[Finding]:
    """Give the gaps and ties of a derived answer, of which the proof knows only how many cells there are."""
    space = rulebook.space
    used = asked_by(space, group)
    interest = group.mask | sum(space.openings(name) for name in used)

    def classify(mask: int) -> tuple[int, ...] | None:
        best = group.undominated(mask)
        if best:
            return best if len({group.rules[index].body for index in best}) > 1 else None
        return () if not mask & group.mask and any(space.options(name, mask) for name in used) else None

    path = ("derived", [one.id for one in rulebook.derived].index(group.id), "id")
    for ids, region in _largest(rulebook, group, interest, classify):
        facts, witness = _show(rulebook, ids, region)
        gap = Finding("gap", path, "derived.yaml", facts=facts, witness=witness)
        yield _tie(rulebook, group.id, ids, facts, witness) if ids else gap


def _largest(
    rulebook: Rulebook, group: Group, interest: int, classify: Callable[[int], tuple[int, ...] | None]
) -> Iterator[tuple[list[str], Region]]:
    """Give the largest cubes of each kind, with the rules that win there together; none for a gap."""
    listed: dict[object, int] = {}
    for region in describe(SpaceWalk(rulebook.space, interest), classify):
        listed[region.kind] = listed.get(region.kind, 0) + 1
        if listed[region.kind] <= MOST_REGIONS:
            assert isinstance(region.kind, tuple)
            yield [group.rules[index].id for index in region.kind], region


def _show(rulebook: Rulebook, ids: list[str], region: Region) -> tuple[dict[str, str], dict[str, str]]:
    """Give what the sentence about a cube says, and an interview in it."""
    core = [question.id for question in rulebook.questions if question.core]
    facts = {"cells": str(region.cells), "cube": write_cube(region.cube), "names": ", ".join(ids)}
    return facts, pick(rulebook.space, region.cube, core)


def _tie(rulebook: Rulebook, group: str, ids: list[str], facts: dict[str, str], witness: dict[str, str]) -> Finding:
    file, path = locate_rule(rulebook, group, ids[0])
    return Finding("tie", (*path, "when"), file, True, ids[0], facts=facts, witness=witness)


def _page_gap(rulebook: Rulebook, facts: dict[str, str], witness: dict[str, str]) -> Finding:
    misses = find_misses(rulebook.situations, rulebook.space.values(witness))
    path, file = ("when", misses[0].failed[0]), f"{SITUATIONS}{misses[0].rule.id}.yaml"
    return Finding("gap", path, file, True, facts=facts, witness=witness)


def _find(rulebook: Rulebook, flaw: Flaw) -> Finding:
    names, cells = flaw.names, {"cells": str(flaw.cells)}
    match flaw.kind:
        case Kind.GAP:
            return _at_rule(rulebook, flaw, "circle", names[0], names=", ".join(names), **cells)
        case Kind.DEAD:
            code = "dead" if names[1:] else "unreachable"
            return _at_rule(rulebook, flaw, code, names[0], others=", ".join(names[1:]))
        case Kind.IDLE_OVER:
            return _idle_over(rulebook, flaw)
        case Kind.DEAD_OPTION:
            questions = [question.id for question in rulebook.questions]
            position = questions.index(flaw.group)
            options = [option.id for option in rulebook.questions[position].options]
            path: Path = ("questions", position, "options", options.index(names[0]), "id")
            return Finding("dead-option", path, "questions.yaml", word=names[0])
        case Kind.FRAGMENT_GAP:
            facts = {"page": names[0], **cells}
            return Finding(
                "fragment-gap", ("cases",), f"{FRAGMENTS}{flaw.group}.yaml", True, facts=facts, witness=flaw.witness
            )
        case _:
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
