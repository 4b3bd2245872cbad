"""The known word a misspelt one is nearest to; the only importer of rapidfuzz."""

from __future__ import annotations

from collections.abc import Collection

from rapidfuzz.distance import OSA

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_SOUNDS = ("ei", "ou", "fpv", "sz", "kq", "bp", "dt")
"""Letters that are written for one another because they sound alike."""


def find_nearest(word: str, known: Collection[str], most: int) -> str:
    """Give the one word that differs least, or an empty string where none or several are near enough.

    Args:
        word: The misspelt word.
        known: The words it may stand for.
        most: Letters that may be wrong, missing, too many or swapped.
    """
    near: dict[int, list[str]] = {}
    for other in known:
        if other[0] == word[0] and abs(len(other) - len(word)) <= most and len(other) > 3:
            distance = OSA.distance(word, other, score_cutoff=most)
            if distance <= most and not (distance == 1 and _is_another(word, other)):
                near.setdefault(distance, []).append(other)
    best = near.get(min(near)) if near else []
    return best[0] if best and len(best) == 1 else ""


def _is_another(word: str, other: str) -> bool:
    """Tell whether one letter stands for another that no finger and no ear takes for it."""
    differing = [pair for pair in zip(word, other, strict=False) if pair[0] != pair[1]]
    return len(word) == len(other) and len(differing) == 1 and not _are_alike(*differing[0])


def _are_alike(one: str, other: str) -> bool:
    if any(one in sounds and other in sounds for sounds in _SOUNDS):
        return True
    places = [
        (row, letters.find(letter)) for letter in (one, other) for row, letters in enumerate(_ROWS) if letter in letters
    ]
    return len(places) == 2 and all(abs(first - second) < 2 for first, second in zip(*places, strict=True))
