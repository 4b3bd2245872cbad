"""Conditions as bits: one bit a cube, one AND an answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from batalin.rulebook.model import Cube


def keep_masks(cubes: Sequence[Cube], domains: Mapping[str, Sequence[str]]) -> dict[str, dict[str | None, int]]:
    """Give, for each variable and value, the cubes that this value does not contradict.

    Args:
        cubes: The conditions; a cube's position is its bit.
        domains: The values of each variable.

    Returns:
        Masks by variable and value; None stands for a variable without a value, which contradicts every cube that
        names it.
    """
    everything = (1 << len(cubes)) - 1
    free = dict.fromkeys(domains, everything)
    allowed = {name: dict.fromkeys(values, 0) for name, values in domains.items()}
    for position, cube in enumerate(cubes):
        bit = 1 << position
        for variable, values in cube.items():
            free[variable] &= ~bit
            for value in values:
                allowed[variable][value] |= bit
    keep: dict[str, dict[str | None, int]] = {}
    for name, bits_of in allowed.items():
        keep[name] = {value: free[name] | bits for value, bits in bits_of.items()}
        keep[name][None] = free[name]
    return keep


def cleared_bits(keeps: Iterable[int], everything: int) -> int:
    """Give the bits that at least one value of a variable clears.

    Args:
        keeps: The mask of each value.
        everything: All bits.
    """
    kept = everything
    for keep in keeps:
        kept &= keep
    return everything & ~kept
