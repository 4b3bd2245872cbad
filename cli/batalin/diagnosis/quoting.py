"""Quote somebody's words where there is not room for all of them: whole sentences first, and those that matter."""

from __future__ import annotations

import re

from batalin.diagnosis.cleaning import shorten

_GAP = "..."
_SENTENCE_END = re.compile(r"(?<=[.?!])\s+|\n+")
_GREETING = re.compile(
    r"^(?:halo|hai|hi|hello|dear|yth|selamat (?:pagi|siang|sore|malam)|good (?:morning|afternoon|evening)"
    r"|terima kasih|thank|mohon maaf|sorry)\b",
    re.IGNORECASE,
)
_SUBSTANCE = (
    re.compile(r"\d"),
    re.compile(r"\b(?:rp|idr)\.?\s?\d|\b(?:dana|uang|saldo|refund|money)\b", re.IGNORECASE),
    re.compile(r"\b(?:besok|lusa|tanggal|hari|jam|minggu|tomorrow|days?|hours?|date)\b", re.IGNORECASE),
    re.compile(r"\b(?:sudah|telah|belum|already|not yet)\b", re.IGNORECASE),
    re.compile(
        r"\b(?:tidak|tak|bukan|ditolak|menolak|tolak|gagal|not|cannot|refused?|rejected)\b|n't\b|\b(?:ng)?gak\b",
        re.IGNORECASE,
    ),
)
"""Marks of a sentence that says something: a number, money, a time, what is done, a refusal."""


def quote_part(text: str, limit: int) -> str:
    """Give as much of a text as there is room for; three dots stand for what is left out.

    Args:
        text: What somebody wrote.
        limit: The most characters that the quotation may have.
    """
    whole = " ".join(text.split())
    if len(whole) <= limit:
        return whole
    sentences = [one for one in _SENTENCE_END.split(text.strip()) if one]
    ranked = sorted(range(len(sentences)), key=lambda place: -_weigh(sentences[place]))
    chosen: list[int] = []
    for place in ranked:
        if chosen and _weigh(sentences[place]) <= 0:
            break
        if len(_join(sentences, sorted([*chosen, place]))) <= limit:
            chosen.append(place)
    if ranked[0] in chosen:
        return _join(sentences, sorted(chosen))
    return _cut(sentences[ranked[0]], limit)


def _weigh(sentence: str) -> int:
    weight = 2 * sum(bool(mark.search(sentence)) for mark in _SUBSTANCE)
    return weight - 1 if _GREETING.search(sentence) else weight


def _join(sentences: list[str], places: list[int]) -> str:
    """Put sentences together, with dots wherever others stood between, before or after them."""
    parts, last = [], -1
    for place in places:
        if place != last + 1:
            parts.append(_GAP)
        parts.append(" ".join(sentences[place].split()))
        last = place
    if last != len(sentences) - 1:
        parts.append(_GAP)
    return " ".join(parts)


def _cut(sentence: str, limit: int) -> str:
    """Cut a sentence behind a whole word, where it has any."""
    kept = shorten(" ".join(sentence.split()), limit)
    head, space, _ = kept.removesuffix(_GAP).rpartition(" ")
    if not kept.endswith(_GAP) or len(head) < limit // 2 or not space:
        return kept
    return f"{head.rstrip(' .,;:')}{_GAP}"
