"""Whatever comes between a case and its file, the file is whole and the buyer reads a sentence."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest
from filelock import FileLock

from batalin.casefile.model import add
from batalin.casefile.text import write_case
from batalin.casework.store import Store
from batalin.errors import FileError
from batalin.rulebook.reading import MAX_BYTES
from tests.casefile.samples import ID, case_of, note, whole_case
from tests.casework.test_store import refusal
from tests.support import NOW


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Give a store that holds one case."""
    store = Store(tmp_path / "cases")
    store.write(whole_case())
    return store


def content(store: Store) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in store.folder.iterdir()}


def fails(number: int) -> Callable[..., NoReturn]:
    def fail(*_: Any, **__: Any) -> NoReturn:
        raise OSError(number, os.strerror(number))

    return fail


@pytest.mark.parametrize(
    ("place", "number", "key"),
    [
        pytest.param("os.fsync", errno.ENOSPC, "file-full", id="disk full when it should last"),
        pytest.param("os.fsync", errno.EDQUOT, "file-full", id="quota used up"),
        pytest.param("os.fsync", errno.EIO, "case-unusable", id="disk broken"),
        pytest.param("pathlib.Path.replace", errno.ENOSPC, "file-full", id="disk full when it is put in place"),
        pytest.param("pathlib.Path.replace", errno.EACCES, "case-unusable", id="no right to put it in place"),
        pytest.param("pathlib.Path.mkdir", errno.EROFS, "case-unusable", id="read-only disk"),
        pytest.param("pathlib.Path.mkdir", errno.ENOSPC, "file-full", id="disk full at once"),
    ],
)
def test_a_case_that_cannot_be_written_stays_as_it_was(
    store: Store, monkeypatch: pytest.MonkeyPatch, place: str, number: int, key: str
) -> None:
    before = content(store)
    case = add(store.read(ID), note("2026-11-22"), NOW)
    with monkeypatch.context() as patch:
        patch.setattr(place, fails(number))
        with pytest.raises(FileError) as caught:
            store.write(case)
    assert refusal(caught.value) == key
    assert content(store) == before
    assert store.write(case).revision == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_disk_that_fills_up_while_writing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    before = content(store)
    opened = os.open

    def open_full(path: Any, flags: int, *rest: Any) -> int:
        return opened("/dev/full" if str(path).endswith(".new") else path, flags & ~os.O_EXCL, *rest)

    with monkeypatch.context() as patch:
        patch.setattr("os.open", open_full)
        with pytest.raises(FileError, match="file-full"):
            store.write(store.read(ID))
    assert content(store) == before


def test_stopping_in_the_middle_leaves_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    before = content(store)

    def stop(_: int) -> NoReturn:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", stop)
        with pytest.raises(KeyboardInterrupt):
            store.write(store.read(ID))
    assert content(store) == before


def test_a_folder_that_cannot_be_made_to_last_is_no_trouble(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    synced = os.fsync
    monkeypatch.setattr(
        "os.fsync", lambda handle: fails(errno.EINVAL)() if Path(f"/dev/fd/{handle}").is_dir() else synced(handle)
    )
    assert store.write(store.read(ID)).revision == 2


def test_a_file_in_the_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "cases").write_text("bukan folder")
    store = Store(tmp_path / "cases")
    for ask in (lambda: store.write(case_of()), store.heads, lambda: store.new_id(NOW), lambda: store.find("a")):
        with pytest.raises(FileError) as caught:
            ask()
        assert refusal(caught.value) == "case-unusable"
        assert str(tmp_path / "cases") in caught.value.facts["file"]
    assert (tmp_path / "cases").read_text() == "bukan folder"


@pytest.mark.parametrize("place", ["os.scandir", "pathlib.Path.is_file", "os.open"])
def test_a_folder_without_rights(store: Store, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    case = store.read(ID)
    before = content(store)
    with monkeypatch.context() as patch:
        patch.setattr(place, fails(errno.EACCES))
        with pytest.raises(FileError) as caught:
            store.write(case)
    assert refusal(caught.value) == "case-unusable"
    assert content(store) == before


def test_a_file_without_rights_is_listed_with_its_trouble(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.open", fails(errno.EACCES))
    (head,) = store.heads()
    assert head.trouble
    assert refusal(head.trouble) == "case-unusable"
    assert head.trouble.facts["file"].endswith(f"{ID}.yaml")


def test_a_case_that_vanishes_while_it_is_listed_is_not_listed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = os.open

    def open_gone(path: Any, *rest: Any) -> int:
        Path(path).unlink()
        return opened(path, *rest)

    monkeypatch.setattr("os.open", open_gone)
    assert store.heads() == []


@pytest.mark.parametrize(
    ("text", "key"),
    [
        pytest.param("rusak: [", "case-damaged", id="damaged"),
        pytest.param("", "case-damaged", id="empty"),
        pytest.param("a" * (MAX_BYTES + 1), "case-damaged", id="too large"),
        pytest.param(write_case(whole_case()).replace('schema: "1"', 'schema: "2"'), "case-newer", id="newer"),
    ],
)
def test_what_cannot_be_read_is_not_written_over(store: Store, text: str, key: str) -> None:
    case = store.read(ID)
    (store.folder / f"{ID}.yaml").write_text(text)
    asks: list[Callable[[], object]] = [lambda: store.read(ID), lambda: Store(store.folder).write(case)]
    for ask in asks:
        with pytest.raises(FileError) as caught:
            ask()
        assert refusal(caught.value) == key
    assert (store.folder / f"{ID}.yaml").read_text() == text


def test_broken_letters_are_told_with_their_line(store: Store) -> None:
    path = store.folder / f"{ID}.yaml"
    path.write_bytes(path.read_bytes().replace(b"polos", b"pol\xffs"))
    with pytest.raises(FileError, match="case-damaged") as caught:
        store.read(ID)
    assert caught.value.facts["line"] == "9"


def test_the_second_of_two_changes_is_told_and_the_first_stays(store: Store) -> None:
    mine, yours = Store(store.folder), Store(store.folder)
    first, second = mine.read(ID), yours.read(ID)
    mine.write(add(first, note("2026-11-22", "pertama"), NOW))
    with pytest.raises(FileError) as caught:
        yours.write(add(second, note("2026-11-22", "kedua"), NOW))
    assert refusal(caught.value) == "case-changed"
    yours.write(add(yours.read(ID), note("2026-11-22", "kedua"), NOW))
    assert [event.text for event in store.read(ID).events if event.kind == "note"][-2:] == ["pertama", "kedua"]


def test_a_change_by_hand_in_between_is_not_lost(store: Store) -> None:
    case = store.read(ID)
    path = store.folder / f"{ID}.yaml"
    path.write_text(path.read_text().replace("Kaos polos", "Kaos biru"))
    assert store.heads()[0].label == "Kaos biru"
    with pytest.raises(FileError, match="case-changed"):
        store.write(case)
    assert store.write(store.read(ID)).label == "Kaos biru"


def test_a_case_removed_in_between_does_not_come_back(store: Store) -> None:
    case = store.read(ID)
    Store(store.folder).remove(ID)
    with pytest.raises(FileError, match="case-changed"):
        store.write(case)
    assert store.heads() == []


@pytest.mark.parametrize("revision", ["0", "1"])
def test_a_new_case_does_not_take_the_place_of_another(store: Store, revision: str) -> None:
    path = store.folder / f"{ID}.yaml"
    path.write_text(path.read_text().replace('revision: "1"', f'revision: "{revision}"'))
    with pytest.raises(FileError, match="case-changed"):
        Store(store.folder).write(case_of())
    assert len(store.read(ID).events) == 5


def test_a_link_is_not_written_through(store: Store, tmp_path: Path) -> None:
    path, kept = store.folder / f"{ID}.yaml", tmp_path / "asli.yaml"
    path.rename(kept)
    path.symlink_to(kept)
    before = kept.read_bytes()
    with pytest.raises(FileError) as caught:
        store.write(store.read(ID))
    assert refusal(caught.value) == "case-not-file"
    assert path.is_symlink()
    assert kept.read_bytes() == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_in_the_place_of_a_case_is_not_waited_for(store: Store) -> None:
    path = store.folder / f"{ID}.yaml"
    path.unlink()
    os.mkfifo(path)
    asks: list[Callable[[], object]] = [lambda: store.read(ID), lambda: store.write(case_of())]
    for ask in asks:
        with pytest.raises(FileError, match="case-not-file"):
            ask()
    assert [head.trouble.key for head in store.heads() if head.trouble] == ["case-not-file"]


def test_waiting_for_another_process_ends(store: Store) -> None:
    hasty = Store(store.folder, patience=0)
    case = hasty.read(ID)
    with FileLock(store.folder / ".lock"):
        asks: list[Callable[[], object]] = [lambda: hasty.write(case), lambda: hasty.remove(ID)]
        for ask in asks:
            with pytest.raises(FileError) as caught:
                ask()
            assert refusal(caught.value) == "case-busy"
    assert hasty.write(case).revision == 2
