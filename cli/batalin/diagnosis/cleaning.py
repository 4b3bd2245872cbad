"""Make text from outside safe to print and to send."""

from __future__ import annotations

import re
import unicodedata

_ESCAPES = re.compile(
    r"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?"
    r"|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?"
    r"|\x1b[PX^_][^\x1b]*(?:\x1b\\)?"
    r"|\x1b[ -/]*[0-~]?"
)


def clean(text: str) -> str:
    """Remove terminal escapes, control and format characters and lone surrogates, and fold white space.

    Joiners inside emoji go too; what is left is one line of visible characters.
    """
    text = _ESCAPES.sub("", text)
    kept = []
    for character in text:
        category = unicodedata.category(character)
        if category in ("Zs", "Zl", "Zp") or character in "\t\n\r\v\f":
            kept.append(" ")
        elif category not in ("Cc", "Cf", "Cs", "Cn", "Co"):
            kept.append(character)
    return " ".join("".join(kept).split())


def shorten(text: str, limit: int) -> str:
    """Cut a text that is longer than this many characters, and show that it is cut."""
    return f"{text[: limit - 3].rstrip(' .')}..." if len(text) > limit else text
