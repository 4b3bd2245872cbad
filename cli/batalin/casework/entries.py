"""What a buyer types about a case: cleaned, not too long, and never a secret."""

from __future__ import annotations

from batalin.diagnosis.cleaning import clean
from batalin.diagnosis.details import MAX_LENGTH
from batalin.diagnosis.secrets import refuse_secret
from batalin.errors import UsageError

LONGEST_TEXT = 2_000
"""Characters of an answer or a note; a whole chat belongs into a screenshot."""


def read_text(flag: str, given: str) -> str:
    """Read words of one or several lines.

    Args:
        flag: Where they were given.
        given: The words.

    Raises:
        UsageError: They are too long, or hold a secret.
    """
    return _read(flag, "\n".join(filter(None, map(clean, given.splitlines()))), LONGEST_TEXT)


def read_label(flag: str, given: str) -> str:
    """Read the name of a case, which is one line.

    Args:
        flag: Where it was given.
        given: The name.

    Raises:
        UsageError: It is too long, or holds a secret.
    """
    return _read(flag, clean(given), MAX_LENGTH)


def _read(flag: str, text: str, limit: int) -> str:
    if len(text) > limit:
        raise UsageError("detail-too-long", flag=flag, length=str(len(text)), limit=str(limit))
    refuse_secret(flag, text)
    return text
