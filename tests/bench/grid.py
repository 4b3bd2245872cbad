"""Rulebooks of any size, made up at random but always the same: many interviews, entangled situations, in order."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Any

from batalin.rulebook.proof import Kind, prove
from batalin.rulebook.rulebook import Rulebook

Tree = dict[str, Any]
Cube = Mapping[str, list[str]]
TEXT = {"id": "Kata", "en": "Words"}
ITEMS = [{**TEXT, "source": "F01"}]


def names(sizes: Sequence[int]) -> list[str]:
    """Give the ids of questions with so many options each."""
    return ["status", *(f"question-{index}" for index in range(1, len(sizes)))]


def options(size: int) -> list[str]:
    return [f"option-{index}" for index in range(size)]


def draw_cubes(sizes: Sequence[int], count: int, seed: int) -> list[Cube]:
    """Give a page for each status, and pages that name two or three questions, up to a third of the options each."""
    chance = random.Random(seed)
    asked = names(sizes)
    cubes: list[Cube] = [{"status": [option]} for option in options(sizes[0])]
    while len(cubes) < count:
        chosen = sorted(chance.sample(range(len(sizes)), chance.choice((2, 2, 3))))
        cubes.append(
            {
                asked[index]: chance.sample(options(sizes[index]), chance.randint(1, max(1, sizes[index] // 3)))
                for index in chosen
            }
        )
    return cubes


def settle_ties(cubes: Sequence[Cube]) -> list[list[str]]:
    """Give each page's `over`: the earlier pages that it crosses."""
    return [
        [f"page-{earlier}" for earlier, other in enumerate(cubes[:index]) if _cross(cube, other)]
        for index, cube in enumerate(cubes)
    ]


def _cross(one: Cube, other: Cube) -> bool:
    meet = all(set(one[name]) & set(other[name]) for name in one.keys() & other.keys())
    return meet and not _inside(one, other) and not _inside(other, one)


def _inside(one: Cube, other: Cube) -> bool:
    return all(name in one and set(one[name]) <= set(values) for name, values in other.items())


def write_trees(sizes: Sequence[int], cubes: Sequence[Cube], over: Sequence[Sequence[str]]) -> dict[str, Tree]:
    """Write rule files that hold just what a proof needs."""
    questions = [
        {
            "id": name,
            "kind": "core",
            "name": TEXT,
            "flags": [f"--{name}"],
            "ask": TEXT,
            "help": TEXT,
            "options": [{"id": option, "label": TEXT} for option in options(size)],
        }
        for name, size in zip(names(sizes), sizes, strict=True)
    ]
    pages = {f"situations/page-{index}.yaml": _page(index, cube, over[index]) for index, cube in enumerate(cubes)}
    return {
        "rulebook.yaml": {"id": "grid"},
        "questions.yaml": {"questions": questions, "details": []},
        "derived.yaml": {"derived": []},
        "messages.yaml": {"messages": [{"id": "message", "to": "seller", "about": TEXT, "body": [TEXT]}]},
        **pages,
    }


def _page(index: int, cube: Cube, over: Sequence[str]) -> Tree:
    return {
        "id": f"page-{index}",
        "when": cube,
        **({"over": list(over)} if over else {}),
        "verdict": "other",
        "title": TEXT,
        "why": ITEMS,
        "steps": [{"do": TEXT, "source": "F01"}],
        "avoid": ITEMS,
        "messages": ["message"],
        "limits": ITEMS,
        "examples": [],
    }


def make_grid(sizes: Sequence[int], count: int, seed: int) -> dict[str, Tree]:
    """Give rule files that are in order, as read from disk: entries of `over` that change nothing are taken out."""
    cubes = draw_cubes(sizes, count, seed)
    over = settle_ties(cubes)
    while True:
        trees = write_trees(sizes, cubes, over)
        idle = prove(Rulebook(trees)).of(Kind.IDLE_OVER)
        if not idle:
            return trees
        for page in {flaw.names[0] for flaw in idle}:
            entry = next(flaw.names[1] for flaw in idle if flaw.names[0] == page)
            over[int(page.removeprefix("page-"))].remove(entry)
