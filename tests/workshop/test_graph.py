"""The drawing of the interview: it decides as the rules do, and a buyer's way through it is marked."""

from __future__ import annotations

import json
import os
import shutil
import stat
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from batalin.rulebook.loading import find_rules, load
from batalin.rulebook.rulebook import Rulebook
from batalin.workshop.drawing.diagram import End, Split, fold, walk
from batalin.workshop.drawing.dot import to_dot
from batalin.workshop.drawing.drawing import Arrow, Box, Drawing, Frame, Kind
from batalin.workshop.drawing.graph import draw
from batalin.workshop.drawing.mermaid import to_mermaid
from tests.rulebook.books import book, folder, texts
from tests.support import NOW, ROOT, RULES, Outcome, call
from tests.workshop.drawings import Written, read_dot, read_mermaid, sample

LANGUAGES = ("id", "en")
OTHER = ROOT / "tests" / "other_shop"
ANSWERS = {"status": "awaiting-pickup", "age": "3d-7d", "product": "physical", "error": "no-response"}
MERMAID_SIZE, MERMAID_ARROWS = 50_000, 500
STRANGE = [
    'a "quoted" word',
    "back\\slash",
    "back at the end\\",
    "# & ; &amp; <b> </b>",
    "*a* _b_ `c` ~d~",
    "| [x] {y} (z)",
    "end",
    "%% no comment",
    "1. first",
    "- dash",
    "\u00e9 \u4f60",
]


@pytest.fixture(scope="module")
def written(rulebook: Rulebook) -> Written:
    return read_dot(to_dot(draw(rulebook, "id")))


@pytest.fixture(autouse=True)
def _read_the_shipped_rules_once(rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("batalin.commands.reading.load", lambda at: rulebook if at == find_rules() else load(at))


@pytest.fixture(scope="module", params=[RULES, OTHER], ids=["shipped", "other"])
def any_book(request: pytest.FixtureRequest, rulebook: Rulebook) -> Rulebook:
    return rulebook if request.param == RULES else load(request.param)


def graph(*arguments: str, language: str = "en") -> Outcome:
    return call(["rules", "graph", *arguments, "--lang", language])


def answers_file(at: Path, answers: Mapping[str, str], details: Mapping[str, str] | None = None) -> str:
    file = at / "answers.json"
    content = {"schema": 1, "rulebook": "tiktok-shop", "answers": answers, "details": details or {}}
    file.write_text(json.dumps(content), encoding="utf-8")
    return str(file)


def test_drawn_arrows_decide_as_the_rules_do(any_book: Rulebook) -> None:
    written = read_dot(to_dot(draw(any_book, "en")))
    interviews = sample(any_book, 400)
    ends = set()
    for answers in interviews:
        values = any_book.space.values(answers)
        winner = any_book.winner(answers)
        assert winner is not None
        found = [written.boxes[[*written.walk(root, values)][-1]].name or None for root in written.roots()]
        assert found == [winner.id, *(values[one.id] for one in any_book.derived)]
        ends.add(winner.id)
    assert len(ends) > min(25, len(any_book.situations) - 1)


def test_every_box_lies_on_the_way_of_some_interview(any_book: Rulebook) -> None:
    drawing = draw(any_book, "en")
    assert {box.name for frame in drawing.frames for box in frame.boxes if box.kind is Kind.SITUATION} == {
        rule.id for rule in any_book.situations
    }
    for frame in (*drawing.frames, *drawing.tables):
        for arrow in frame.arrows:
            rivals = [other.values for other in frame.arrows if other.start == arrow.start and other is not arrow]
            assert rivals, "a question with one way on decides nothing"
            assert not {value for values in rivals for value in values}.intersection(arrow.values)


def test_only_answers_that_decide_are_drawn(rulebook: Rulebook) -> None:
    drawing = draw(rulebook, "en")
    asked = {box.name for frame in drawing.frames for box in frame.boxes if box.kind is Kind.QUESTION}
    assert asked < {name for rule in rulebook.situations for name in rule.when}
    assert {"reason", "fault", "store"}.isdisjoint(asked), "they vary sentences, not the situation"
    assert sum(len(frame.boxes) for frame in (*drawing.frames, *drawing.tables)) < 300


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("answers", [None, ANSWERS], ids=["whole", "way"])
def test_mermaid_draws_the_same(rulebook: Rulebook, language: str, answers: Mapping[str, str] | None) -> None:
    drawing = draw(rulebook, language, answers)
    text = to_mermaid(drawing)
    mermaid, dot = read_mermaid(text), read_dot(to_dot(drawing))
    assert mermaid.boxes.keys() == dot.boxes.keys()
    assert {start: sorted((one.end, one.marked) for one in own) for start, own in mermaid.arrows.items()} == {
        start: sorted((one.end, one.marked) for one in own) for start, own in dot.arrows.items()
    }
    for name, box in mermaid.boxes.items():
        assert " ".join(box.lines).split() == " ".join(dot.boxes[name].lines).split()
        assert box.marked == dot.boxes[name].marked
    assert len(text) < MERMAID_SIZE
    assert sum(map(len, mermaid.arrows.values())) < MERMAID_ARROWS


def test_way_is_the_walk_and_nothing_else(rulebook: Rulebook, written: Written) -> None:
    first, *tables = written.roots()
    derived = dict(zip((one.id for one in rulebook.derived), tables, strict=True))
    for told in (ANSWERS, *sample(rulebook, 3)):
        values = rulebook.space.values(told)
        marked = read_dot(to_dot(draw(rulebook, "id", told)))
        assert marked.boxes.keys() == written.boxes.keys()
        ways = [[*written.walk(first, values)]]
        ways += [
            [*written.walk(root, values)]
            for name, root in derived.items()
            if name in {written.boxes[box].name for box in ways[0]}
        ]
        assert {name for name, box in marked.boxes.items() if box.marked} == {box for way in ways for box in way}
        for way in ways:
            for step, box in enumerate(way, 1):
                assert marked.boxes[box].lines[0] == f"({step}) {written.boxes[box].lines[0]}"
            for step, (box, after) in enumerate(pairwise(way), 1):
                (arrow,) = (arrow for arrow in marked.arrows[box] if arrow.marked)
                assert arrow.end == after
                assert arrow.lines[0].startswith(f"({step}) ")
        arrows = [arrow for own in marked.arrows.values() for arrow in own if arrow.marked]
        assert len(arrows) == sum(len(way) - 1 for way in ways)


@pytest.mark.parametrize(
    ("language", "way"),
    [
        ("id", ["(1) Status", "(2) Kendala", "(3) Umur permintaan", "(4) Yang memutuskan pembatalan"]),
        ("en", ["(1) Status", "(2) What happens", "(3) Request age", "(4) Who decides on a cancel"]),
    ],
)
def test_way_of_an_answers_file(language: str, way: list[str], tmp_path: Path) -> None:
    outcome = graph("--answers", answers_file(tmp_path, ANSWERS), language=language)
    assert outcome.code == 0, outcome.stderr
    boxes = read_mermaid(outcome.stdout).boxes.values()
    marked = [box.lines[0] for box in boxes if box.marked]
    assert marked[: len(way) + 1] == [*way, "(5) silent-seller-automatic [can]"]


def test_date_in_an_answers_file_tells_the_age(tmp_path: Path) -> None:
    told = {"status": "awaiting-pickup", "product": "physical", "error": "not-shipped"}
    file = answers_file(tmp_path, told, {"ordered-on": "2026-11-10"})
    outcome = graph("--answers", file, "--now", NOW.isoformat())
    assert outcome.code == 0, outcome.stderr
    ends = [box.lines[0] for box in read_mermaid(outcome.stdout).boxes.values() if box.marked]
    assert "(6) not-shipped-overdue [can]" in ends


def test_boxes_tell_the_verdict_in_words(rulebook: Rulebook) -> None:
    for box in (box for frame in draw(rulebook, "en").frames for box in frame.boxes if box.kind is Kind.SITUATION):
        page = rulebook.page(box.name)
        assert box.lines == (f"{box.name} [{page['verdict']}]", page["title"]["en"])


def test_what_nothing_decides_is_drawn() -> None:
    gap = book(("situations/order-not-found.yaml", "status: not-found}", "status: not-found, product: digital}"))
    boxes = [box for frame in draw(gap, "en").frames for box in frame.boxes if box.kind is Kind.NOTHING]
    assert {box.lines for box in boxes} == {("nothing wins",)}


def test_one_situation_is_one_box() -> None:
    space = book().space
    group = space.groups[0]
    assert fold(space, group, lambda _: "the-only-one") == End("the-only-one")
    assert walk(End("the-only-one"), {}) == []
    begun = fold(space, group, lambda mask: str(group.winner(mask)), "status")
    assert isinstance(begun, Split)
    assert begun.variable == "status"


def test_strange_words_stay_words() -> None:
    boxes = tuple(Box(f"n{number}", Kind.QUESTION, "x", (line, line)) for number, line in enumerate(STRANGE, 1))
    arrows = tuple(Arrow("n1", box.id, ("a", None), box.lines) for box in boxes[1:])
    drawing = Drawing(STRANGE[0], (Frame(STRANGE[1], boxes, arrows),), ())
    for written in (read_dot(to_dot(drawing)), read_mermaid(to_mermaid(drawing))):
        assert [box.lines for box in written.boxes.values()] == [box.lines for box in boxes]
        assert {arrow.lines for arrow in written.arrows["n1"]} == {arrow.lines for arrow in arrows}
    assert {arrow.values for arrow in read_dot(to_dot(drawing)).arrows["n1"]} == {("a", None)}


def test_the_same_rules_give_the_same_bytes() -> None:
    first = graph(str(OTHER), "--format", "dot", language="id")
    assert first == graph(str(OTHER), "--format", "dot", language="id")
    assert read_dot(first.stdout) == read_dot(to_dot(draw(load(OTHER), "id")))


@pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed")
def test_graphviz_draws_every_box(rulebook: Rulebook) -> None:
    outcome = graph("--format", "svg", language="id")
    assert outcome.code == 0, outcome.stderr
    image = ElementTree.fromstring(outcome.stdout)
    groups = [group.get("class") for group in image.iter("{http://www.w3.org/2000/svg}g")]
    drawing = draw(rulebook, "id")
    frames = (*drawing.frames, *drawing.tables)
    assert groups.count("node") == sum(len(frame.boxes) for frame in frames)
    assert groups.count("edge") == sum(len(frame.arrows) for frame in frames)


def program(at: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a program called dot in front of all others."""
    file = at / "dot"
    file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    file.chmod(0o755)
    monkeypatch.setenv("PATH", f"{at}{os.pathsep}{os.environ['PATH']}")


def test_svg_comes_from_the_program_dot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, 'test "$*" = -Tsvg && echo "<svg/>" && cat >&2', monkeypatch)
    result = tmp_path / "interview.svg"
    assert graph(str(OTHER), "--format", "svg", "--output", str(result)) == Outcome(0, "", "")
    assert result.read_text(encoding="utf-8") == "<svg/>\n"
    assert stat.S_IMODE(result.stat().st_mode) == 0o600
    again = graph(str(OTHER), "--format", "svg", "--output", str(result))
    assert again.code == 1
    assert "is not overwritten" in again.stderr


@pytest.mark.parametrize(("language", "words"), [("id", "Pasang Graphviz"), ("en", "Install Graphviz")])
def test_no_program_to_draw_with(language: str, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    outcome = graph(str(OTHER), "--format", "svg", language=language)
    assert (outcome.code, outcome.stdout) == (1, "")
    assert words in outcome.stderr
    assert "--format dot" in outcome.stderr


@pytest.mark.parametrize("script", ["echo broken >&2; exit 3", "cat >/dev/null; echo broken >&2"])
def test_program_that_fails(script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, script, monkeypatch)
    outcome = graph(str(OTHER), "--format", "svg")
    assert (outcome.code, outcome.stdout) == (1, "")
    assert "broken" in outcome.stderr
    assert "--format mermaid" in outcome.stderr


@pytest.mark.parametrize("language", LANGUAGES)
def test_answers_that_leave_a_core_question_open(language: str, tmp_path: Path) -> None:
    file = answers_file(tmp_path, {"status": "shipped", "product": "physical"})
    outcome = graph("--answers", file, language=language)
    assert (outcome.code, outcome.stdout) == (2, "")
    assert "--age, --error" in outcome.stderr
    assert f"batalin --answers {file} --save-answers" in outcome.stderr


def test_answers_that_contradict_each_other(tmp_path: Path) -> None:
    outcome = graph("--answers", answers_file(tmp_path, {**ANSWERS, "status": "unpaid"}))
    assert outcome.code == 2
    assert "no-response" in outcome.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--answers", "not-there.json"], 1, "not-there.json"),
        (["--format", "png"], 2, "mermaid, dot, svg"),
        (["--now", "yesterday"], 2, "yesterday"),
        (["not-there"], 2, "not-there"),
    ],
)
def test_wrong_command_lines(arguments: list[str], code: int, words: str) -> None:
    outcome = graph(*arguments)
    assert (outcome.code, outcome.stdout) == (code, "")
    assert words in outcome.stderr


def test_rules_that_are_not_in_order(tmp_path: Path) -> None:
    rules = folder(tmp_path, texts([("situations/unpaid.yaml", "{status: unpaid}", "{status: unpayed}")]))
    outcome = graph(str(rules))
    assert (outcome.code, outcome.stdout) == (1, "")
    assert "situations/unpaid.yaml:" in outcome.stderr
