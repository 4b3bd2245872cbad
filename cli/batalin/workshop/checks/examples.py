"""Examples of pages that do not show what they should."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from batalin.rulebook.finding import Finding
from batalin.rulebook.place import Path
from batalin.rulebook.rulebook import Rulebook
from batalin.rulebook.vocabulary import SITUATIONS


def find_wrong_examples(rulebook: Rulebook) -> Iterator[Finding]:
    """Give the examples that leave a core question open, end on another page or expect another verdict.

    One that no page wins, or several, shows a gap or a tie; these are found by the proof.

    Args:
        rulebook: Rules that are in order in shape and names.
    """
    core = {question.id for question in rulebook.questions if question.core}
    for name, tree in rulebook.trees.items():
        if not name.startswith(SITUATIONS):
            continue
        for index, example in enumerate(tree["examples"]):
            given = example["given"]
            path: Path = ("examples", index, "given")
            open_ones = _unanswered(rulebook, given) if core - given.keys() else []
            if open_ones:
                yield Finding("example-incomplete", path, name, True, facts={"names": ", ".join(open_ones)})
                continue
            winner = rulebook.winner(given)
            if winner is None:
                continue
            if winner.id != tree["id"]:
                yield Finding("example-elsewhere", path, name, True, facts={"actual": winner.id}, witness=given)
            elif tree["verdict"] != example["expect"]:
                expected = ("examples", index, "expect")
                yield Finding("example-verdict", expected, name, word=example["expect"], known=(tree["verdict"],))


def _unanswered(rulebook: Rulebook, given: Mapping[str, str]) -> list[str]:
    """Give the core questions that are asked after these answers and have none."""
    core = {question.id for question in rulebook.questions if question.core}
    visits = rulebook.space.follow(given)
    return [name for name, asked, _, options in visits if asked and options and name in core - given.keys()]
