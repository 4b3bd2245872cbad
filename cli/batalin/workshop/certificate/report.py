"""A certificate as blocks of words, as data and as a badge."""

from __future__ import annotations

from collections.abc import Mapping
from math import floor
from typing import Any

from batalin.output.report import Block, Heading, Items, Paragraph
from batalin.rulebook.proof import Kind
from batalin.rulebook.vocabulary import SOURCE_KINDS
from batalin.words import say
from batalin.words.formats import format_date, format_number
from batalin.workshop.certificate.certificate import Certificate, Figures

SCHEMA = 1
BADGE_SCHEMA = 1
FINGERPRINT = "sha256:"


def to_data(certificate: Certificate, language: str) -> dict[str, Any]:
    """Give a certificate as mappings with stable keys; what is known only of readable rules is null for others.

    Args:
        certificate: What is proved.
        language: The language of the badge.
    """
    figures = certificate.figures
    return {
        "schema": SCHEMA,
        "holds": certificate.holds,
        "date": certificate.made_on.isoformat(),
        "program": certificate.program,
        "rulebook": {key: figures.rulebook[key] for key in ("id", "version", "checked")} if figures else None,
        "files": {"number": certificate.files, "fingerprint": f"{FINGERPRINT}{certificate.fingerprint}"},
        "findings": {
            "errors": certificate.errors,
            "warnings": len(certificate.findings) - certificate.errors,
            "codes": certificate.codes,
        },
        "proof": _proof_data(figures) if figures else None,
        "interviews": {
            "number": figures.interviews.number,
            "longest": figures.interviews.longest,
            "mean": round(figures.interviews.mean, 3),
            "asked": sorted(figures.interviews.asked),
        }
        if figures
        else None,
        "parts": figures.parts._asdict() if figures else None,
        "sources": figures.sources._asdict() if figures else None,
        "badge": to_badge(certificate, language),
    }


def _proof_data(figures: Figures) -> dict[str, Any]:
    return {
        "cells": figures.proof.cells,
        "undecided": figures.undecided,
        "fallback": figures.fallback or None,
        "left_to_fallback": figures.proof.left_over if figures.fallback else 0,
        "coverage": figures.proof.coverage,
        "flaws": _flaws(figures),
    }


def _flaws(figures: Figures) -> dict[str, int]:
    return {kind.name.lower(): figures.count(kind) for kind in Kind}


def to_badge(certificate: Certificate, language: str) -> dict[str, Any]:
    """Give what the endpoint of a badge service answers: https://shields.io/badges/endpoint-badge."""
    figures = certificate.figures
    warnings = len(certificate.findings) - certificate.errors
    if certificate.errors or figures is None:
        facts = {"errors": str(certificate.errors), "warnings": str(warnings)}
        message, color = say("proof-badge-findings", language, **facts), "red"
    else:
        message = say(
            "proof-badge",
            language,
            cells=format_number(figures.proof.cells, language),
            situations=str(figures.parts.situations),
            sources=str(sum(figures.sources.documents.values())),
        )
        color = "brightgreen"
        if warnings:
            message, color = f"{message}; {say('proof-badge-warnings', language, warnings=str(warnings))}", "yellow"
    return {
        "schemaVersion": BADGE_SCHEMA,
        "label": say("proof-badge-label", language),
        "message": message,
        "color": color,
    }


def write_certificate(certificate: Certificate, figures: Figures, language: str, command: str) -> list[Block]:
    """Write a certificate for a screen.

    Args:
        certificate: What is proved.
        figures: Its figures.
        language: The reader's language.
        command: Shows every finding with its place.
    """
    blocks: list[Block] = [Heading(_title(certificate, figures, language))]
    made = {"program": certificate.program, "date": format_date(certificate.made_on, language)}
    blocks.append(Paragraph(say("proof-made", language, **made), quiet=True))
    if certificate.findings:
        found = [(f"{code}: {count}",) for code, count in certificate.codes.items()]
        blocks += [Items(tuple(found)), Paragraph(say("proof-places", language, command=command))]
    for heading, lines in (
        ("proof-interviews", _interviews(figures, language)),
        ("proof-parts", _parts(figures, language)),
        ("proof-sources", _sources(figures, language)),
        (
            "proof-files",
            [_say("proof-fingerprint", language, {"files": certificate.files}, sum=certificate.fingerprint)],
        ),
    ):
        blocks += [Heading(say(heading, language)), Items(tuple((line,) for line in lines))]
    return blocks


def _title(certificate: Certificate, figures: Figures, language: str) -> str:
    about = figures.rulebook
    warnings = len(certificate.findings) - certificate.errors
    key = "proof-fails" if certificate.errors else "proof-warned" if warnings else "proof-holds"
    counts = {"errors": certificate.errors, "warnings": warnings}
    return _say(key, language, counts, rulebook=about["id"], version=about["version"])


def _interviews(figures: Figures, language: str) -> list[str]:
    proof, interviews = figures.proof, figures.interviews
    asked = {"longest": interviews.longest, "number": interviews.number}
    return [
        _say("proof-cells", language, {"cells": proof.cells}),
        _say("proof-flaws", language, _flaws(figures)),
        _say("proof-undecided", language, {"cells": figures.undecided}),
        _coverage(figures, language),
        _say("proof-asked", language, asked, mean=format_number(interviews.mean, language, digits=1)),
    ]


def _coverage(figures: Figures, language: str) -> str:
    if not figures.fallback:
        return say("proof-no-fallback", language)
    # Rounded down, so that less than all of them never reads as all.
    share = floor(figures.proof.coverage * 1000) / 10
    return _say(
        "proof-fallback",
        language,
        {"cells": figures.proof.left_over},
        share=format_number(share, language, digits=1),
        page=figures.fallback,
    )


def _parts(figures: Figures, language: str) -> list[str]:
    parts = figures.parts._asdict()
    return [_say(key, language, parts) for key in ("proof-questions", "proof-pages", "proof-examples")]


def _sources(figures: Figures, language: str) -> list[str]:
    sources = figures.sources
    documents, facts = sum(sources.documents.values()), sum(sources.facts.values())
    lines = [
        _say("proof-documents", language, {"number": documents}, kinds=_kinds(sources.documents, language)),
        _say("proof-facts", language, {"number": facts}, kinds=_kinds(sources.facts, language)),
        _say("proof-undated", language, {"number": sources.undated}),
    ]
    ages = {"current": sources.current, "overdue": sources.overdue}
    days = sources.review_after.split()[0]
    return [*lines, _say("proof-checked", language, ages, days=days, oldest=sources.oldest or "-")]


def _kinds(counts: Mapping[str, int], language: str) -> str:
    return ", ".join(
        f"{format_number(counts[kind], language)} {say(f'kind-{kind}', language)}" for kind in SOURCE_KINDS
    )


def _say(key: str, language: str, counts: Mapping[str, int], **facts: str) -> str:
    written = {name: format_number(count, language) for name, count in counts.items()}
    return say(key, language, **written, **facts)
