"""What the program answers, word for word, in both languages."""

from __future__ import annotations

import pytest

from tests.flags.broken import ANSWERS_FILES, RULE_FAULTS
from tests.flags.cases import BAD_INPUT, CASES, CORE
from tests.flags.conftest import GOLDENS, Compare
from tests.support import call, flags

LANGUAGES = ("id", "en")
BOTH = [pytest.param(name, language, id=f"{name}.{language}") for name in CASES for language in LANGUAGES]


@pytest.mark.parametrize(("name", "language"), BOTH)
def test_whole_answer(name: str, language: str, golden: Compare) -> None:
    case = CASES[name]
    outcome = call(case.arguments, {"BATALIN_LANG": language}, case.columns)
    assert outcome.code == case.code, outcome.text()
    golden(f"{name}.{language}", outcome.text())


@pytest.mark.parametrize("name", BAD_INPUT)
def test_trouble_is_one_calm_message_on_standard_error(name: str) -> None:
    outcome = call(BAD_INPUT[name].arguments, {})
    assert outcome.stdout == ""
    assert "Traceback" not in outcome.stderr
    leaked = [word for word in ("Usage", "Error", "Try ", "No such", "Invalid", "Missing") if word in outcome.stderr]
    assert leaked == []
    assert outcome.stderr.isascii()
    assert "\x1b" not in outcome.stderr
    assert len(outcome.stderr) < 4_000


@pytest.mark.parametrize(
    ("given", "named"), [("shipd", "shipped"), ("Dibatalkn", "cancelled"), ("proses", "processing")]
)
def test_a_near_miss_is_named_and_every_value_listed(given: str, named: str) -> None:
    outcome = call([*flags(CORE), "--status", given])
    near = next(line for line in outcome.stderr.splitlines() if line.startswith("Nilai serupa"))
    assert named in near
    for value in ("unpaid", "awaiting-pickup", "not-found", "unknown"):
        assert f"  {value} " in outcome.stderr


@pytest.mark.parametrize("name", ["missing-all", "missing-one", "missing-beside-refund"])
def test_the_example_beside_missing_answers_runs(name: str) -> None:
    command = call(BAD_INPUT[name].arguments).stderr.splitlines()[-1]
    assert command.startswith("batalin ")
    outcome = call([*split(command), "--no-input"])
    assert outcome.code == 0, outcome.text()


def split(command: str) -> list[str]:
    import shlex

    return shlex.split(command)[1:]


def test_no_golden_is_left_over() -> None:
    extra = [f"answers-{name}" for name in ANSWERS_FILES] + [f"rules-{name}" for name in RULE_FAULTS]
    known = {f"{name}.{language}" for name in (*CASES, *extra) for language in LANGUAGES}
    assert sorted(path.stem for path in GOLDENS.glob("*.txt")) == sorted(known)
