"""The page of each finding's code: what it is, why it is bad, how to mend it, and an example of both."""

from __future__ import annotations

from typing import NamedTuple

from batalin.rulebook.model import Text
from batalin.rulebook.reading import read

FILE = "codes.yaml"


class CodePage(NamedTuple):
    """What is told about a code.

    Attributes:
        code: Stable name.
        what: What is found.
        why: What harm it does.
        fix: How it is mended.
        file: The rule file the example is from.
        broken: Words of that file with which it is found.
        sound: The same words as they should be.
    """

    code: str
    what: Text
    why: Text
    fix: Text
    file: str
    broken: str
    sound: str


def read_code_pages(text: str) -> dict[str, CodePage]:
    """Give every page by its code.

    Args:
        text: The file of the pages, in the strict YAML of rule files.
    """
    return {page["code"]: CodePage(**page) for page in read(text)["codes"]}
