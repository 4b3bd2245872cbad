"""What every command line can say, and the one command that is run all day and must not wait for the others."""

from pathlib import Path
from typing import NamedTuple


class Common(NamedTuple):
    """Flags that every command takes."""

    language: str
    output: str = ""
    plain: bool = False

    @property
    def to_file(self) -> bool:
        """Whether the result goes to a file and not to the standard output, which `-` names too."""
        return self.output not in ("", "-")


class CheckRequest(NamedTuple):
    """Everything that is wrong with a rulebook."""

    common: Common
    rules: Path
    format: str = "text"
    now: str = ""
