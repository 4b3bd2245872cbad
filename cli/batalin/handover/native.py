"""The clipboard of this computer, filled by a process of its own; the only importer of pyperclip.

What fills a clipboard may hang, may end the process it runs in, and leaves a server behind that holds on to the
streams it was started with. In a process of its own none of this reaches the program or a pipe behind it.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from enum import IntEnum

SECONDS = 5.0
"""How long a clipboard may take."""


class Filled(IntEnum):
    """How it went, which is also the exit code of the process."""

    HOLDS = 10
    UNCLEAR = 11
    FAILED = 12


def fill(text: str, environment: Mapping[str, str]) -> Filled:
    """Put text on the clipboard and read it back.

    Args:
        text: What the clipboard should hold.
        environment: Where the display and the programs of the clipboard are found.
    """
    found = os.pathsep.join(entry for entry in sys.path if entry)
    try:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", __name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**environment, "PYTHONPATH": found},
            start_new_session=True,
        )
    except OSError:
        return Filled.FAILED
    try:
        with suppress(subprocess.TimeoutExpired):
            process.communicate(text.encode("utf-8"), timeout=SECONDS)
    finally:
        if process.returncode is None:
            _end(process)
    return Filled(process.returncode) if process.returncode in list(Filled) else Filled.FAILED


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process that hangs, and what it started and waits for."""
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def _fill_here(text: str) -> Filled:
    # A clipboard of Qt is empty again as soon as the process that filled it ends.
    sys.modules.update(dict.fromkeys(("qtpy", "PyQt5")))  # type: ignore[arg-type]
    import pyperclip

    try:
        pyperclip.copy(text)
    except Exception:
        return Filled.FAILED
    try:
        held = pyperclip.paste()
    except Exception:
        return Filled.UNCLEAR
    if not held:
        return Filled.FAILED
    return Filled.HOLDS if held.replace("\r\n", "\n") == text else Filled.UNCLEAR


if __name__ == "__main__":
    sys.exit(_fill_here(sys.stdin.buffer.read().decode("utf-8")))
