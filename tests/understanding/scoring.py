"""How well sentences are understood: precision and recall of every question over a set of sentences."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from batalin.rulebook.loading import load
from batalin.rulebook.reading import read
from batalin.rulebook.rulebook import Rulebook
from batalin.understanding.understanding import Understanding, understand
from tests.support import NOW, ROOT, RULES

SENTENCES = ROOT / "tests" / "cases" / "words"
TUNED, WRITTEN, UNTOUCHED, FRESH = "tuned", "written", "untouched", "fresh"
"""Sentences to tune on, those of strangers the phrases were widened with, and two sets that nothing is tuned on."""
CORE_ALONE = (WRITTEN, FRESH)
"""Sets that are labelled for the core questions alone."""
CORE = ("status", "age", "product", "error")


class Sentence(NamedTuple):
    """A sentence and what its words say."""

    text: str
    expect: Mapping[str, str]
    ambiguous: Mapping[str, Sequence[str]]
    details: Mapping[str, str]
    in_scope: bool


class Score(NamedTuple):
    """Of one question: answers given, answers that should be, and those that are both."""

    given: int
    wanted: int
    right: int

    @property
    def precision(self) -> float:
        return self.right / self.given if self.given else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0


def read_sentences(path: Path) -> list[Sentence]:
    trees: list[dict[str, Any]] = read(path.read_text(encoding="utf-8"))
    return [
        Sentence(
            tree["text"],
            tree.get("expect", {}),
            tree.get("ambiguous", {}),
            tree.get("details", {}),
            tree.get("in_scope", "yes") == "yes",
        )
        for tree in trees
    ]


def read_set(name: str) -> list[Sentence]:
    return read_sentences(SENTENCES / f"{name}.yaml")


def understood(sentences: Sequence[Sentence], rulebook: Rulebook) -> list[Understanding]:
    return [understand(sentence.text, rulebook, NOW) for sentence in sentences]


def score(sentences: Sequence[Sentence], found: Sequence[Understanding], rulebook: Rulebook) -> dict[str, Score]:
    """Score every question; a reading that is one of two the words allow is neither right nor wrong."""
    scores = {}
    for question in (one.id for one in rulebook.questions):
        pairs = [
            (sentence.expect.get(question), one.answers.get(question))
            for sentence, one in zip(sentences, found, strict=True)
            if one.answers.get(question) not in sentence.ambiguous.get(question, ())
        ]
        given = sum(answer is not None for _, answer in pairs)
        wanted = sum(expected is not None for expected, _ in pairs)
        scores[question] = Score(given, wanted, sum(answer == expected is not None for expected, answer in pairs))
    return scores


def misses(sentences: Sequence[Sentence], found: Sequence[Understanding]) -> Iterator[str]:
    for sentence, one in zip(sentences, found, strict=True):
        wrong = [
            f"{question}: {one.answers.get(question)} ({one.words.get(question)}), not {sentence.expect.get(question)}"
            for question in sorted({*one.answers, *sentence.expect})
            if one.answers.get(question) != sentence.expect.get(question)
            and one.answers.get(question) not in sentence.ambiguous.get(question, ())
        ]
        if sentence.in_scope != (one.elsewhere is None):
            wrong.append(f"in scope: {one.elsewhere is None}, not {sentence.in_scope}")
        for detail in sorted({*one.details, *sentence.details}):
            if one.details.get(detail) != sentence.details.get(detail):
                wrong.append(f"{detail}: {one.details.get(detail)}, not {sentence.details.get(detail)}")
        if wrong:
            ambiguous = {question: dict(readings) for question, readings in one.ambiguous.items()}
            yield "\n  ".join([sentence.text, *wrong, f"ambiguous: {ambiguous}"])


def table(scores: Mapping[str, Score]) -> str:
    lines = [f"{'question':<14} precision  recall  (given, wanted)"]
    for question, one in scores.items():
        lines.append(f"{question:<14} {one.precision:9.3f} {one.recall:7.3f}  ({one.given}, {one.wanted})")
    return "\n".join(lines)


if __name__ == "__main__":
    paths = [Path(word) for word in sys.argv[1:]] or [SENTENCES / f"{TUNED}.yaml"]
    book = load(RULES)
    for path in paths:
        sentences = read_sentences(path)
        found = understood(sentences, book)
        print("\n".join(misses(sentences, found)))
        print(table(score(sentences, found, book)))
