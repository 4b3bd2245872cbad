"""What a rule keeper's command line asks for, before anything is run."""

from pathlib import Path
from typing import NamedTuple

from batalin.common import CheckRequest, Common

CHECK_FORMATS = ("text", "json", "github", "sarif")
CASE_FORMATS = ("text", "json")
DIFF_FORMATS = ("text", "json")
TABLE_FORMATS = ("text", "csv", "markdown", "sql", "parquet")
GRAPH_FORMATS = ("mermaid", "dot", "svg")
PROOF_FORMATS = ("text", "json")


class CasesRequest(NamedTuple):
    """The examples and stored cases of a rulebook, run.

    Attributes:
        cases: Folder of the case files, or an empty string for the one that belongs to the rules.
        only: A word; cases without it in their name or keywords are left out.
        write_missing: Whether to write a proposal for each situation without a case.
    """

    common: Common
    rules: Path
    cases: str = ""
    only: str = ""
    write_missing: bool = False
    format: str = "text"


class DiffRequest(NamedTuple):
    """What a change of the rules changes for buyers.

    Attributes:
        old: Folder of the old rules, or an empty string with `revision`.
        new: Folder of the new rules, or an empty string with `revision`.
        revision: A commit of the git checkout that holds `rules`, to be compared with what lies there now.
        rules: The rulebook meant with `revision`.
    """

    common: Common
    old: str
    new: str
    revision: str
    rules: Path
    format: str = "text"


class TableRequest(NamedTuple):
    """The decision table of a rulebook."""

    common: Common
    rules: Path
    format: str = "text"


class GraphRequest(NamedTuple):
    """The interview of a rulebook as a drawing, with one buyer's way through it where an answers file is named."""

    common: Common
    rules: Path
    format: str = "mermaid"
    answers_file: str = ""
    now: str = ""


class ProofRequest(NamedTuple):
    """What is proved of a rulebook, in figures."""

    common: Common
    rules: Path
    format: str = "text"
    now: str = ""


class EditorSchemaRequest(NamedTuple):
    """JSON Schemas of the rule files, for editors; with `write`, stored beside the rules."""

    common: Common
    rules: Path
    write: bool = False


class NewPageRequest(NamedTuple):
    """A new situation's page to fill in."""

    common: Common
    rules: Path
    id: str


class WatchRequest(NamedTuple):
    """Check, cases and changed diagnoses at every save."""

    common: Common
    rules: Path


class CodeRequest(NamedTuple):
    """The page of a finding's code, or with no code the list of them all."""

    common: Common
    code: str = ""


RulesRequest = (
    CheckRequest
    | CasesRequest
    | DiffRequest
    | TableRequest
    | GraphRequest
    | ProofRequest
    | EditorSchemaRequest
    | NewPageRequest
    | WatchRequest
    | CodeRequest
)
