"""Watching the rules: what is told after a save, and when nothing is."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from batalin.commands.watch import RULE, follow, read_seen
from batalin.terminal import Terminal
from batalin.words import say
from batalin.workshop.checks import checking
from batalin.workshop.comparison.data import Edition
from batalin.workshop.editing import watching
from batalin.workshop.editing.watching import Files, News, Reader, Section, Seen, Watching
from tests.rulebook.books import Edit, folder, texts
from tests.support import NOW, call

TODAY = NOW.date()
READER = Reader("en", "my-rules/", "my-rules", {})
SHIPPED = "situations/shipped.yaml"
MISSPELT: Edit = (SHIPPED, "when: {status: shipped}", "when: {status: shiped}")
SHAPELESS: Edit = (SHIPPED, "verdict: cannot", "verdict: [cannot]")
GAP: Edit = (
    "situations/order-not-found.yaml",
    "when: {status: not-found}",
    "when: {status: not-found, product: physical}",
)
LONG: Edit = (SHIPPED, "\nverdict: cannot", "\n# a note\nverdict: cannot")


class Reviews:
    """Stands for the cases and the comparison: remembers between which rules it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[Edition, Edition | None, Files]] = []

    def __call__(self, now: Edition, before: Edition | None, cases: Files) -> list[Section]:
        self.asked.append((now, before, cases))
        return [Section("cases", [f"review {len(self.asked)}"])]


def start(reviews: Reviews | None = None, known: Mapping[str, object] | None = None) -> Watching:
    return Watching(READER, reviews or Reviews(), known or {}, {})


def seen(*edits: Edit, without: str = "", cases: Files | None = None) -> Seen:
    files = texts(edits)
    return Seen({name: data for name, data in files.items() if name != without}, cases or {})


def told(news: News | None) -> str:
    assert news is not None, "nothing was told"
    return "\n".join(line for section in news.sections for line in section.lines)


def test_first_look_tells_the_state() -> None:
    reviews = Reviews()
    news = start(reviews).look(seen(), TODAY, woken=True)
    assert news is not None
    assert news.files == ()
    check, review = news.sections
    assert check.work == "check"
    assert check.lines[0].startswith("No findings. ")
    assert review.lines == ["review 1"]
    assert reviews.asked[0][1] is None


def test_same_files_are_not_told_again() -> None:
    watch = start()
    assert watch.look(seen(), TODAY, woken=True)
    assert watch.look(seen(), TODAY, woken=True) is None
    assert watch.look(seen(), TODAY, woken=False) is None


def test_save_tells_the_file_and_the_place() -> None:
    watch = start()
    watch.look(seen(), TODAY, woken=True)
    news = watch.look(seen(MISSPELT), TODAY, woken=True)
    assert news is not None
    assert news.files == (SHIPPED,)
    text = told(news)
    assert f"my-rules/{SHIPPED}:3:16: error[unknown-word]: shiped" in text
    assert "\n  Nearest: shipped\n" in text
    assert text.endswith(say("watch-mend-first", "en"))
    assert told(watch.look(seen(), TODAY, woken=True)).startswith("No findings. ")


def test_baseline_is_the_last_state_without_errors() -> None:
    reviews = Reviews()
    watch = start(reviews)
    for edits in ((), (MISSPELT,), (GAP,), (LONG,), (LONG, GAP)):
        watch.look(seen(*edits), TODAY, woken=True)
    sound = [(now.texts == texts([LONG]), before and before.texts == texts()) for now, before, _ in reviews.asked]
    # Rules that cannot be read are not compared; rules with a gap are, but nothing is compared with them.
    assert sound == [(False, None), (False, True), (True, True), (False, False)]
    assert reviews.asked[-1][1] is reviews.asked[-2][0]


def test_only_changed_files_are_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[set[str]] = []

    def count(files: Files, *rest: object) -> checking.Check:
        result = checking.check(files, *rest)  # type: ignore[arg-type]
        assert isinstance(rest[1], dict)
        read.append(files.keys() - rest[1].keys())
        return result

    monkeypatch.setattr(watching, "check", count)
    watch = start()
    for edits in ((), (MISSPELT,), (SHAPELESS,), (SHAPELESS, GAP), (GAP,), (GAP, LONG)):
        watch.look(seen(*edits), TODAY, woken=True)
    assert read[0] == texts().keys()
    assert read[1:] == [{SHIPPED}, {SHIPPED}, {SHIPPED, GAP[0]}, {SHIPPED}, {SHIPPED}]


def test_file_that_vanishes_for_a_moment_is_no_news() -> None:
    watch = start()
    watch.look(seen(), TODAY, woken=True)
    assert watch.look(seen(without=SHIPPED), TODAY, woken=True) is None
    assert watch.look(seen(), TODAY, woken=True) is None
    assert watch.look(seen(without=SHIPPED), TODAY, woken=True) is None
    news = watch.look(seen(without=SHIPPED), TODAY, woken=False)
    assert news is not None
    assert news.files == (SHIPPED,)
    assert "error[" in told(news)


def test_change_that_nobody_announced_is_believed_at_the_second_look() -> None:
    watch = start()
    watch.look(seen(), TODAY, woken=True)
    assert watch.look(seen(MISSPELT), TODAY, woken=False) is None
    assert watch.look(seen(SHAPELESS), TODAY, woken=False) is None
    assert "verdict" in told(watch.look(seen(SHAPELESS), TODAY, woken=False))


def test_deleted_folder_is_told_once_and_its_return_too() -> None:
    watch = start()
    watch.look(seen(), TODAY, woken=True)
    gone = Seen({}, {}, "my-rules/situations")
    assert watch.look(gone, TODAY, woken=True) is None
    assert told(watch.look(gone, TODAY, woken=False)) == say("watch-missing", "en", file="my-rules/situations")
    assert watch.look(gone, TODAY, woken=False) is None
    news = watch.look(seen(LONG), TODAY, woken=True)
    assert news is not None
    assert news.files == (SHIPPED,)
    assert told(news).startswith("No findings. ")


def test_changed_case_file_is_news() -> None:
    reviews = Reviews()
    watch = start(reviews)
    watch.look(seen(cases={"cases/a.yaml": b"1"}), TODAY, woken=True)
    news = watch.look(seen(cases={"cases/a.yaml": b"2"}), TODAY, woken=True)
    assert news is not None
    assert news.files == ("cases/a.yaml",)
    assert reviews.asked[-1][2] == {"cases/a.yaml": b"2"}


def play(looks: Iterable[tuple[bool, Seen]], language: str = "en") -> str:
    """Follow files that look like this, one after the other, and give the screen."""
    turns = list(looks)
    rest = iter(state for _, state in turns)
    reader = READER._replace(language=language)
    screen = io.StringIO()
    terminal = Terminal(None, screen, io.StringIO(), 80, can_ask=False, coloured=False, plain=True)
    follow((woken for woken, _ in turns), lambda: next(rest), Watching(reader, Reviews(), {}, {}), reader, terminal)
    return screen.getvalue()


@pytest.mark.parametrize("language", ["id", "en"])
def test_runs_are_set_apart_and_carry_time_files_and_milliseconds(language: str) -> None:
    many = texts([MISSPELT]) | {f"situations/extra-{index}.yaml": b"id: [" for index in range(7)}
    screen = play([(True, seen()), (True, seen()), (True, seen(MISSPELT)), (True, Seen(many, {}))], language)
    runs = [run.splitlines() for run in screen.split(f"\n{RULE}\n")]
    assert runs.pop(0) == []
    assert [run[0].partition("  ")[2] for run in runs[:2]] == ["my-rules/", SHIPPED]
    assert runs[2][0].endswith(say("watch-more", language, count="2"))
    clock = r"\d\d:\d\d:\d\d  " if language == "en" else r"\d\d\.\d\d\.\d\d  "
    assert all(re.match(clock, run[0]) for run in runs)
    took = r"\d+(,\d{3})* ms" if language == "en" else r"\d+(\.\d{3})* md"
    check, cases = ("check", "cases") if language == "en" else ("pemeriksaan", "kasus")
    assert re.fullmatch(rf"\({check} {took}, {cases} {took}\)", runs[0][-1])
    assert re.fullmatch(rf"\({check} {took}\)", runs[1][-1])
    assert "\x1b" not in screen


def test_hidden_companions_of_editors_are_no_rule_files(tmp_path: Path) -> None:
    rules = folder(tmp_path, texts())
    (rules / "situations" / ".#shipped.yaml").symlink_to("keeper@laptop.4711")
    (rules / "situations" / "._shipped.yaml").write_bytes(b"\x00\x05\x16\x07")
    assert read_seen(rules).texts == texts()


def test_missing_folder_is_told_at_once(tmp_path: Path) -> None:
    outcome = call(["rules", "watch", str(tmp_path / "nowhere"), "--lang", "en"])
    assert (outcome.code, outcome.stdout) == (2, "")
    assert "nowhere" in outcome.stderr


def test_vanished_folder_is_named(tmp_path: Path) -> None:
    assert str(tmp_path) in read_seen(tmp_path / "nowhere").missing


@pytest.mark.parametrize("language", ["id", "en"])
def test_absent_library_is_told_with_the_command_that_installs_it(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    outcome = call(["rules", "watch", "--lang", language])
    assert (outcome.code, outcome.stdout) == (2, "")
    assert f"{sys.executable} -m pip install watchfiles" in outcome.stderr


def test_output_to_a_file_is_refused(tmp_path: Path) -> None:
    outcome = call(["rules", "watch", "--output", str(tmp_path / "log.txt"), "--lang", "en"])
    assert (outcome.code, outcome.stdout) == (2, "")
    assert "--output" in outcome.stderr
    assert list(tmp_path.iterdir()) == []
