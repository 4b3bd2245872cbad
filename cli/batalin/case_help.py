"""The help pages of case files: what each command does and takes."""

from __future__ import annotations

from batalin.casework.requests import LIST_FORMATS, SHOW_FORMATS
from batalin.request import FORMATS
from batalin.rules_help import Family, Usage

_CASE = {"CASE": "case-help-case"}
_TOLD = {"--status ... --name": "case-help-told"}
_EXPORT_FORMATS = ("markdown", *(form for form in SHOW_FORMATS if form != "markdown"))
"""The same, the usual one first."""
_CLOCK = {"--zone ZONE": "case-help-zone", "--now TIME": "help-now"}
_PRIVATE = {"--private": "help-private"}
_OWN = {**_CLOCK, **_PRIVATE}
_WRITTEN = {
    "--tone TONE": "case-help-tone",
    "--evidence IDS": "help-evidence",
    "--message-lang LANGUAGE": "help-message-lang",
}
_LETTER = {
    "--to RECIPIENT": "case-help-to",
    **_WRITTEN,
    "--copy": "help-copy",
    "--qr [FILE]": "help-qr",
    "--share wa": "case-help-share",
    "--ics FILE": "help-ics",
    "--max-chars N": "help-max-chars",
}
_RESULT = ("--output FILE",)
"""What has nothing to say where a command only notes or removes."""
_ASKING = {"--no-input": "help-no-input"}
USAGES = {
    "new": Usage(
        "case new",
        "case-help-new",
        "--status awaiting-pickup --age 3d --product physical --error no-response",
        flags={
            **_TOLD,
            "--label TEXT": "case-help-label",
            "--answers FILE": "help-answers",
            **_LETTER,
            **_OWN,
            **_ASKING,
        },
    ),
    "add": Usage(
        "case add",
        "case-help-add",
        '--reply-from support --text "Dana diproses" --promised "3 hari kerja"',
        _CASE,
        flags={
            **_TOLD,
            "--sent RECIPIENT": "case-help-sent",
            "--reply-from RECIPIENT": "case-help-reply",
            "--text TEXT": "case-help-text",
            "--promised DATE": "case-help-promised",
            "--note TEXT": "case-help-note",
            "--on DATE": "case-help-on",
            **_WRITTEN,
            **_OWN,
            **_ASKING,
        },
        without=_RESULT,
    ),
    "show": Usage("case show", "case-help-show", "20261123-1", _CASE, SHOW_FORMATS, _OWN),
    "next": Usage(
        "case next",
        "case-help-next",
        "20261123-1 --copy",
        _CASE,
        FORMATS,
        {"--steps": "help-steps", **_LETTER, **_OWN, **_ASKING},
    ),
    "list": Usage("case list", "case-help-list", "--all", {}, LIST_FORMATS, {"--all": "case-help-all", **_PRIVATE}),
    "close": Usage(
        "case close",
        "case-help-close",
        '--text "Dana sudah kembali"',
        _CASE,
        flags={"--text TEXT": "case-help-end", **_CLOCK},
        without=_RESULT,
    ),
    "export": Usage(
        "case export", "case-help-export", "20261123-1 --output kronologi.html", _CASE, _EXPORT_FORMATS, _OWN
    ),
    "purge": Usage(
        "case purge",
        "case-help-purge",
        "20261123-1",
        _CASE,
        flags={"--closed": "case-help-purge-closed", "--all": "case-help-purge-all", "--yes": "case-help-yes"},
        without=_RESULT,
    ),
}
"""Every command about case files by its last word."""
CASES = Family(USAGES, "case-help-overview", ("new", "next"), ("help-exit-codes", "case-help-more"))
