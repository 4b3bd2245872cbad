"""Files the user names: written whole or not at all, never over another but the program's own work."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from typing import Any

from batalin.errors import FileError
from batalin.rulebook.rulebook import Rulebook

ANSWERS_SCHEMA = 1


def write_new(name: str, text: str, mode: int = 0o600) -> None:
    """Write text into a file as `write_new_bytes` does, with line ends as they are.

    Raises:
        FileError: It exists, or cannot be written; nothing half-written is left behind.
    """
    write_new_bytes(name, text.encode("utf-8"), mode)


def write_new_bytes(name: str, data: bytes, mode: int = 0o600) -> None:
    """Write a file that must not exist yet; a device or a pipe may exist.

    Args:
        name: The file.
        data: What it should hold.
        mode: Who may read and write it, as far as the user's mask allows; its owner only, unless told otherwise.

    Raises:
        FileError: It exists, or cannot be written; nothing half-written is left behind.
    """
    path = Path(name)
    if path.is_dir():
        raise FileError("file-is-folder", file=name)
    device = path.is_char_device() or path.is_fifo()  # it holds nothing that could be lost
    try:
        handle = os.open(path, os.O_WRONLY if device else os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    except OSError as error:
        raise explain_errno(name, error) from error
    try:
        with open(handle, "wb") as file:
            file.write(data)
    except OSError as error:
        if not device:
            path.unlink(missing_ok=True)
        raise explain_errno(name, error) from error


def find_flaw(name: str) -> FileError | None:
    """Tell, as far as it shows before writing, why a new file cannot be written; None where nothing is in the way."""
    path = Path(name)
    if path.is_dir():
        return FileError("file-is-folder", file=name)
    if path.is_char_device() or path.is_fifo():
        return None
    if os.path.lexists(path):
        return explain_errno(name, FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)))
    if not path.parent.is_dir():
        return explain_errno(name, FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT)))
    if not os.access(path.parent, os.W_OK):
        return explain_errno(name, PermissionError(errno.EACCES, os.strerror(errno.EACCES)))
    return None


def replace(name: str, data: bytes) -> None:
    """Put new content in the place of a file in one step; only its owner can read it.

    Raises:
        FileError: It cannot be written; what was there is left as it was.
    """
    try:
        _put(Path(os.path.realpath(name)), data, 0o600)
    except OSError as error:
        raise explain_errno(name, error) from error


def rewrite(path: Path, text: str) -> bool:
    """Put a generated file in its place in one step, so that nobody ever reads half of it.

    Args:
        path: The file; its folder is made where it is missing.
        text: What it should hold.

    Returns:
        Whether it did not hold just that before.

    Raises:
        FileError: It cannot be written; what was there is left as it was.
    """
    data = text.encode("utf-8")
    try:
        path.parent.mkdir(exist_ok=True)
        if path.exists() and path.read_bytes() == data:
            return False
        _put(path, data, 0o666)
    except OSError as error:
        raise explain_errno(str(path), error) from error
    return True


def _put(path: Path, data: bytes, mode: int) -> None:
    """Write a file beside another and put it in its place, so that nobody ever sees half of it."""
    beside = path.with_name(f"{path.name}.{os.getpid()}.new")
    beside.unlink(missing_ok=True)  # a process of the same number may have been stopped here
    try:
        with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
            file.write(data)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def explain_errno(name: str, error: OSError) -> FileError:
    """Put what the system says of a file into the program's own words.

    Args:
        name: The file.
        error: What the system said.
    """
    keys = {
        errno.EEXIST: "file-exists",
        errno.ENOENT: "file-no-folder",
        errno.ENOTDIR: "file-no-folder",
        errno.EISDIR: "file-is-folder",
        errno.EACCES: "file-no-right",
        errno.EPERM: "file-no-right",
        errno.EROFS: "file-no-right",
        errno.ENOSPC: "file-full",
        errno.EDQUOT: "file-full",
    }
    key = keys.get(error.errno or 0, "file-trouble")
    return FileError(key, file=name, reason=error.strerror or type(error).__name__)


def write_answers(name: str, rulebook: Rulebook, answers: dict[str, str], details: dict[str, str]) -> None:
    """Save answers and details so that `read_answers` gives them back.

    Raises:
        FileError: The file exists or cannot be written.
    """
    content = {"schema": ANSWERS_SCHEMA, "rulebook": rulebook.about["id"], "answers": answers, "details": details}
    write_new(name, json.dumps(content, ensure_ascii=False, indent=2) + "\n")


def read_answers(name: str, rulebook: Rulebook) -> tuple[dict[str, str], dict[str, str]]:
    """Read what `write_answers` saved.

    Returns:
        Raw answers by question id and raw details by detail id.

    Raises:
        FileError: The file is missing, no UTF-8, broken, of a newer schema, for other rules, or has unknown keys.
    """
    try:
        text = Path(name).read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError("file-not-utf8", file=name) from error
    except FileNotFoundError as error:
        raise FileError("file-missing", file=name) from error
    except OSError as error:
        raise explain_errno(name, error) from error
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FileError("answers-broken", file=name, line=str(getattr(error, "lineno", 1))) from error
    if not isinstance(content, dict) or not isinstance(content.get("schema"), int):
        raise FileError("answers-shape", file=name)
    if content["schema"] > ANSWERS_SCHEMA:
        raise FileError("answers-newer", file=name, schema=str(content["schema"]))
    if content.get("rulebook") != rulebook.about["id"]:
        raise FileError(
            "answers-other-rulebook", file=name, given=str(content.get("rulebook")), expected=rulebook.about["id"]
        )
    questions = {question.id for question in rulebook.questions}
    details = {detail.id for detail in rulebook.details}
    return _strings(content, "answers", questions, name), _strings(content, "details", details, name)


def _strings(content: dict[str, Any], key: str, known: set[str], name: str) -> dict[str, str]:
    values = content.get(key, {})
    if not isinstance(values, dict) or not all(isinstance(value, str) for value in values.values()):
        raise FileError("answers-shape", file=name)
    for word in values:
        if word not in known:
            raise FileError("answers-unknown-key", file=name, word=word)
    return values
