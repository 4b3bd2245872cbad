"""A comparison of two rulebooks as blocks of words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from batalin.output.report import Block, Copy, Heading, Items, Paragraph
from batalin.rulebook.model import Cube
from batalin.rulebook.vocabulary import LANGUAGES
from batalin.words import say
from batalin.words.formats import format_number
from batalin.workshop.checks.flaws import write_cube
from batalin.workshop.comparison.comparison import Change, Comparison, Lone
from batalin.workshop.comparison.data import Edition, Lines, write_witness
from batalin.workshop.comparison.file_changes import FileChange
from batalin.workshop.comparison.first_steps import Step
from batalin.workshop.comparison.outcomes import Aspect, Kind, Outcome

MOST_GROUPS = 20
"""Groups of interviews that are listed; the largest come first."""
MOST_PLACES = 20
"""Places in the files that are listed under each heading."""
_SMALLEST_SHARE = 0.01
Domains = Mapping[str, Sequence[str]]


def write_comparison(
    comparison: Comparison, old: Edition, new: Edition, language: str, most: int = MOST_GROUPS
) -> list[Block]:
    """Write all that differs between two rulebooks for a screen.

    Args:
        comparison: What was found.
        old: The rules as they were.
        new: The rules as they are.
        language: The reader's language.
        most: Groups of interviews that are listed.
    """
    domains, gone = _domains(new), _domains(old)
    blocks: list[Block] = [Heading(f"{old.name} -> {new.name}")]
    blocks.append(Paragraph(_summary(comparison, language)))
    blocks += _changes(comparison, new, gone | domains, language, most)
    blocks += _lone("diff-only-new", comparison.only_new, comparison.cells, domains, language)
    blocks += _lone("diff-only-old", comparison.only_old, comparison.cells, gone, language)
    names = tuple((line,) for line in _names(comparison, language))
    blocks += [Heading(say("diff-names", language)), Items(names)] if names else []
    lines = Lines(old, new)
    for key, places in (("diff-reworded", comparison.reworded), ("diff-others", comparison.others)):
        blocks += _places(key, places, lines, language)
    return blocks


def _summary(comparison: Comparison, language: str) -> str:
    changed = comparison.count()
    if not changed:
        shared = comparison.cells - sum(one.cells for one in (*comparison.only_old, *comparison.only_new))
        key = "diff-none" if shared else "diff-nothing-shared"
        return say(key, language, cells=format_number(shared or comparison.cells, language))
    counts = {aspect: format_number(comparison.count(aspect), language) for aspect in Aspect}
    return say(
        "diff-some",
        language,
        changed=format_number(changed, language),
        cells=format_number(comparison.cells, language),
        share=_share(changed, comparison.cells, language),
        verdict=counts[Aspect.VERDICT],
        situation=counts[Aspect.SITUATION],
        step=counts[Aspect.FIRST_STEP],
        message=counts[Aspect.MESSAGE],
    )


def _changes(comparison: Comparison, new: Edition, domains: Domains, language: str, most: int) -> Iterator[Block]:
    if not comparison.changes:
        return
    shown, rest = comparison.changes[:most], comparison.changes[most:]
    items = (tuple(_change(one, comparison, domains, language)) for one in shown)
    yield Items(tuple(items), numbered=True)
    if rest:
        cells = format_number(sum(one.cells for one in rest), language)
        yield Paragraph(say("diff-more", language, groups=format_number(len(rest), language), cells=cells))
    for number, change in enumerate(shown, 1):
        if change.kind.new.situation:
            yield Paragraph(say("diff-see", language, number=str(number)))
            yield Copy(write_witness(change, new, language))
            break


def _change(change: Change, comparison: Comparison, domains: Domains, language: str) -> Iterator[str]:
    kind = change.kind
    old, new = kind.old, kind.new
    yield _group(change.cube, change.cells, comparison.cells, domains, language)
    yield from _pages(kind, comparison, language)
    if kind.steps is not None:
        yield from _steps(kind.steps, language)
    if Aspect.MESSAGE in kind.aspects and Aspect.SITUATION not in kind.aspects:
        letters = {"old": f"{old.message} ({old.recipient})", "new": f"{new.message} ({new.recipient})"}
        yield say("diff-message", language, **letters)


def _pages(kind: Kind, comparison: Comparison, language: str) -> Iterator[str]:
    old, new = kind.old, kind.new
    if old.situation and comparison.renamed.get(old.situation) == new.situation:
        yield say("diff-renamed", language, old=old.situation, new=new.situation, verdict=new.verdict)
        return
    pages = dict.fromkeys(_page(outcome, language) for outcome in (old, new))
    yield " -> ".join(pages)
    if Aspect.SITUATION in kind.aspects and Aspect.FIRST_STEP not in kind.aspects:
        yield say("diff-same-step", language)


def _group(cube: Cube, cells: int, all_cells: int, domains: Domains, language: str) -> str:
    facts = {"cells": format_number(cells, language), "share": _share(cells, all_cells, language)}
    return say("diff-group", language, cube=write_cube(cube, domains), **facts)


def _page(outcome: Outcome, language: str) -> str:
    return f"{outcome.situation} ({outcome.verdict})" if outcome.situation else say("diff-undecided", language)


def _steps(steps: tuple[Step | None, Step | None], language: str) -> Iterator[str]:
    """Write two first steps in the reader's language, with what else of them differs where these words do not."""
    old, new = steps
    reader = LANGUAGES.index(language)
    for key, step, other in (("diff-step-old", old, new), ("diff-step-new", new, old)):
        yield say(key, language, step=_write_step(step, other, reader) or say("diff-no-step", language))


def _write_step(step: Step | None, other: Step | None, reader: int) -> str:
    if step is None:
        return ""
    parts = [step.do[reader]]
    if other is not None:
        if step.do[reader] == other.do[reader]:
            parts += [words for words, others in zip(step.do, other.do, strict=True) if words != others]
        if step.where != other.where:
            parts += step.where
        if step.by != other.by:
            parts.append(", ".join(step.by))
    return " / ".join(dict.fromkeys(part for part in parts if part))


def _lone(key: str, groups: Sequence[Lone], cells: int, domains: Domains, language: str) -> Iterator[Block]:
    if not groups:
        return
    yield Heading(say(key, language, cells=format_number(sum(one.cells for one in groups), language)))
    shown, rest = groups[:MOST_GROUPS], groups[MOST_GROUPS:]
    yield Items(tuple((_group(one.cube, one.cells, cells, domains, language),) for one in shown), numbered=True)
    if rest:
        left = format_number(sum(one.cells for one in rest), language)
        yield Paragraph(say("diff-more", language, groups=format_number(len(rest), language), cells=left))


def _names(comparison: Comparison, language: str) -> Iterator[str]:
    added, removed = comparison.added, comparison.removed
    renamed = [f"{old} -> {new}" for old, new in comparison.renamed.items()]
    for key, names in (
        ("diff-situations-added", added.situations),
        ("diff-situations-removed", removed.situations),
        ("diff-situations-renamed", renamed),
        ("diff-questions-added", added.questions),
        ("diff-questions-removed", removed.questions),
        ("diff-options-added", [": ".join(pair) for pair in added.options]),
        ("diff-options-removed", [": ".join(pair) for pair in removed.options]),
    ):
        if names:
            yield say(key, language, names=", ".join(names))


def _places(key: str, places: Sequence[FileChange], lines: Lines, language: str) -> Iterator[Block]:
    if not places:
        return
    yield Heading(say(key, language, count=format_number(len(places), language)))
    yield Items(tuple(tuple(_place(one, lines, language)) for one in places[:MOST_PLACES]))
    if places[MOST_PLACES:]:
        yield Paragraph(say("diff-more-places", language, count=format_number(len(places) - MOST_PLACES, language)))


def _place(change: FileChange, lines: Lines, language: str) -> Iterator[str]:
    line = lines.find(change)
    yield f"{change.file}:{line} {change.where}" if line and change.where else change.file
    if change.old is change.new is None and not change.only:
        yield say("diff-order", language)
        return
    for mark, words, other in (("-", change.old, "new"), ("+", change.new, "old")):
        if change.only != other:
            yield f"{mark} {words or say('diff-several', language)}"


def _domains(edition: Edition) -> dict[str, Sequence[str]]:
    return {question.id: [option.id for option in question.options] for question in edition.rulebook.questions}


def _share(part: int, whole: int, language: str) -> str:
    percent = 100 * part / whole
    if percent < _SMALLEST_SHARE:
        return f"< {format_number(_SMALLEST_SHARE, language, digits=2)}%"
    return f"{format_number(percent, language, digits=2)}%"
