"""A second, plain reading of the rule language: every interview written out, every rule a set of interviews.

It shares no code with the program: it reads the files' own words and works with one big number a set.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Any

Tree = Any
Answers = dict[str, str]


def listed(value: Tree) -> list[str]:
    """Give the words of a value that may stand alone."""
    return [value] if isinstance(value, str) else list(value)


def accepts(when: Tree, answers: Mapping[str, str]) -> bool:
    """Tell whether a condition holds; one about a question that was not asked does not."""
    for variable, wanted in when.items():
        if variable == "not":
            if any(answers.get(name) is None or answers[name] in listed(out) for name, out in wanted.items()):
                return False
        elif answers.get(variable) not in listed(wanted):
            return False
    return True


def names_in(when: Tree) -> set[str]:
    """Give the variables of a condition."""
    return (set(when) | set(when.get("not", {}))) - {"not"}


def offered(question: Tree, answers: Mapping[str, str]) -> list[str]:
    """Give the options of a question that earlier answers leave open."""
    if not accepts(question.get("only_if", {}), answers):
        return []
    return [option["id"] for option in question["options"] if accepts(option.get("only_if", {}), answers)]


def interviews(questions: Sequence[Tree], answers: Mapping[str, str] | None = None) -> list[Answers]:
    """Write out every complete interview that goes on from some answers."""
    found = [dict(answers or {})]
    for question in questions:
        longer = []
        for one in found:
            options = [] if question["id"] in one else offered(question, one)
            longer += [{**one, question["id"]: option} for option in options] or [one]
        found = longer
    return found


def sample(questions: Sequence[Tree], count: int) -> list[Answers]:
    """Give complete interviews at random, always the same ones."""
    chance = random.Random(20261123)
    found = []
    for _ in range(count):
        answers: Answers = {}
        for question in questions:
            options = offered(question, answers)
            if options:
                answers[question["id"]] = chance.choice(options)
        found.append(answers)
    return found


class Oracle:
    """Some competing rules as sets of interviews.

    Attributes:
        wins: For each rule the interviews it wins.
        everything: All interviews.
    """

    def __init__(self, trees: Mapping[str, Tree], rules: Sequence[Tree], given: Answers | None = None) -> None:
        """Write out the interviews that hold the given answers, as far as the rules depend on them."""
        derived = {one["id"]: one for one in trees["derived.yaml"]["derived"]}
        needed = set().union(*(names_in(rule["when"]) for rule in rules))
        for one in reversed(derived.values()):
            if one["id"] in needed:
                needed.update(*(names_in(row["when"]) for row in one["rows"]))
        asked = trees["questions.yaml"]["questions"]
        for question in reversed(asked):
            if question["id"] in needed:
                conditions = [question.get("only_if", {}), *(one.get("only_if", {}) for one in question["options"])]
                needed.update(*map(names_in, conditions))
        self._questions = [question for question in asked if question["id"] in needed]
        self._sets: dict[tuple[str, str], int] = {}
        self._places: dict[tuple[str | None, ...], int] = {}
        self._write_out(given)
        for one in derived.values():
            if one["id"] in needed:
                rows = {row["id"]: self._accepted(row["when"]) for row in one["rows"]}
                for row, won in zip(one["rows"], _wins(one["rows"], rows, _narrower_words).values(), strict=True):
                    key = (one["id"], row["is"])
                    self._sets[key] = self._sets.get(key, 0) | won
        self._accepts = {rule["id"]: self._accepted(rule["when"]) for rule in rules}
        self.wins = _wins(rules, self._accepts, lambda rule, other: self._narrower(rule["id"], other["id"]))

    def winners(self, answers: Mapping[str, str]) -> list[str]:
        """Give the rules that win an interview; one is as it should be."""
        bit = 1 << self._places[self._key(answers)]
        return [name for name, won in self.wins.items() if won & bit]

    def _write_out(self, given: Answers | None) -> None:
        ends = interviews(self._questions, given)
        marks: dict[tuple[str, str], bytearray] = {}
        for place, answers in enumerate(ends):
            self._places[self._key(answers)] = place
            for pair in answers.items():
                marks.setdefault(pair, bytearray(len(ends)))[place] = 1
        self.everything = (1 << len(ends)) - 1
        table = bytes.maketrans(b"\x00\x01", b"01")
        self._sets = {pair: int(mark.translate(table)[::-1], 2) for pair, mark in marks.items()}

    def _key(self, answers: Mapping[str, str]) -> tuple[str | None, ...]:
        return tuple(answers.get(question["id"]) for question in self._questions)

    def _accepted(self, when: Tree) -> int:
        found = self.everything
        for variable, wanted in when.items():
            if variable != "not":
                found &= self._any(variable, listed(wanted))
        for variable, unwanted in when.get("not", {}).items():
            values = [value for name, value in self._sets if name == variable]
            found &= self._any(variable, [value for value in values if value not in listed(unwanted)])
        return found

    def _any(self, variable: str, values: Sequence[str]) -> int:
        found = 0
        for value in values:
            found |= self._sets.get((variable, value), 0)
        return found

    def _narrower(self, name: str, other: str) -> bool:
        inside, around = self._accepts[name], self._accepts[other]
        return inside & around == inside != around and inside != 0


def _narrower_words(rule: Tree, other: Tree) -> bool:
    """Tell whether a row of a derived answer is narrower by its words; no row of the files widens by `not`."""

    def within(one: Tree, two: Tree) -> bool:
        return all(
            name in one and set(listed(one[name])) <= set(listed(values))
            for name, values in two.items()
            if name != "not"
        ) and ("not" not in two or one.get("not") == two["not"])

    return within(rule["when"], other["when"]) and not within(other["when"], rule["when"])


def _wins(rules: Sequence[Tree], accepted: Mapping[str, int], narrower: Any) -> dict[str, int]:
    """Take from each rule the interviews of the rules that beat it."""
    wins = {}
    for rule in rules:
        left = accepted[rule["id"]]
        for rival in rules:
            named = rule["id"] in listed(rival.get("over", [])) or "all" in listed(rival.get("over", []))
            if rival is not rule and not narrower(rule, rival) and (narrower(rival, rule) or named):
                left &= ~accepted[rival["id"]]
        wins[rule["id"]] = left
    return wins
