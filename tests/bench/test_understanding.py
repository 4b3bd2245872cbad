"""Sentences understood in this process: at most 3 ms each."""

from __future__ import annotations

import statistics
import time

from batalin.rulebook.loading import find_rules, load
from batalin.understanding.understanding import understand
from tests.support import NOW
from tests.understanding.scoring import TUNED, read_set

LIMIT = 3.0


def test_a_sentence_takes_at_most_three_milliseconds() -> None:
    rulebook = load(find_rules())
    sentences = [one.text for one in read_set(TUNED)]
    understand(sentences[0], rulebook, NOW)
    rounds = []
    for _ in range(5):
        begin = time.perf_counter()
        for text in sentences:
            understand(text, rulebook, NOW)
        rounds.append((time.perf_counter() - begin) * 1_000 / len(sentences))
    print(f"\nunderstanding a sentence: {statistics.median(rounds):.2f} ms (limit {LIMIT})")
    assert min(rounds) <= LIMIT
