"""A message on the clipboard: this computer's own, else the one of the terminal, else none; and which it was."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from enum import Enum

from batalin.words import say

LONGEST = 74_000
"""Bytes that terminals take in one sequence; some drop a longer one, some show it."""
_SHOWS_SEQUENCES = ("", "dumb", "unknown", "linux")
"""Terminals without a clipboard that may print what is meant for one."""
_DISPLAYS = ("WAYLAND_DISPLAY", "DISPLAY", "WSL_DISTRO_NAME")
_REMOTE = ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY")


class Copied(Enum):
    """What became of a message, as far as this is known.

    Attributes:
        CHECKED: The clipboard of this computer holds it.
        SENT: The clipboard of this computer took it, but does not give it back unchanged.
        TERMINAL: The terminal got it; no answer comes from there.
        TMUX: It stands between, and passes it on only where it is told to.
        NOTHING: It is on no clipboard.
    """

    CHECKED = "checked"
    SENT = "sent"
    TERMINAL = "terminal"
    TMUX = "tmux"
    NOTHING = "nothing"


def copy(text: str, environment: Mapping[str, str], tty: str = "/dev/tty") -> Copied:
    """Put a message on the best clipboard there is.

    Args:
        text: The message.
        environment: What is known about displays, connections and the terminal.
        tty: The terminal.
    """
    if _has_clipboard(environment):
        from batalin.handover.native import Filled, fill

        filled = fill(text, environment)
        if filled is not Filled.FAILED:
            return Copied.CHECKED if filled is Filled.HOLDS else Copied.SENT
    if environment.get("TERM", "") not in _SHOWS_SEQUENCES and _send(text, tty):
        return Copied.TMUX if environment.get("TMUX") else Copied.TERMINAL
    return Copied.NOTHING


def tell(copied: Copied, language: str, *, seen: bool = True) -> str:
    """Say where a message is now, and what to do where that is not certain.

    Args:
        copied: What became of it.
        language: The reader's language.
        seen: Whether the whole message stands above, to be copied from there.
    """
    unseen = "" if seen or copied is Copied.CHECKED else "-unseen"
    return say(f"copied-{copied.value}{unseen}", language)


def _has_clipboard(environment: Mapping[str, str]) -> bool:
    """Tell whether this computer may have a clipboard, and the buyer sits in front of it."""
    if any(environment.get(name) for name in _REMOTE):
        return False
    return sys.platform in ("win32", "darwin", "cygwin") or any(environment.get(name) for name in _DISPLAYS)


def _send(text: str, tty: str) -> bool:
    """Ask a terminal to put text on its clipboard, with the sequence called OSC 52.

    Returns:
        Whether there is a terminal that got it.
    """
    data = text.encode("utf-8")
    if len(data) > LONGEST:
        return False
    from base64 import b64encode

    try:
        # Without O_NOCTTY, a process that has no terminal would be tied to this one.
        handle = os.open(tty, os.O_WRONLY | getattr(os, "O_NOCTTY", 0))
        with open(handle, "wb") as terminal:
            if not terminal.isatty():
                return False
            terminal.write(b"\x1b]52;c;%b\x07" % b64encode(data))
    except OSError:
        return False
    return True
