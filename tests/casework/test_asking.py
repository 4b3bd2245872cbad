"""Commands about cases on a terminal: what is still open is asked, and leaving keeps nothing that was not wanted."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.casework.running import ID, TEN, Reply, ask, done, open_case, read, snapshot

INTERVIEW: list[Reply] = ["awaiting-pickup", "3d-7d", "physical", "no-response", "platform", "under-48h"]
WHOLE: list[Reply] = [*INTERVIEW, "changed-mind", "no", "yes"]


def test_new_asks_what_is_open_and_keeps_it_once_it_is_confirmed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outcome = ask(monkeypatch, "new", WHOLE)
    assert outcome.code == 0
    assert outcome.stderr.endswith(f"Kasus {ID} disimpan di komputer ini.\n")
    assert read().events[0].answers["reason"] == "changed-mind"
    assert len(snapshot(folder)) == 1


@pytest.mark.parametrize("leaving", [KeyboardInterrupt, EOFError])
@pytest.mark.parametrize("count", [0, 1, 4, len(WHOLE) - 1])
def test_leaving_the_questions_of_new_keeps_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, count: int, leaving: type[BaseException]
) -> None:
    outcome = ask(monkeypatch, "new --label Kado", [*WHOLE[:count], leaving])
    assert (outcome.code, outcome.stdout) == (130, "")
    assert snapshot(folder) == {}
    command = outcome.stderr.splitlines()[-1]
    if count:
        assert command.startswith("batalin case new --label Kado --status awaiting-pickup")
    else:
        assert command == "Dihentikan."


def test_the_command_for_later_goes_on_where_it_stopped(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outcome = ask(monkeypatch, "new", [*INTERVIEW, KeyboardInterrupt])
    command = outcome.stderr.splitlines()[-1].removeprefix("batalin case ")
    assert ask(monkeypatch, command, WHOLE[len(INTERVIEW) :]).code == 0
    assert read().events[0].answers["request-age"] == "under-48h"
    assert folder.exists()


def test_next_asks_what_a_new_status_leaves_open_and_notes_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_case()
    done("add --status cancelled --error refund-missing", "2026-11-24T10:00")
    outcome = ask(monkeypatch, "next", ["system", "under-4d", "no", "yes"], "2026-11-24T11:00")
    assert outcome.code == 0
    assert "Dana belum kembali" in outcome.stdout
    told = read().events[-1]
    assert told.at.isoformat() == "2026-11-24T11:00"
    assert told.answers["cancelled-by"] == "system"
    assert ask(monkeypatch, "next", [], "2026-11-24T12:00").transcript == []
    assert folder.exists()


def test_leaving_the_questions_of_next_changes_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_case()
    done("add --status cancelled --error refund-missing", "2026-11-24T10:00")
    before = snapshot(folder)
    outcome = ask(monkeypatch, "next", ["system", KeyboardInterrupt], "2026-11-24T11:00")
    assert (outcome.code, outcome.stdout) == (130, "")
    assert outcome.stderr.splitlines()[-1] == f"batalin case next {ID}"
    assert snapshot(folder) == before
    assert ask(monkeypatch, "next --no-input", [], "2026-11-24T11:00").code == 0


@pytest.mark.parametrize(
    ("line", "question"),
    [(f"purge {ID}", f"Hapus kasus {ID} untuk selamanya?"), ("purge --all", "Hapus 2 kasus untuk selamanya?")],
)
def test_purge_asks_once_and_keeps_unless_told_otherwise(
    folder: Path, monkeypatch: pytest.MonkeyPatch, line: str, question: str
) -> None:
    for day in ("2026-11-23", "2026-11-24"):
        open_case(now=f"{day}T10:00")
    before = snapshot(folder)
    kept = ask(monkeypatch, line, ["no"])
    assert (kept.code, kept.stderr) == (0, "Tidak ada yang dihapus.\n")
    assert kept.asked()[0].startswith(question)
    for leaving in (KeyboardInterrupt, EOFError):
        left = ask(monkeypatch, line, [leaving])
        assert (left.code, left.stderr) == (130, "\nDihentikan.\n")
    assert snapshot(folder) == before
    assert ask(monkeypatch, line, ["yes"]).code == 0
    assert len(snapshot(folder)) == (1 if ID in line else 0)


def test_nothing_is_asked_where_nothing_is_to_be_removed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_case()
    outcome = ask(monkeypatch, "purge --closed", [])
    assert (outcome.code, outcome.transcript) == (0, [])
    assert read().opened.isoformat().startswith(TEN)
    assert folder.exists()
