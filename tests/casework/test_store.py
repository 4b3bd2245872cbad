"""The folder of cases: what is written is there, found by its name or number, listed newest first, and private."""

from __future__ import annotations

import os
import re
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from batalin.casefile.model import CaseFile, add
from batalin.casefile.text import write_case
from batalin.casework.store import MAX_CANDIDATES, Store
from batalin.errors import FileError
from batalin.words import say
from tests.casefile.samples import case_of, note, told, whole_case
from tests.support import NOW


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "data" / "cases")


def refusal(error: FileError) -> str:
    """Give the key, after trying the sentence in both languages."""
    assert all(say(error.key, language, **error.facts) for language in ("id", "en"))
    return error.key


def keep(store: Store, *names: str) -> None:
    for name in names:
        store.write(case_of()._replace(id=name))


def test_a_case_is_kept_and_counted(store: Store) -> None:
    first = store.write(whole_case())
    assert first == whole_case()._replace(revision=1)
    assert store.read(first.id) == first
    second = store.write(add(first, note("2026-11-22"), NOW))
    assert second.revision == 2
    assert Store(store.folder).read(first.id) == second


@pytest.mark.skipif(os.name == "nt", reason="needs rights as POSIX has them")
def test_nobody_else_may_read_it(store: Store) -> None:
    keep(store, "20261123-1")
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in [store.folder, *store.folder.iterdir()]}
    assert modes == {"cases": 0o700, ".lock": 0o600, "20261123-1.yaml": 0o600}
    path = store.folder / "20261123-1.yaml"
    path.chmod(0o644)
    store.write(store.read("20261123-1"))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_usual_folder_is_that_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("XDG_DATA_HOME", "HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(variable, str(tmp_path))
    folder = Store.default().folder
    assert folder.parts[-2:] == ("batalin", "cases")
    assert os.name == "nt" or tmp_path in folder.parents
    assert not folder.exists()


def test_an_empty_place_has_no_cases_and_is_left_alone(store: Store) -> None:
    assert store.heads() == []
    with pytest.raises(FileError) as caught:
        store.find("20261123-1")
    assert refusal(caught.value) == "case-unknown"
    for ask in (store.read, store.remove):
        with pytest.raises(FileError, match="case-unknown"):
            ask("20261123-1")
    assert not store.folder.exists()


@pytest.mark.parametrize(
    ("taken", "free"),
    [
        ([], "20261123-1"),
        (["20261123-1", "20261123-2"], "20261123-3"),
        (["20261123-9", "20261123-10", "20261122-50", "20261123-7 (copy)"], "20261123-11"),
        (["kaos"], "20261123-1"),
    ],
)
def test_numbers_count_up_within_the_day(store: Store, taken: list[str], free: str) -> None:
    keep(store, *taken)
    assert store.new_id(NOW) == free


def test_the_list_begins_with_the_last_change(store: Store) -> None:
    for name, days in (("a", 2), ("b", 0), ("c", 1)):
        store.write(
            case_of(now=NOW + timedelta(days=days))._replace(id=name, label=f"kasus {name}", closed=name == "c")
        )
    heads = store.heads()
    assert [(head.id, head.label, head.closed, head.revision) for head in heads] == [
        ("a", "kasus a", False, 1),
        ("c", "kasus c", True, 1),
        ("b", "kasus b", False, 1),
    ]
    assert {(head.rulebook, head.schema, head.trouble) for head in heads} == {("tiktok-shop", 1, None)}
    assert heads[0].changed == NOW + timedelta(days=2)


def test_a_list_holds_also_what_people_wrote_and_what_cannot_be_read(store: Store) -> None:
    keep(store, "a", "b", "c", "d", "e")
    path = {name: store.folder / f"{name}.yaml" for name in "abcdefg"}
    path["a"].write_text(path["a"].read_text().replace('label: "Kaos polos"', "label: Kaos  # biru"))
    path["b"].write_text(path["b"].read_text().replace('opened: "', 'opened: "x'))
    path["c"].write_text(path["c"].read_text().replace('schema: "1"', 'schema: "2"'))
    path["d"].write_bytes(b"\xff\xfe")
    path["f"].mkdir()
    path["g"].symlink_to(store.folder / "nowhere")
    for other in ("catatan.txt", ".a.yaml", "a.yaml~", ".a.yaml.swp", "-a.yaml"):
        (store.folder / other).write_text("lain")
    heads = {head.id: head for head in store.heads()}
    troubles = {name: head.trouble and refusal(head.trouble) for name, head in heads.items()}
    assert troubles == {
        "a": None,
        "b": "case-damaged",
        "c": "case-newer",
        "d": "case-damaged",
        "e": None,
        "f": "case-not-file",
        "g": "case-not-file",
    }
    assert heads["a"].label == "Kaos"


def test_a_file_goes_by_its_name_whatever_stands_in_it(store: Store) -> None:
    keep(store, "20261123-1")
    (store.folder / "20261123-1.yaml").rename(store.folder / "kaos biru (lama).yaml")
    assert [head.id for head in store.heads()] == ["kaos biru (lama)"]
    case = store.write(store.read(store.find("kaos")))
    assert (case.id, case.revision) == ("kaos biru (lama)", 2)
    assert [head.id for head in store.heads()] == ["kaos biru (lama)"]


def test_a_file_with_a_byte_order_mark_is_read(store: Store) -> None:
    keep(store, "a")
    path = store.folder / "a.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert store.read("a").label == "Kaos polos"
    assert store.heads()[0].trouble is None


def numbered(name: str, number: str) -> CaseFile:
    return case_of(told("2026-11-20", order_id=number))._replace(id=name)


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("20261123-1", "20261123-1"),
        ("20261122", "20261122-1"),
        ("20261123-2", "20261123-2"),
        ("579000111222", "20261123-2"),
        ("#579 000 111 222", "20261123-2"),
    ],
)
def test_a_case_is_found_by_name_beginning_or_order_number(store: Store, word: str, found: str) -> None:
    for name, number in (
        ("20261122-1", "1"),
        ("20261123-1", "2"),
        ("20261123-12", "3"),
        ("20261123-2", "579000111222"),
    ):
        store.write(numbered(name, number))
    (store.folder / "rusak.yaml").write_text("579000111222")
    (store.folder / "folder.yaml").mkdir()
    assert store.find(word) == found


@pytest.mark.parametrize(
    "word", ["", "2025", "57900", "20261123-99", "../20261123-1", "20261123-1.yaml", "#", "\ud800"]
)
def test_what_no_case_has_finds_none(store: Store, word: str) -> None:
    store.write(numbered("20261123-1", "579000111222"))
    with pytest.raises(FileError) as caught:
        store.find(word)
    assert refusal(caught.value) == "case-unknown"


@pytest.mark.parametrize("word", ["2026", "579000111222"])
def test_what_several_cases_have_names_them(store: Store, word: str) -> None:
    for count in range(MAX_CANDIDATES + 1):
        store.write(numbered(f"20261123-{count}", "579000111222"))
    with pytest.raises(FileError) as caught:
        store.find(word)
    assert refusal(caught.value) == "case-ambiguous"
    assert re.fullmatch(r"(20261123-\d+, ){10}\.\.\.", caught.value.facts["candidates"])


def test_nothing_is_left_of_a_removed_case(store: Store) -> None:
    keep(store, "20261123-1", "20261123-11")
    (store.folder / ".20261123-1.yaml.new").write_text("sisa")
    store.remove("20261123-1")
    assert sorted(path.name for path in store.folder.iterdir()) == [".lock", "20261123-11.yaml"]
    assert store.write(case_of()).revision == 1


@pytest.mark.parametrize("text", ["rusak: [", 'schema: "9"\n'])
def test_what_cannot_be_read_can_be_removed(store: Store, text: str) -> None:
    keep(store, "a")
    (store.folder / "a.yaml").write_text(text)
    store.remove("a")
    assert store.heads() == []


def test_a_removed_link_leaves_what_it_leads_to(store: Store, tmp_path: Path) -> None:
    keep(store, "a")
    kept = tmp_path / "asli.yaml"
    (store.folder / "a.yaml").rename(kept)
    (store.folder / "a.yaml").symlink_to(kept)
    store.remove("a")
    assert kept.exists()


@pytest.mark.parametrize("name", ["../a", "/etc/a", ".a", "a/b", "", "a\nb", "a\\b", "a:b"])
def test_no_name_leads_out_of_the_folder(store: Store, name: str) -> None:
    (store.folder.parent).mkdir(parents=True)
    (store.folder.parent / "a.yaml").write_text(write_case(case_of()))
    for ask in (store.read, store.remove, lambda name: store.write(case_of()._replace(id=name))):
        with pytest.raises(FileError, match="case-unknown"):
            ask(name)
    assert (store.folder.parent / "a.yaml").exists()


def test_ten_thousand_cases_are_listed(store: Store) -> None:
    store.folder.mkdir(parents=True)
    text = write_case(whole_case())
    for count in range(10_000):
        with open(store.folder / f"20261123-{count}.yaml", "w") as file:
            file.write(text)
    heads = store.heads()
    assert len(heads) == 10_000
    assert all(head.trouble is None for head in heads)
    assert store.new_id(NOW) == "20261123-10000"
