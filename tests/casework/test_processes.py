"""Several processes on one case, and processes that are stopped in the middle of their work."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from batalin.casefile.model import add
from batalin.casework.store import Store
from tests.casefile.samples import ID, case_of, note
from tests.casework.running import ASKED, open_case, read
from tests.support import NOW, ROOT, environment

BEGIN = """
import sys
from pathlib import Path
from batalin.casefile.model import add
from batalin.casework.store import Store
from batalin.errors import FileError
from tests.casefile.samples import ID, note
from tests.support import NOW

store = Store(Path(sys.argv[1]), patience=60)
name = sys.argv[2]
"""
REWRITE = f"""{BEGIN}
case = store.read(ID)
text = "x" * 10_000
while True:
    event = note("2026-11-22", text)
    case = store.write(add(case._replace(events=case.events[:20]), event, NOW))
    print(case.revision, flush=True)
"""
DIE = f"""{BEGIN}
import os, signal

owner, attribute, turn = name.split()
place = {{"os": os, "Path": Path}}[owner]
original = getattr(place, attribute)
calls = 0

def call(*arguments, **options):
    global calls
    calls += 1
    if calls == int(turn):
        os.kill(os.getpid(), signal.SIGKILL)
    return original(*arguments, **options)

case = store.read(ID)
setattr(place, attribute, call)
store.write(case._replace(label="baru"))
"""
ADD = f"""{BEGIN}
told = 0
for count in range(12):
    while True:
        case = store.read(ID)
        try:
            store.write(add(case, note("2026-11-22", f"{{name}}{{count}}"), NOW))
            break
        except FileError as error:
            assert error.key == "case-changed", error
            told += 1
print(told)
"""


def start(script: str, folder: Path, name: str = "") -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, str(folder), name],
        cwd=ROOT,
        env=environment(PYTHONPATH=f"{ROOT / 'cli'}{':'}{ROOT}"),
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a signal that nobody can catch")
@pytest.mark.parametrize("writes", [1, 2, 5, 11])
def test_a_process_that_is_killed_leaves_a_whole_file(tmp_path: Path, writes: int) -> None:
    store = Store(tmp_path)
    store.write(case_of(*(note("2026-11-21", "x" * 10_000) for _ in range(19))))
    with start(REWRITE, tmp_path) as process:
        assert process.stdout
        for _ in range(writes):
            last = int(process.stdout.readline())
        process.kill()
    case = store.read(ID)
    assert case.revision >= last == writes + 1
    assert {event.text for event in case.events} == {"x" * 10_000}
    assert store.heads()[0].revision == case.revision
    store.write(case)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".lock", f"{ID}.yaml"]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a signal that nobody can catch")
@pytest.mark.parametrize(
    ("moment", "label", "leaves"),
    [
        pytest.param("Path mkdir 1", "Kaos polos", [], id="before anything"),
        pytest.param("os fsync 1", "Kaos polos", [".20261123-1.yaml.new"], id="written but not in place"),
        pytest.param("Path replace 1", "Kaos polos", [".20261123-1.yaml.new"], id="before it is put in place"),
        pytest.param("os fsync 2", "baru", [], id="after it was put in place"),
    ],
)
def test_a_process_that_is_killed_at_a_certain_moment(
    tmp_path: Path, moment: str, label: str, leaves: list[str]
) -> None:
    store = Store(tmp_path)
    store.write(case_of())
    with start(DIE, tmp_path, moment) as process:
        process.communicate()
    assert process.returncode == -signal.SIGKILL
    assert store.read(ID).label == label
    assert [head.label for head in store.heads()] == [label]
    assert sorted(path.name for path in tmp_path.iterdir()) == [*leaves, ".lock", f"{ID}.yaml"]
    store.write(store.read(ID))
    assert sorted(path.name for path in tmp_path.iterdir()) == [".lock", f"{ID}.yaml"]


def test_two_processes_that_add_at_once_lose_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.write(case_of())
    with start(ADD, tmp_path, "a") as one, start(ADD, tmp_path, "b") as other:
        printed = [int(process.communicate()[0]) for process in (one, other)]
    assert min(printed) >= 0
    case = store.read(ID)
    assert sorted(event.text for event in case.events) == sorted(
        f"{name}{count}" for name in "ab" for count in range(12)
    )
    assert case.revision == 25
    assert store.write(add(case, note("2026-11-22"), NOW)).revision == 26


NOTERS = 12


def run_at_once(commands: list[str], home: Path) -> list[str]:
    """Run commands about cases at the same time, each of which must succeed, and give what they said."""
    places = {name: str(home) for name in ("XDG_DATA_HOME", "HOME", "LOCALAPPDATA")}
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "batalin", "case", *command.split(), "--now", "2026-11-23T12:00"],
            env=environment(**places),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for command in commands
    ]
    ends = [(process.communicate()[1], process.returncode) for process in processes]
    assert [said for said, code in ends if code] == []
    return [said for said, _ in ends]


def test_a_dozen_commands_at_once_are_all_written_down(tmp_path: Path, folder: Path) -> None:
    """Each goes on from the file as it is then, with everything that the others wrote."""
    open_case()
    notes = [f"catatan-{count}" for count in range(NOTERS - 1)]
    run_at_once([*(f"add {ID} --note {note}" for note in notes), f"add {ID} --sent support"], tmp_path)
    case = read()
    assert case.revision == 1 + NOTERS
    assert sorted(event.text for event in case.events if event.kind == "note") == sorted(notes)
    assert len([event for event in case.events if event.kind == "sent"]) == 1
    assert sorted(path.name for path in folder.iterdir()) == [".lock", f"{ID}.yaml"]


def test_cases_that_are_opened_at_once_have_numbers_of_their_own(tmp_path: Path, folder: Path) -> None:
    run_at_once([f"new {ASKED} --label kasus-{count}" for count in range(4)], tmp_path)
    assert sorted(read(f"20261123-{count}").label for count in range(1, 5)) == [f"kasus-{count}" for count in range(4)]
    assert len(list(folder.glob("*.yaml"))) == 4
