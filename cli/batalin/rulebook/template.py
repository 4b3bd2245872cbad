"""Placeholders in message templates."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

_PLACEHOLDER = re.compile(r"\{([a-z]+(?:-[a-z]+)*)\}")


def placeholders(line: Mapping[str, object]) -> tuple[str, ...]:
    """Give the placeholders of a line, from its first language, in order and each once."""
    for text in line.values():
        if isinstance(text, str):
            return () if "{" not in text else tuple(dict.fromkeys(_PLACEHOLDER.findall(text)))
    return ()


def fill(text: str, value: Callable[[str], str]) -> str:
    """Replace every placeholder.

    Args:
        text: A line of a template in one language.
        value: Gives the words for a placeholder's name.
    """
    return _PLACEHOLDER.sub(lambda match: value(match.group(1)), text)
