"""Files that are replaced in one step and last, so that a process may be stopped at any moment."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from batalin.errors import FileError
from batalin.files import explain_errno

READ_BYTES = 1 << 20
"""How much of a file is read at most; a case file is smaller, and what is larger is none."""


def read_whole(path: Path) -> bytes | None:
    """Read a file, or give None where there is none.

    Args:
        path: The file; something that only looks like one, such as a pipe, is not opened.

    Raises:
        FileError: It is no plain file, or cannot be read.
    """
    try:
        if path.is_file():
            with open(path, "rb") as file:
                return file.read(READ_BYTES)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise explain(path, error) from error
    if os.path.lexists(path):
        raise FileError("case-not-file", file=str(path))
    return None


def read_beginning(path: str, size: int) -> bytes:
    """Read the first bytes of a plain file.

    Args:
        path: The file.
        size: How many bytes at most.

    Raises:
        OSError: It cannot be read.
    """
    handle = os.open(path, os.O_RDONLY)
    try:
        return os.read(handle, size)
    finally:
        os.close(handle)


def replace_whole(path: Path, data: bytes) -> None:
    """Put a file that only its owner may read in the place of another, or where there was none.

    Args:
        path: The file.
        data: What it should hold.

    Raises:
        OSError: It cannot be written; what was there is left as it was.
    """
    beside = path.with_name(f".{path.name}.new")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with open(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    sync_folder(path.parent)


def clear_leftovers(folder: Path, ending: str) -> None:
    """Remove what a process that was stopped in `replace_whole` has left in a folder where nobody else writes now.

    Args:
        folder: The folder.
        ending: How the names of its files end.

    Raises:
        OSError: Something cannot be removed.
    """
    with os.scandir(folder) as entries:
        names = [entry.name for entry in entries if entry.name[0] == "." and entry.name.endswith(f"{ending}.new")]
    for name in names:
        (folder / name).unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make new names in a folder last; where a system has no such thing for folders, the files are whole all the same.

    Args:
        folder: The folder.
    """
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def explain(path: Path | str, error: OSError) -> FileError:
    """Put what the system says of the case folder or a file in it into words.

    Args:
        path: The file or folder.
        error: What the system said.
    """
    found = explain_errno(str(path), error)
    if found.key == "file-full":
        return found
    return FileError("case-unusable", file=str(path), reason=found.facts["reason"])
