"""What a rulebook tells first, by the plain reading of the oracle; it shares no code with the comparison."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from batalin.workshop.comparison.comparison import Change
from tests.rulebook.oracle import Answers, Oracle

Tree = Any


class Told(NamedTuple):
    """The outcome of one interview; empty where no page wins, or several."""

    situation: str
    verdict: str
    first_step: Tree
    message: str


class Retold:
    """A rulebook read by the oracle."""

    def __init__(self, trees: Mapping[str, Tree], given: Answers | None = None) -> None:
        """Read the pages for the interviews that hold the given answers, which must show how they beat each other."""
        self._trees = trees
        self._pages = {tree["id"]: tree for name, tree in trees.items() if name.startswith("situations/")}
        self._rules = Oracle(trees, list(self._pages.values()), given)
        self._fragments: dict[str, Oracle] = {}

    def tell(self, answers: Answers) -> Told:
        """Give what an interview is told."""
        winners = self._rules.winners(answers)
        if len(winners) != 1:
            return Told("", "", None, "")
        page = self._pages[winners[0]]
        return Told(page["id"], page["verdict"], self._first(page, answers), page["messages"][0])

    def _first(self, page: Tree, answers: Answers) -> Tree:
        for item in page["steps"]:
            steps = self._say(item["use"], answers) if "use" in item else [item]
            if steps:
                return {key: value for key, value in steps[0].items() if key != "source"}
        return None

    def _say(self, fragment: str, answers: Answers) -> list[Tree]:
        cases = {case["id"]: case for case in self._trees[f"fragments/{fragment}.yaml"]["cases"]}
        if fragment not in self._fragments:
            self._fragments[fragment] = Oracle(self._trees, list(cases.values()))
        (winner,) = self._fragments[fragment].winners(answers)
        said: list[Tree] = cases[winner]["say"]
        return said


def accept(change: Change, answers: Mapping[str, str]) -> bool:
    """Tell whether an interview is in the cube of a change."""
    return all(answers.get(name) in values for name, values in change.cube.items())
