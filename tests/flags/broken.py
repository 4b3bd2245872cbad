"""Files that are not in order, by name: answers files by their content, rule files by one replaced text."""

from __future__ import annotations

import json
from typing import NamedTuple


def answers_file(**changes: object) -> bytes:
    """Give the content of an answers file with some keys changed."""
    content: dict[str, object] = {
        "schema": 1,
        "rulebook": "tiktok-shop",
        "answers": {"status": "shipped", "age": "1d-3d", "product": "physical", "error": "button-missing"},
        "details": {"order-id": "579012345"},
    }
    return json.dumps({**content, **changes}).encode()


ANSWERS_FILES = {
    "broken": b'{\n  "schema": 1,\n  "answers": {"status": "shipped",}\n}\n',
    "empty": b"",
    "deep": b"[" * 200_000,
    "not-utf8": '{"schema": 1, "nama": "caf\u00e9"}'.encode("latin-1"),
    "newer": answers_file(schema=2),
    "other-rules": answers_file(rulebook="toko-lain"),
    "unknown-key": answers_file(answers={"status": "shipped", "umur": "2d"}),
    "no-object": b"[1, 2]",
    "number-for-word": answers_file(details={"order-id": 579012345}),
    "unknown-option": answers_file(answers={"status": "shipd"}),
    "impossible-date": answers_file(details={"ordered-on": "2026-02-31"}),
}


class Fault(NamedTuple):
    """A typo in a rule file: `right` stands there once and becomes `wrong`."""

    file: str
    right: str
    wrong: str


RULE_FAULTS = {
    "unknown-key": Fault("situations/unpaid.yaml", "\nverdict: can\n", "\nverdikt: can\n"),
    "unknown-option": Fault("situations/unpaid.yaml", "\nwhen: {status: unpaid}", "\nwhen: {status: unpayed}"),
    "unknown-verdict": Fault("situations/unpaid.yaml", "\nverdict: can\n", "\nverdict: cant\n"),
    "unknown-message": Fault("situations/unpaid.yaml", "messages: [support-cancel]", "messages: [suport-cancel]"),
    "syntax": Fault("situations/unpaid.yaml", "\nwhen: {status: unpaid}", "\nwhen: {status: unpaid"),
    "duplicate-key": Fault("situations/unpaid.yaml", "\nverdict: can\n", "\nverdict: can\nverdict: can\n"),
}
