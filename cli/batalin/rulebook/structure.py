"""What a rulebook must hold together beyond shapes and names, so that no interview can fail."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from batalin.rulebook.building import hours
from batalin.rulebook.finding import Finding
from batalin.rulebook.place import Path, Tree
from batalin.rulebook.vocabulary import FRAGMENTS, NOW, OWN_FLAGS, SITUATIONS, STATUS, UNKNOWN

QUESTIONS = "questions.yaml"


def inspect_structure(trees: Mapping[str, Tree], report: Callable[[Finding], None]) -> None:
    """Report what would make a sound-looking rulebook fail.

    Args:
        trees: Files that fit their shapes and whose names are declared.
        report: Called once a finding.
    """
    questions, details = trees[QUESTIONS]["questions"], trees[QUESTIONS]["details"]
    _inspect_status(questions, report)
    for index, question in enumerate(questions):
        options = [option["id"] for option in question["options"]]
        if question["kind"] != "core" and question["id"] != STATUS and UNKNOWN not in options:
            path: Path = ("questions", index, "options")
            report(Finding("missing-unknown", path, QUESTIONS, True, question["id"]))
        if "measures" in question:
            _inspect_lengths(index, question, report)
    _inspect_flags(questions, details, report)
    undated = {detail["id"] for detail in details if detail["kind"] == "date" and "since" not in detail}
    for file, path, start in _starts(trees):
        if start in undated:
            report(Finding("missing-since", path, file, word=start))
    fallbacks = [name for name, tree in trees.items() if name.startswith(SITUATIONS) and "fallback" in tree]
    for name in fallbacks[1:]:
        report(Finding("second-fallback", ("fallback",), name, True, trees[fallbacks[0]]["id"]))


def _inspect_status(questions: list[Tree], report: Callable[[Finding], None]) -> None:
    places = [index for index, one in enumerate(questions) if one["id"] == STATUS and one["kind"] == "core"]
    if not places:
        named = [index for index, one in enumerate(questions) if one["id"] == STATUS]
        where: Path = ("questions", named[0], "kind") if named else ("questions",)
        report(Finding("missing-status", where, QUESTIONS, not named))
        return
    for place, option in enumerate(questions[places[0]]["options"]):
        if "stage" not in option:
            path: Path = ("questions", places[0], "options", place, "id")
            report(Finding("missing-stage", path, QUESTIONS, word=option["id"]))


def _inspect_lengths(index: int, question: Tree, report: Callable[[Finding], None]) -> None:
    """Report an option of a measured question that does not begin where the one before it ends."""
    reached: int | None = 0
    last: Path = ("questions", index, "measures")
    for place, option in enumerate(question["options"]):
        start, end = hours(option.get("at_least")), hours(option.get("below"))
        if start is None and end is None:
            continue
        here: Path = ("questions", index, "options", place)
        if reached is None or (start or 0) != reached or (end is not None and end <= reached):
            report(Finding("hole-in-measures", (*here, "at_least"), QUESTIONS, word=option["id"]))
            return
        reached, last = end, (*here, "below")
    if reached is not None:
        report(Finding("hole-in-measures", last, QUESTIONS, True, question["id"]))


def _inspect_flags(questions: list[Tree], details: list[Tree], report: Callable[[Finding], None]) -> None:
    taken = set(OWN_FLAGS)
    for group, items in (("questions", questions), ("details", details)):
        for index, item in enumerate(items):
            for place, flag in enumerate(item["flags"]):
                if flag in taken:
                    report(Finding("flag-taken", (group, index, "flags", place), QUESTIONS, word=flag))
                taken.add(flag)


def _starts(trees: Mapping[str, Tree]) -> list[tuple[str, Path, str]]:
    """Give every moment a deadline counts from, with its place."""
    found: list[tuple[str, Path, str]] = []
    for file, tree in trees.items():
        steps: list[tuple[Path, Tree]] = []
        if file.startswith(SITUATIONS):
            steps = [(("steps", index), step) for index, step in enumerate(tree["steps"])]
        elif file.startswith(FRAGMENTS) and tree["kind"] == "steps":
            for place, case in enumerate(tree["cases"]):
                steps += [(("cases", place, "say", index), step) for index, step in enumerate(case["say"])]
        for path, step in steps:
            if "by" in step and step["by"]["from"] != NOW:
                found.append((file, (*path, "by", "from"), step["by"]["from"]))
    return found
