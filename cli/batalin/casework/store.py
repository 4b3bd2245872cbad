"""The folder of case files: each is read whole and written whole or not at all, and nothing newer is overwritten."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from batalin.casefile.head import HEAD_BYTES, SCHEMA, Head, head_of, is_case, read_head
from batalin.casefile.model import CaseFile
from batalin.casefile.outline import outline_of, read_outline
from batalin.casefile.text import read_case, write_case
from batalin.casework.disk import (
    clear_leftovers,
    explain,
    read_beginning,
    read_whole,
    replace_whole,
    sync_folder,
)
from batalin.errors import FileError

MAX_CANDIDATES = 10
_ENDING = ".yaml"
_LOCK = ".lock"
_OUTLINE_BYTES = 1 << 16
"""How much is read of a file to tell where its case stands; a longer one is taken apart."""
_NAME = re.compile(r"[^\W_][\w .()+-]{0,99}")
"""What a case may be called: a number, or the name a person gave the file; never a way out of the folder."""


def list_some(ids: Sequence[str]) -> str:
    """Name the first of several cases."""
    return ", ".join(ids[:MAX_CANDIDATES]) + (", ..." if len(ids) > MAX_CANDIDATES else "")


class Store:
    """All cases of a buyer.

    Attributes:
        folder: Where their files lie.
    """

    def __init__(self, folder: Path, patience: float = 5.0) -> None:
        """Name the folder, which need not be there yet.

        Args:
            folder: Where the files lie.
            patience: Seconds to wait while another process writes.
        """
        self.folder = folder
        self._patience = patience
        self._seen: dict[str, bytes] = {}

    @classmethod
    def default(cls) -> Store:
        """Give the store in the user's data directory."""
        from platformdirs import user_data_dir

        return cls(Path(user_data_dir("batalin", appauthor=False)) / "cases")

    def new_id(self, now: datetime) -> str:
        """Give the next free number of the day, such as `20261123-2`.

        Args:
            now: The present.

        Raises:
            FileError: The folder cannot be read.
        """
        day = now.strftime("%Y%m%d")
        taken = [re.fullmatch(rf"{day}-(\d{{1,9}})", entry.name.removesuffix(_ENDING)) for entry in self._entries()]
        return f"{day}-{max((int(match[1]) for match in taken if match), default=0) + 1}"

    def heads(self, *, outlined: bool = False) -> list[Head]:
        """Give what a list says of each case, the one that was changed last first.

        A case that cannot be read is among them, with its trouble.

        Args:
            outlined: Whether to read on to the status and to what happened last, which takes the whole file.

        Raises:
            FileError: The folder cannot be read.
        """
        size = _OUTLINE_BYTES if outlined else HEAD_BYTES
        heads = [head for entry in self._entries() if (head := self._read_head(entry, size)) is not None]
        return sorted(heads, key=lambda head: (head.changed, head.id), reverse=True)

    def read(self, case_id: str) -> CaseFile:
        """Read a case.

        Raises:
            FileError: There is none of that name, or it is damaged, newer than this program or cannot be read.
        """
        data = self._read_bytes(case_id)
        case = self._parse(case_id, data)
        self._seen[case_id] = data
        return case

    def write(self, case: CaseFile) -> CaseFile:
        """Write a case in one step; whatever happens, its file is whole, either as before or as it should be.

        Args:
            case: What was read and changed, or a new one of revision 0.

        Returns:
            The same case with the revision that it has now.

        Raises:
            FileError: It was changed elsewhere, is damaged or newer than this program, or cannot be written.
            UsageError: It is too large.
        """
        with self._lock():
            return self._put(case)

    def change(self, case_id: str, make: Callable[[CaseFile], CaseFile]) -> CaseFile:
        """Change a case as it is now, while no other process writes.

        Args:
            case_id: Its name.
            make: Gives what the case becomes; what it raises leaves the file as it was.

        Returns:
            The case with the revision that it has now.

        Raises:
            FileError: There is none of that name, it is damaged or newer, others keep writing, or it cannot be written.
            UsageError: It is too large.
        """
        self._read_bytes(case_id)  # where there is no case, no folder and no lock is made
        with self._lock():
            return self._put(make(self.read(case_id)))

    def add_new(self, now: datetime, make: Callable[[str], CaseFile]) -> CaseFile:
        """Write a new case under the next free number, which no other process takes meanwhile.

        Args:
            now: The present.
            make: Gives the case of that name.

        Raises:
            FileError: It cannot be written.
        """
        with self._lock():
            return self._put(make(self.new_id(now)))

    def _put(self, case: CaseFile) -> CaseFile:
        written = case._replace(revision=case.revision + 1)
        data = write_case(written).encode("utf-8")
        self._parse(case.id, data)
        self._refuse_changed(case)
        replace_whole(self._path(case.id), data)
        self._seen[case.id] = data
        return written

    def remove(self, case_id: str) -> None:
        """Remove a case, and what a process that was stopped may have left of it.

        Raises:
            FileError: There is none of that name, or it cannot be removed.
        """
        path = self._path(case_id)
        if not os.path.lexists(path):
            raise FileError("case-unknown", word=case_id)
        with self._lock():
            path.unlink(missing_ok=True)
            sync_folder(self.folder)
        self._seen.pop(case_id, None)

    def others(self) -> list[str]:
        """Name what lies in the folder, whatever it is, but for what belongs to this program itself.

        Raises:
            FileError: The folder cannot be read.
        """
        return sorted(entry.name for entry in self._scan() if entry.name != _LOCK)

    def find(self, word: str) -> str:
        """Find the case that is meant.

        Args:
            word: Its name, the beginning of its name, or the order number.

        Raises:
            FileError: None or several fit.
        """
        names = sorted(entry.name.removesuffix(_ENDING) for entry in self._entries())
        if word in names:
            return word
        number = word.removeprefix("#").replace(" ", "")
        begun = [name for name in names if word and name.startswith(word)]
        if len(begun) == 1:
            return begun[0]
        told = [name for name in names if number and self._is_about(name, number)]
        if len(told) == 1:
            return told[0]
        found = begun or told
        if not found:
            raise FileError("case-unknown", word=word)
        raise FileError("case-ambiguous", word=word, candidates=list_some(found))

    def _entries(self) -> list[os.DirEntry[str]]:
        """Give what may be a case by its name."""
        entries = (entry for entry in self._scan() if entry.name.endswith(_ENDING))
        return [entry for entry in entries if _NAME.fullmatch(entry.name.removesuffix(_ENDING))]

    def _scan(self) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(self.folder) as entries:
                return list(entries)
        except FileNotFoundError:
            return []
        except OSError as error:
            raise explain(self.folder, error) from error

    def _read_head(self, entry: os.DirEntry[str], size: int) -> Head | None:
        """Read the head of a file, or the whole where a person has written it; None if it is no longer there."""
        case_id = entry.name.removesuffix(_ENDING)
        begun = b""
        try:
            if not entry.is_file():
                raise FileError("case-not-file", file=entry.path)
            begun = read_beginning(entry.path, size)
            head = read_head(begun)
            if head is not None and head.schema > SCHEMA:
                raise FileError("case-newer", file=entry.path, schema=str(head.schema))
            outline = read_outline(begun) if head is not None and HEAD_BYTES < size != len(begun) else None
            if head is None or (outline is None and size > HEAD_BYTES):
                case = self._parse(case_id, self._read_bytes(case_id))
                head, outline = head_of(case), outline_of(case)
            return head._replace(id=case_id, outline=outline)
        except OSError as error:
            trouble = explain(entry.path, error)
        except FileError as error:
            trouble = error
        with suppress(FileNotFoundError):
            changed = datetime.fromtimestamp(entry.stat(follow_symlinks=False).st_mtime, UTC)
            return Head(case_id, "", 0, changed, changed, trouble=trouble, ours=is_case(begun))
        return None

    def _path(self, case_id: str) -> Path:
        if not _NAME.fullmatch(case_id):
            raise FileError("case-unknown", word=case_id)
        return self.folder / f"{case_id}{_ENDING}"

    def _read_bytes(self, case_id: str) -> bytes:
        data = read_whole(self._path(case_id))
        if data is None:
            raise FileError("case-unknown", word=case_id)
        return data

    def _parse(self, case_id: str, data: bytes) -> CaseFile:
        """Read a case from the bytes of its file; the name of the file counts, whatever stands in it."""
        path = str(self._path(case_id))
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise FileError("case-damaged", file=path, line=str(line)) from None
        return read_case(text, path)._replace(id=case_id)

    def _is_about(self, case_id: str, number: str) -> bool:
        """Tell whether a case names an order number; only a file in which it stands at all is taken apart."""
        with suppress(FileError):
            data = self._read_bytes(case_id)
            return number.encode("utf-8", "replace") in data and self._parse(case_id, data).order_number == number
        return False

    @contextmanager
    def _lock(self) -> Iterator[None]:
        """Keep other processes from writing, and clear away what one that was stopped has left."""
        from filelock import FileLock, Timeout

        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with FileLock(self.folder / _LOCK, timeout=self._patience, mode=0o600):
                clear_leftovers(self.folder, _ENDING)
                yield
        except Timeout:
            raise FileError("case-busy", folder=str(self.folder)) from None
        except OSError as error:
            raise explain(self.folder, error) from error

    def _refuse_changed(self, case: CaseFile) -> None:
        """See that the file is still what the case was read from, so that nobody's work is lost."""
        path = self._path(case.id)
        if path.is_symlink():
            raise FileError("case-not-file", file=str(path))
        data, seen = read_whole(path), self._seen.get(case.id)
        if data is None:
            changed = case.revision > 0
        else:
            known = case.revision > 0 if seen is None else seen == data
            changed = not known or self._parse(case.id, data).revision != case.revision
        if changed:
            raise FileError("case-changed", id=case.id)
