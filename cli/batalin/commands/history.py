"""Rule files as they were at a commit, read from git without touching the checkout."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from batalin.errors import UsageError
from batalin.rulebook.loading import FOLDERS, is_rule_file
from batalin.rulebook.vocabulary import FILES, OPTIONAL_FILES

_SHORT = 10
_OF_ANOTHER_CHECKOUT = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY")
"""What git tells the programs it starts, as from a hook: it would send us past the folder that is meant."""
_QUIET = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0"}
"""No words of another language, no locks, no network."""


class Past(NamedTuple):
    """Rule files at a commit.

    Attributes:
        name: The commit as it was asked for, with its short hash.
        texts: The bytes of each file by its name below the folder.
    """

    name: str
    texts: dict[str, bytes]


def read_past(folder: Path, revision: str) -> Past:
    """Read the rule files of a folder as they were at a commit.

    Args:
        folder: A folder in a git checkout.
        revision: Anything git understands as a commit.

    Raises:
        UsageError: There is no git, no checkout or no such commit, or it does not hold the rules.
    """
    place = os.fsdecode(_ask(folder, "rev-parse", "--show-prefix")).rstrip("\n").rstrip("/")
    commit = _find_commit(folder, revision)
    listed = _git(folder, "ls-tree", "-r", "-z", "--full-tree", f"{commit}:{place}")
    hashes = _sort_out(listed.stdout) if listed.returncode == 0 else {}
    missing = next((name for name in FILES if name not in hashes), "")
    if missing:
        file = missing if hashes else str(folder)
        raise UsageError("git-no-rules", file=file, revision=revision, folder=shlex.quote(str(folder)))
    texts = _split(_ask(folder, "cat-file", "--batch", stdin=b"".join(one + b"\n" for one in hashes.values())))
    name = revision if commit.startswith(revision) else f"{revision} ({commit[:_SHORT]})"
    return Past(name, dict(zip(hashes, texts, strict=True)))


def _find_commit(folder: Path, revision: str) -> str:
    found = _git(folder, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    if revision.startswith("-") or found.returncode:
        raise UsageError("git-unknown-revision", revision=revision, folder=shlex.quote(str(folder)))
    return found.stdout.decode().strip()


def _sort_out(listed: bytes) -> dict[str, bytes]:
    """Give the hash of each rule file of a listing, in the order in which those of a folder are read."""
    entries = (entry.partition(b"\t") for entry in listed.split(b"\0") if entry)
    hashes = {os.fsdecode(name): about.split()[2] for about, _, name in entries}
    names = [name for name in (*FILES, *OPTIONAL_FILES) if name in hashes]
    for sub in FOLDERS:
        inside = (name for name in sorted(hashes) if name.startswith(sub))
        names += (name for name in inside if "/" not in name[len(sub) :] and is_rule_file(name[len(sub) :]))
    return {name: hashes[name] for name in names}


def _split(answer: bytes) -> Iterator[bytes]:
    """Give the contents of an answer of `cat-file --batch`: each follows a line that ends with its size."""
    place = 0
    while place < len(answer):
        start = answer.index(b"\n", place) + 1
        end = start + int(answer[place:start].split()[2])
        yield answer[start:end]
        place = end + 1


def _ask(folder: Path, *arguments: str, stdin: bytes = b"") -> bytes:
    done = _git(folder, *arguments, stdin=stdin)
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace")
        if "not a git repository" in said:
            raise UsageError("git-no-checkout", folder=str(folder))
        reason = next(iter(said.splitlines()), "").removeprefix("fatal: ").rstrip(".")
        raise UsageError("git-trouble", reason=reason or str(done.returncode))
    return done.stdout


def _git(folder: Path, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    environment = {key: value for key, value in os.environ.items() if key not in _OF_ANOTHER_CHECKOUT} | _QUIET
    try:
        return subprocess.run(
            ["git", "-C", str(folder), *arguments], input=stdin, capture_output=True, env=environment, check=False
        )
    except OSError as error:
        raise UsageError("git-missing") from error
