"""Fixtures that several test folders share."""

from __future__ import annotations

import compileall
import gc
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

import batalin
from batalin.files import rewrite
from batalin.rulebook.examination import examine_file
from batalin.rulebook.finding import Finding
from batalin.rulebook.loading import COMPILED, compile_rules, find_rules, load
from batalin.rulebook.rulebook import Rulebook, Tree
from batalin.rulebook.shape import Shape
from batalin.rulebook.vocabulary import WORDS
from batalin.workshop.checks.phrases import find_phrase_faults


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let goldens be written anew, on request only."""
    parser.addoption("--write-goldens", action="store_true", help="write the golden texts anew instead of comparing")


def pytest_configure(config: pytest.Config) -> None:
    """Compile rules and program once, as an installed wheel has them, so that started programs need not do it anew."""
    gc.set_threshold(50_000, 50)  # thousands of tests stay in memory, and looking through them all takes seconds
    if not hasattr(config, "workerinput"):
        compileall.compile_dir(Path(batalin.__file__).parent, quiet=1)
        rewrite(find_rules() / COMPILED, compile_rules(find_rules()))


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave no compiled rules behind: beside them, a check trusts the phrases as it does in a wheel."""
    if not hasattr(config, "workerinput"):
        (find_rules() / COMPILED).unlink(missing_ok=True)


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    """The rules that come with the program."""
    return load(find_rules())


@pytest.fixture(scope="session", autouse=True)
def _load_the_shipped_rules_once(rulebook: Rulebook) -> Iterator[None]:
    """Spare the hundreds of command lines that run inside the test process the reading of the same files."""

    def load_or_reuse(folder: Path) -> Rulebook:
        return rulebook if folder == find_rules() else load(folder)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("batalin.__main__.load", load_or_reuse)
        yield


@pytest.fixture(scope="session", autouse=True)
def _examine_the_same_file_once() -> Iterator[None]:
    """Spare the hundreds of rulebooks that differ from the shipped one in one file the reading of all the others."""
    once = cache(examine_file)

    def examine_or_reuse(name: str, data: bytes, shape: Callable[[str], Shape]) -> tuple[Tree, list[Finding]]:
        tree, findings = once(name, data, shape)
        return tree, [*findings]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("batalin.rulebook.examination.examine_file", examine_or_reuse)
        yield


@pytest.fixture(scope="session", autouse=True)
def _judge_the_same_phrases_once() -> Iterator[None]:
    """Spare the hundreds of checks of rulebooks that differ elsewhere the reading of the same thousands of phrases."""
    known: dict[str, list[Finding]] = {}

    def find_or_reuse(rulebook: Rulebook) -> list[Finding]:
        key = repr((rulebook.trees[WORDS], rulebook.trees["questions.yaml"]))
        if key not in known:
            known[key] = list(find_phrase_faults(rulebook))
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("batalin.workshop.checks.phrases.find_phrase_faults", find_or_reuse)
        yield
