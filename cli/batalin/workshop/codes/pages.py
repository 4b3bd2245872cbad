"""The page of each finding's code: what it is, why it is bad, how to mend it, and an example of both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any, NamedTuple

from batalin.rulebook.model import Text
from batalin.rulebook.reading import read

FILE = "codes.yaml"
LETTER = "{letter}"
"""Stands in repeated words for a, b, c and so on."""
TAB = "{tab}"
"""Stands for a tab, which no file of the program's own may hold."""


class Change(NamedTuple):
    """Words of a rule file, as they should be and as they should not.

    Attributes:
        file: The rule file the words are from.
        sound: The words as they should be.
        broken: The words with which the code is found.
        times: How many times the broken words stand there, one below the other.
        encoding: In which the broken file is saved, where it is not the right one.
        name: The name of the broken file, where it is not the right one.
    """

    file: str
    sound: str
    broken: str
    times: int = 1
    encoding: str = ""
    name: str = ""


class CodePage(NamedTuple):
    """What is told about a code.

    Attributes:
        code: Stable name.
        what: What is found, in a line.
        why: What harm it does.
        fix: How it is mended.
        example: What must be changed in sound rules for it to be found.
    """

    code: str
    what: Text
    why: Text
    fix: Text
    example: tuple[Change, ...]


def read_code_pages(text: str) -> dict[str, CodePage]:
    """Give every page by its code, in the order of the file.

    Args:
        text: The file of the pages, in the strict YAML of rule files.
    """
    return {tree["code"]: _page(tree) for tree in read(text)["codes"]}


def find_near(given: str, codes: Iterable[str]) -> list[str]:
    """Give the codes most like what somebody typed, the nearest first.

    Args:
        given: What was typed.
        codes: All codes.
    """
    typed = "-".join(given.lower().replace("_", " ").split())
    return get_close_matches(typed, list(codes))


def _page(tree: Mapping[str, Any]) -> CodePage:
    changes = (Change(**one | {"times": int(one.get("times", "1"))}) for one in tree["example"])
    return CodePage(**{**tree, "example": tuple(changes)})
