"""What cases come to, counted a second time by brute force; ways to the rest, proofs, and proposed cases."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from batalin.rulebook.loading import parse, read_texts
from batalin.rulebook.model import one_or_many
from batalin.rulebook.rulebook import Rulebook
from batalin.rulebook.vocabulary import ITEM_KINDS
from batalin.workshop.cases.coverage import ENDS, KINDS, list_everything, measure_coverage, touch
from batalin.workshop.cases.reach import Finder
from tests.rulebook.oracle import Answers, accepts, interviews
from tests.support import ROOT, call
from tests.workshop.casework import HOLDS, SHOP, case_file, cases_at, run_cases, run_for_data, shop

BOOKS = {"base": SHOP, "other": ROOT / "tests" / "other_shop"}
every_book = pytest.mark.parametrize("name", BOOKS)


@cache
def book(name: str) -> Rulebook:
    return Rulebook(parse(read_texts(BOOKS[name])))


@cache
def everybody(name: str) -> tuple[Answers, ...]:
    """Every interview of a book, from the words of its files alone."""
    return tuple(interviews(book(name).trees["questions.yaml"]["questions"]))


def with_derived(trees: Mapping[str, Any], answers: Answers) -> Answers:
    """Add the derived answers; the rows of these books do not overlap but for those for any answer."""
    found = dict(answers)
    for one in trees["derived.yaml"]["derived"]:
        rows = [row for row in one["rows"] if accepts(row["when"], found)]
        if rows:
            found[one["id"]] = max(rows, key=lambda row: len(row["when"]))["is"]
    return found


def plainly(rulebook: Rulebook, answers: Answers) -> dict[str, set[str]]:
    """Give what an interview comes to, the winner aside from the words of the files alone."""
    trees = rulebook.trees
    known = with_derived(trees, answers)
    pages = {tree["id"]: tree for name, tree in trees.items() if name.startswith("situations/")}
    winner = rulebook.winner(answers)
    assert winner is not None
    page = pages[winner.id]
    fitting = sorted(name for name, tree in pages.items() if accepts(tree["when"], known) and name != winner.id)
    used = [item["use"] for kind in ITEM_KINDS for item in page[kind] if "use" in item]
    cases = {}
    for name in used:
        fit = [case for case in trees[f"fragments/{name}.yaml"]["cases"] if accepts(case["when"], known)]
        cases[name] = max(fit, key=lambda case: len(case["when"]))
    shown = [item for kind in ITEM_KINDS for item in page[kind] if "use" not in item]
    shown += [item for case in cases.values() for item in case["say"]]
    shown += [tree for tree in trees["messages.yaml"]["messages"] if tree["id"] in page["messages"]]
    return {
        "situations": {winner.id},
        "options": {f"{name}: {option}" for name, option in answers.items()},
        "ends": {" + ".join([winner.id, *fitting])},
        "messages": set(page["messages"]),
        "first-messages": {page["messages"][0]},
        "fragment-cases": {f"{name}: {case['id']}" for name, case in cases.items()},
        "sources": {fact for item in shown for fact in one_or_many(item["source"])},
    }


def in_any_order(name: str) -> str:
    winner, *others = name.split(" + ")
    return " + ".join([winner, *sorted(others)])


@every_book
def test_one_interview_comes_to_what_the_files_say(name: str) -> None:
    for answers in everybody(name):
        touched = {kind: set(names) for kind, names in touch(book(name), answers).items()}
        touched[ENDS] = {in_any_order(end) for end in touched[ENDS]}
        assert touched == plainly(book(name), answers)


@every_book
@pytest.mark.parametrize("every", [1, 2, 5, 11])
def test_figures_are_those_of_brute_force(name: str, every: int) -> None:
    rulebook, cases, examples = book(name), everybody(name)[::every], everybody(name)[1:3]
    coverage = measure_coverage(rulebook, cases, examples)
    ends = set().union(*(plainly(rulebook, answers)[ENDS] for answers in cases))
    alike = [answers for answers in everybody(name) if plainly(rulebook, answers)[ENDS] <= ends]
    assert (coverage.interviews, coverage.by_cases) == (len(everybody(name)), len(alike))
    for figure in coverage.figures:
        by_cases = set().union(*(plainly(rulebook, answers)[figure.kind] for answers in cases))
        by_all = by_cases.union(*(plainly(rulebook, answers)[figure.kind] for answers in examples))
        assert (figure.by_cases, figure.by_all) == (len(by_cases), len(by_all)), figure.kind
        missed = {in_any_order(one) if figure.kind == ENDS else one for one in figure.missed}
        assert len(missed) + len(by_all) == figure.total
        assert not missed & by_all


@every_book
@pytest.mark.parametrize("kind", KINDS)
def test_a_way_leads_there_and_a_proof_is_true(name: str, kind: str) -> None:
    rulebook, finder = book(name), Finder(book(name))
    reachable = set().union(*(touch(rulebook, answers)[kind] for answers in everybody(name)))
    for one in list_everything(rulebook)[kind]:
        way = finder.find(kind, one)
        assert (way.proof is None) == (one in reachable), one
        assert way.proof or one in touch(rulebook, way.answers)[kind]


DEAD = {
    "no interview meets its when": (
        "situations/shipped.yaml",
        "when: {status: shipped}",
        "when: {status: shipped, age: []}",
    ),
    "no interview offers it": (
        "questions.yaml",
        "only_if: {status: [processing, shipped, unknown]}",
        "only_if: {status: []}",
    ),
    "where it fits, these win: processing": (
        "situations/unpaid.yaml",
        "when: {status: unpaid}",
        "when: {status: processing}",
    ),
}


@pytest.mark.parametrize("proof", DEAD)
def test_what_is_dead_is_proved(tmp_path: Path, proof: str) -> None:
    outcome = run_cases(shop(tmp_path / "shop", DEAD[proof]))
    assert proof in outcome.stdout, outcome.stdout


def test_the_dead_are_told_once_for_each_proof(tmp_path: Path) -> None:
    old = "messages:\n"
    body = "\n    to: support\n    about: {id: A, en: B}\n    source: F2\n    body: [{id: Ya, en: Yes}]\n"
    rules = shop(tmp_path / "shop", ("messages.yaml", old, f"{old}  - id: idle-one{body}  - id: idle-two{body}"))
    outcome = run_cases(rules)
    assert "Messages that nothing comes to\n  idle-one, idle-two\n    no page uses it\n" in outcome.stdout
    [figure] = [line for line in outcome.stdout.splitlines() if line.startswith("messages offered")]
    assert figure.split()[-4:] == ["0", "2", "2", "2"]
    missed = run_for_data(rules)["coverage"]["messages"]["missed"]
    assert missed == [
        {"name": name, "dead": True, "command": None, "proof": "no page uses it"} for name in ("idle-one", "idle-two")
    ]


def test_commands_lead_to_what_is_missing() -> None:
    missed = run_for_data(SHOP)["coverage"]["options"]["missed"]
    assert missed
    for way in missed:
        question, option = way["name"].split(": ")
        outcome = call([*shlex.split(way["command"])[1:], "--no-input", "--format", "json"])
        assert outcome.code == 0
        assert f'"{question}": "{option}"' in outcome.stdout


@pytest.mark.parametrize(("language", "point"), [("id", ","), ("en", ".")])
def test_the_table_shows_the_figures_and_100_only_where_nothing_is_missing(
    tmp_path: Path, language: str, point: str
) -> None:
    files = cases_at(tmp_path, own=case_file(HOLDS))
    data = run_for_data(SHOP, "--cases", str(files))["coverage"]
    head, *rows = run_cases(SHOP, "--cases", str(files), language=language).stdout.splitlines()[: len(KINDS) + 2]
    for kind, row in zip(KINDS, rows, strict=False):
        figure = data[kind.replace("-", "_")]
        dead = sum(one["dead"] for one in figure["missed"])
        counts = (figure["by_cases"], figure["by_all"], figure["total"] - dead, dead)
        assert row.split()[-4:] == [str(count) for count in counts]
        assert len(row) == len(head)
    share = f"{1000 * data['interviews']['by_cases'] // data['interviews']['total'] / 10:.1f}".replace(".", point)
    assert f" {share}% " in rows[-1]


@pytest.mark.parametrize("language", ["id", "en"])
def test_proposed_cases_hold_and_are_proposed_once(tmp_path: Path, language: str) -> None:
    files = cases_at(tmp_path / "cases", own=case_file(HOLDS))
    first = run_cases(SHOP, "--cases", str(files), "--write-missing", language=language)
    assert first.code == 0, first.text()
    assert f": 5, {'di' if language == 'id' else 'in'} {files.as_posix()}/missing.yaml." in first.stdout
    written = (files / "missing.yaml").read_text(encoding="utf-8")
    mark = "  # Perlu dipastikan oleh manusia.\n" if language == "id" else "  # To be confirmed by a person.\n"
    assert written.count(mark) == written.count("- name: ") == 5
    data = run_for_data(SHOP, "--cases", str(files), "--write-missing")
    assert (data["failed"], data["findings"], data["proposed"]) == (0, [], [])
    assert data["coverage"]["situations"]["by_cases"] == data["coverage"]["situations"]["total"]
    assert (files / "missing.yaml").read_text(encoding="utf-8") == written


def test_proposals_never_overwrite(tmp_path: Path) -> None:
    files = cases_at(tmp_path, missing=case_file(HOLDS))
    outcome = run_cases(SHOP, "--cases", str(files), "--write-missing")
    assert (outcome.code, outcome.stdout) == (1, "")
    assert "is there already and is not overwritten" in outcome.stderr
    assert (files / "missing.yaml").read_text() == case_file(HOLDS)


def test_proposals_for_some_situations_only(tmp_path: Path) -> None:
    files = cases_at(tmp_path, own=case_file(HOLDS))
    assert run_for_data(SHOP, "--cases", str(files), "--write-missing", "--only", "unpaid")["proposed"] == ["unpaid"]
    assert run_for_data(SHOP, "--cases", str(files), "--write-missing", "--only", "unpaid")["proposed"] == []


def test_nothing_is_proposed_while_a_case_cannot_be_read(tmp_path: Path) -> None:
    files = cases_at(tmp_path, own=case_file(HOLDS.replace("age:", "agee:")))
    outcome = run_cases(SHOP, "--cases", str(files), "--write-missing")
    assert outcome.code == 1
    assert "Nothing is proposed before the case files are in order." in outcome.stdout
    assert not (files / "missing.yaml").exists()


def test_proposals_need_a_folder(tmp_path: Path) -> None:
    rules = shop(tmp_path / "shop")
    outcome = run_cases(rules, "--write-missing")
    assert (outcome.code, outcome.stdout) == (2, "")
    assert f"Make {rules.as_posix()}/cases" in outcome.stderr


def test_a_title_that_is_taken_or_needs_quotes_is_written_so_that_it_can_be_read(tmp_path: Path) -> None:
    titles = {name: book("base").page(name)["title"]["en"] for name in ("shipped", "unpaid")}
    rules = shop(tmp_path / "shop", ("situations/unpaid.yaml", f"en: {titles['unpaid']}", 'en: "Paid: no # \\"yet\\""'))
    cases_at(rules / "cases", own=case_file(HOLDS.replace("Holds", titles["shipped"])))
    assert run_cases(rules, "--write-missing").code == 0
    names = {one["name"] for one in run_for_data(rules)["cases"]}
    assert {titles["shipped"], f"{titles['shipped']} (shipped)", 'Paid: no # "yet"'} <= names
