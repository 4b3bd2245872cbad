"""Command lines whose whole answer is kept as a golden text, by name."""

from __future__ import annotations

from typing import NamedTuple

from tests.support import flags

CORE = "--status processing --age 2d --product physical --error none"
REFUND = "--status cancelled --age over-7d --product physical --error refund-missing"
KNOWN = (
    "--payment ewallet --cancelled-by seller --cancelled-on 2026-11-20 --order-id 579012345 --amount 150rb --name Sari"
)
PREPARED = "--status processing --age 2d --product physical --error none --payment ewallet --reason changed-mind"
RETURNED = (
    "--status completed --age over-7d --product physical --error wrong-item --store regular --delivered-age 7d-15d"
)
CONTROL = "\x1b]52;c;ZXZpbA==\x07[red]Teh[/red] \x9b31m\u202e:smile:\n**kuat**\x00"


class Case(NamedTuple):
    """A command line and the exit code it must have."""

    code: int
    arguments: list[str]
    columns: int = 80


def _core(*more: str) -> list[str]:
    return [*flags(CORE), "--format", "message", *more]


BAD_INPUT = {
    "option-unknown": Case(2, flags("--status shipd --age 2d --product physical --error none")),
    "option-unknown-far": Case(2, flags("--status shipped --age 2d --product zzzz --error none")),
    "option-unknown-duration": Case(2, [*flags(CORE), "--age", "2 fortnights"]),
    "flag-unknown-near": Case(2, ["--statu", "shipped"]),
    "flag-unknown": Case(2, ["--zzz=3"]),
    "flag-unknown-short": Case(2, ["-z"]),
    "flag-without-value": Case(2, ["--status"]),
    "switch-with-value": Case(2, ["--no-input=1"]),
    "flag-before-command": Case(2, ["--format", "markdown", "guide", "all"]),
    "word-unexpected": Case(2, [*flags("--status sedang dikirim --age 2d --product physical --error none")]),
    "word-hyphen": Case(2, ["-"]),
    "command-unknown": Case(2, ["giude"]),
    "missing-all": Case(2, []),
    "missing-one": Case(2, ["--status", "shipped", "--age", "2d", "--error", "button-missing"]),
    "missing-beside-refund": Case(2, ["--error", "refund-missing", "--name", "Sari Dewi"]),
    "contradiction": Case(2, flags("--status unpaid --age 2d --product physical --error refund-missing")),
    "contradiction-excluded": Case(2, [*flags(REFUND), "--error", "cancelled-by-other", "--cancelled-by", "me"]),
    "contradiction-follow-up": Case(2, [*flags(REFUND), "--product", "digital", "--payment", "cod"]),
    "date-before-order": Case(2, _core("--ordered-on", "2026-11-22", "--tried-on", "2026-11-20")),
    "date-future": Case(2, _core("--tried-on", "2026-11-30")),
    "date-impossible": Case(2, _core("--tried-on", "31/02/2026")),
    "date-unreadable": Case(2, _core("--tried-on", "lusa pagi")),
    "age-future": Case(2, _core("--age", "2026-12-01")),
    "age-impossible": Case(2, _core("--age", "31 Februari 2026")),
    "age-mismatch": Case(2, _core("--ordered-on", "2026-11-01")),
    "now-unreadable": Case(2, ["--now", "besok"]),
    "empty-answer": Case(2, _core("--status", "")),
    "empty-reason": Case(2, _core("--reason", " \t")),
    "empty-detail": Case(2, _core("--item", "")),
    "empty-choice": Case(2, _core("--to", "")),
    "empty-file": Case(2, _core("--answers", "")),
    "long-detail": Case(2, _core("--item", "x" * 100_000)),
    "long-reason": Case(2, _core("--reason", "alasan " * 15_000)),
    "control-only": Case(2, _core("--name", "\x1b[31m\x07")),
    "no-order-number": Case(2, _core("--order-id", "belum tahu!")),
    "secret-card": Case(2, _core("--item", "Dibayar dengan 4111 1111 1111 1111")),
    "secret-nik": Case(2, _core("--name", "Sari 3273014105900001")),
    "secret-otp": Case(2, _core("--reason", "OTP saya 123456")),
    "no-money": Case(2, _core("--amount", "banyak")),
    "format-unknown": Case(2, _core("--format", "yaml")),
    "recipient-unknown": Case(2, _core("--to", "boss")),
    "recipient-without-message": Case(2, _core("--to", "authority")),
    "message-language-unknown": Case(2, _core("--message-lang", "jp")),
    "evidence-unknown": Case(2, _core("--evidence", "foto")),
    "tone-unknown": Case(2, _core("--tone", "marah")),
    "max-chars-too-small": Case(2, _core("--max-chars", "39")),
    "share-unknown": Case(2, _core("--share", "sms")),
    "share-private": Case(2, _core("--share", "wa", "--private")),
    "code-no-screen": Case(2, _core("--qr")),
    "code-ending": Case(2, _core("--qr", "pesan.gif")),
    "zone-unknown": Case(2, _core("--zone", "Asia/Jakarta")),
    "section-unknown": Case(2, ["guide", "penipuan"]),
    "guide-format": Case(2, ["guide", "--format", "json"]),
}
RESULTS = {
    "report": Case(0, flags(f"{REFUND} {KNOWN}")),
    "report-narrow": Case(0, flags(f"{REFUND} --payment card"), columns=40),
    "report-open": Case(0, flags(f"{REFUND} --reason other")),
    "report-changing": Case(0, flags("--status unpaid --age 2h --product physical --error none")),
    "what-if": Case(0, flags(f"{PREPARED} --what-if")),
    "what-if-narrow": Case(0, flags(f"{RETURNED} --what-if"), columns=40),
    "why": Case(0, flags(f"{RETURNED} --why")),
    "why-narrow": Case(0, flags(f"{PREPARED} --why"), columns=40),
    "why-markdown": Case(0, flags(f"{PREPARED} --why --what-if --format markdown")),
    "why-json": Case(0, flags(f"{RETURNED} --why --what-if --format json")),
    "markdown": Case(0, [*flags(f"{REFUND} {KNOWN} --format markdown"), "--item", CONTROL]),
    "json": Case(0, flags(f"{REFUND} {KNOWN} --format json")),
    "message": Case(0, _core("--item", CONTROL, "--reason", "kata [b]teman[/b] saya")),
    "steps": Case(0, flags(f"{PREPARED} --steps")),
    "steps-narrow": Case(0, flags(f"{REFUND} {KNOWN} --steps --private --evidence all"), columns=40),
    "private": Case(0, flags(f"{REFUND} {KNOWN} --private --copy")),
    "message-firm": Case(
        0, flags(f"{REFUND} {KNOWN} --format message --evidence refund-page,cancellation --tone firm")
    ),
    "message-formal": Case(0, flags(f"{RETURNED} --format message --tone formal")),
    "message-parts": Case(0, flags(f"{REFUND} {KNOWN} --format message --max-chars 160")),
    "message-link": Case(0, flags(f"{PREPARED} --format message --share wa")),
    "guide": Case(0, ["guide"]),
    "guide-section": Case(0, ["guide", "scams"]),
    "guide-markdown": Case(0, ["guide", "before-you-buy", "--format", "markdown"]),
    "help": Case(0, ["--help"]),
    "help-narrow": Case(0, ["guide", "-h"], columns=40),
    "version": Case(0, ["--version"]),
}
CASES = BAD_INPUT | RESULTS
