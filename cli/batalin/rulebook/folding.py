"""When two words are the same to whoever types them."""

from __future__ import annotations


def fold(text: str) -> str:
    """Give a word without what does not matter in it: case, hyphens, underscores and the number of blanks."""
    return " ".join(text.casefold().replace("-", " ").replace("_", " ").split())
