"""What would change a result, against deciding; the figures in milliseconds are printed beside the ratios."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from batalin.diagnosis.counterfactual import find_changes
from batalin.rulebook.loading import find_rules, load
from batalin.rulebook.rulebook import Decision, Rulebook
from tests.bench.measure import medians
from tests.bench.test_speed import at_most

Case = tuple[dict[str, str], Decision]


@pytest.fixture(scope="module")
def shipped() -> Rulebook:
    return load(find_rules())


def cases(rulebook: Rulebook) -> list[Case]:
    given = [dict(example["given"]) for rule in rulebook.situations for example in rule.body["examples"]]
    return [(answers, rulebook.decide(answers)) for answers in given]


def timed(job: Callable[[], object]) -> float:
    begin = time.perf_counter()
    job()
    return time.perf_counter() - begin


def try_one_by_one(rulebook: Rulebook, given: dict[str, str], decision: Decision) -> list[Decision]:
    """Decide anew for every option of every question."""
    return [
        rulebook.decide({**given, name: option.id})
        for name in decision.answers
        for option in rulebook.question(name).options
    ]


def test_all_changes_of_an_interview_against_one_decision_and_against_trying_each(shipped: Rulebook) -> None:
    interviews = cases(shipped)

    def compare() -> dict[str, float]:
        taken = medians(
            {
                "decide": lambda: timed(lambda: [shipped.decide(given) for given, _ in interviews]),
                "changes": lambda: timed(lambda: [find_changes(shipped, one, given) for given, one in interviews]),
                "one by one": lambda: timed(lambda: [try_one_by_one(shipped, given, one) for given, one in interviews]),
            },
            rounds=7,
        )
        for name, seconds in taken.items():
            print(f"\n{name}: {1000 * seconds / len(interviews):.3f} ms an interview", end="")
        return taken

    def measure(reference: str) -> Callable[[], float]:
        def ratio() -> float:
            taken = compare()
            return taken["changes"] / taken[reference]

        return ratio

    at_most(10, "all changes / one decision", measure("decide"))
    at_most(0.25, "all changes / deciding each anew", measure("one by one"))


def test_the_first_changes_after_loading_against_one_decision(shipped: Rulebook) -> None:
    beats = {name: group.beats for name, group in shipped.groups.items()}
    interviews = cases(shipped)[::7]

    def first_changes(given: dict[str, str]) -> float:
        """Do what the program does before it, on rules that nobody has asked yet, and time the rest."""
        fresh = Rulebook(shipped.trees, beats)
        for _ in fresh.interview(given):
            pass
        decision = fresh.decide(given)
        return timed(lambda: find_changes(fresh, decision, given))

    def measure() -> float:
        firsts = {str(place): lambda given=given: first_changes(given) for place, (given, _) in enumerate(interviews)}
        taken = medians(firsts, rounds=5)
        decide = medians({"decide": lambda: timed(lambda: shipped.decide(interviews[0][0]))}, rounds=51)["decide"]
        mean, most = sum(taken.values()) / len(taken), max(taken.values())
        print(f"\nfirst changes: {1000 * mean:.3f} ms on average, {1000 * most:.3f} ms at most", end="")
        return mean / decide

    at_most(20, "first changes after loading / one decision", measure)
