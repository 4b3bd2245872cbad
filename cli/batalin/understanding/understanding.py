"""Everything a buyer's own words say of an order, and the words that say it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from batalin.diagnosis.answers import find_contradiction, option_for
from batalin.diagnosis.details import count_rupiah
from batalin.diagnosis.secrets import find_secret
from batalin.rulebook.lexicon import Elsewhere
from batalin.rulebook.model import Cube, Question
from batalin.rulebook.rulebook import Rulebook
from batalin.understanding.days import find_days
from batalin.understanding.lengths import find_lengths
from batalin.understanding.matching import Match, find_options, find_phrases, is_negated, quote
from batalin.understanding.reading import BREAK, LONGEST, Word, read_words
from batalin.words.formats import format_rupiah

_ORDER_NUMBER = re.compile(r"(?<![\w.,])\d{15,19}(?!\w|[.,]\d)")
_OTHER_NUMBER = re.compile(
    r"\b(?:rek\w*|norek|virtual\s+account|va|hp|wa|whatsapp|tel\w*|ktp|nik|kk|npwp|bca|bri|bni|mandiri|bsi|dana|ovo|gopay|"
    r"shopeepay|resi|awb|tracking|kartu|card|imei|voucher|token|meter)\W+(?:\w+\W+){0,3}$",
    re.IGNORECASE,
)
"""What stands before a long number that is no order number."""
_MOBILE = ("08", "62")
_STAMP = re.compile(
    r"^[ \t]*\[?(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}[, ]+)?\d{1,2}[.:]\d{2}(?:[.:]\d{2})?(?:[ ]?[AP]M)?\]?[ ]*-?[ ]*"
    r"[^:\n]{1,40}:",
    re.MULTILINE | re.IGNORECASE,
)
"""When and by whom a line of a chat was written."""
_MONEY = re.compile(
    r"(?<![\w.,/-])(?:(?:rp|idr)\.?\s?(\d{1,3}(?:[.,]\d{3})+|\d{4,9})|(?:(?:rp|idr)\.?\s?)?(\d{1,4})(?:[.,](\d{1,2}))?\s?"
    r"(rb|ribu|k|jt|juta|rebu))(?![\w])",
    re.IGNORECASE,
)
_PAID = re.compile(
    r"\b(bayar|bayarnya|dibayar|membayar|byr|mbayar|paid|pay|sebesar|seharga)\W+(?:\w+\W+){0,1}$", re.IGNORECASE
)
_THEN_PAID = re.compile(r"\W+(?:i|we|yang|yg|saya|aku|gw|gue)\W+(?:\w+\W+)?(?:paid|bayar)", re.IGNORECASE)
_YET_TO_PAY = re.compile(r"\W+(?:lagi|lg|dulu|dl|first)\b", re.IGNORECASE)
_NOT_PAID = re.compile(
    r"\b(pulsa|murah|mahal|beda|selisih|voucher|token|saldo|ongkir|ongkos|biaya|denda|diskon|potongan|dipotong|kurang|"
    r"fee|admin|promo|cuma|hanya|kuota|paket data|top ?up|bayar lagi|transfer lagi|minta|diminta|suruh bayar)\W+(?:\w+\W+){0,1}$",
    re.IGNORECASE,
)

_CLOSE = 4
"""Words between a time such as "tadi" and what it still belongs to."""

_Known = tuple[dict[str, str], dict[str, str], dict[str, dict[str, str]]]
"""Answers by question, the words behind them, and questions with several readings, while a text is read."""


class Understanding(NamedTuple):
    """What a text says.

    Attributes:
        answers: Question ids to option ids.
        details: Raw details by detail id, as flags take them.
        words: The buyer's own words behind each answer and detail, by its id.
        ambiguous: For a question with several readings, each option with its words.
        elsewhere: The matter that is none of ours, or None.
        cut: Whether only the end of a longer text was read.
    """

    answers: Mapping[str, str]
    details: Mapping[str, str]
    words: Mapping[str, str]
    ambiguous: Mapping[str, Mapping[str, str]]
    elsewhere: Elsewhere | None = None
    cut: bool = False


def understand(text: str, rulebook: Rulebook, now: datetime, only: Collection[str] = ()) -> Understanding:
    """Find what a buyer's words say; what is not said stays out, and of two readings neither is chosen.

    Args:
        text: What the buyer wrote.
        rulebook: Its questions, details and phrases.
        now: The present in the market's zone.
        only: Questions to look at; all where none is named.
    """
    lexicon = rulebook.lexicon
    cut = len(text) > LONGEST
    text = _STAMP.sub(lambda stamp: "\n".ljust(len(stamp[0])), text[-LONGEST:])
    words = read_words(text, lexicon)
    mentioned = {one.key for one in find_phrases(words, lexicon.inside)}
    outside = [
        one
        for one in find_phrases(words, lexicon.outside)
        if one.key not in mentioned and not is_negated(words, one.start, lexicon)
    ]
    if outside and not only:
        first = max(outside, key=lambda one: one.length)
        said = {first.key: quote(text, words, first.start, first.end)}
        return Understanding({}, {}, said, {}, lexicon.elsewhere[first.key], cut)
    answers: dict[str, str] = {}
    said = {}
    ambiguous: dict[str, dict[str, str]] = {}
    known = (answers, said, ambiguous)
    for question in rulebook.questions:
        if question.id not in only if only else not _fits(question.only_if, answers, ambiguous):
            continue
        ruled_out = {one.id for one in question.options if not _fits(one.only_if, answers, ambiguous)}
        readings: dict[str, str] = {}
        for match in find_options(words, question.id, lexicon, ruled_out):
            readings.setdefault(match.key, quote(text, words, match.start, match.end))
        _settle(question.id, readings, known)
    if not only:
        _measure(text, words, rulebook, now, known)
    details = {} if only else _find_details(text, words, rulebook, now, said)
    _drop_contradictions(answers, said, ambiguous, rulebook)
    return Understanding(answers, details, said, ambiguous, None, cut)


def _measure(
    text: str,
    words: Sequence[Word],
    rulebook: Rulebook,
    now: datetime,
    known: _Known,
) -> None:
    """Answer the questions about time from the lengths that were told, each by what stands nearest to it."""
    answers, _, ambiguous = known
    measured = {one.id: one for one in rulebook.questions if one.measures and _is_asked(one, answers, ambiguous)}
    found: dict[str, dict[str, str]] = {}
    owners = find_phrases(words, rulebook.lexicon.spans)
    for length in sorted(find_lengths(words, now), key=lambda one: one.loose):
        question_id = _find_owner(words, length.start, length.end, owners, close=length.loose)
        if question_id in measured and question_id not in answers and not (length.loose and question_id in found):
            words_of = quote(text, words, length.start, length.end)
            for days in range(length.days):
                option = option_for(measured[question_id], length.hours + days * 24).id
                found.setdefault(question_id, {}).setdefault(option, words_of)
    for question_id, readings in found.items():
        _settle(question_id, readings, known)


def _settle(question_id: str, readings: dict[str, str], known: _Known) -> None:
    """Answer a question that was read in one way; of several ways none is chosen."""
    answers, said, ambiguous = known
    if len(readings) == 1:
        ((answers[question_id], said[question_id]),) = readings.items()
    elif readings:
        ambiguous[question_id] = readings


def _is_asked(question: Question, answers: Mapping[str, str], ambiguous: Mapping[str, Mapping[str, str]]) -> bool:
    """Tell whether the words say what the question is about, so that a length of time can belong to it."""
    told = any(name in answers or name in ambiguous for name in question.only_if)
    return _fits(question.only_if, answers, ambiguous) and (told or not question.only_if)


def _fits(only_if: Cube, answers: Mapping[str, str], ambiguous: Mapping[str, Mapping[str, str]]) -> bool:
    """Tell whether what is said so far allows a condition; what is not said allows everything."""
    return all(
        answers[name] in allowed if name in answers else any(one in allowed for one in ambiguous.get(name, allowed))
        for name, allowed in only_if.items()
    )


def _find_owner(words: Sequence[Word], start: int, end: int, owners: Sequence[Match], *, close: bool = False) -> str:
    """Give what stands nearest to some words, in the same thought before any other; of two the first, then the longer.

    Args:
        words: The plain words.
        start: Index of the first of those words.
        end: Index behind the last.
        owners: What they may belong to.
        close: Whether it must stand close by in the same thought.
    """

    def far(one: Match) -> tuple[int, int, bool, int]:
        before = start - one.end
        after = one.start - end
        between = words[one.end : start] if before >= 0 else words[end : one.start]
        broken = sum(word.plain == BREAK for word in between)
        return broken, max(before, after, 0), one.start >= end, -one.length

    near = [one for one in owners if not close or far(one) < (0, _CLOSE + 1)]
    return min(near, key=far).key if near else ""


def _find_details(
    text: str, words: Sequence[Word], rulebook: Rulebook, now: datetime, said: dict[str, str]
) -> dict[str, str]:
    """Give the details that are unmistakable: a long order number, an amount that was paid, dates with their event."""
    known = {one.id: one for one in rulebook.details}
    details: dict[str, str] = {}
    numbers = [match[0] for match in _ORDER_NUMBER.finditer(text) if _is_order_number(text, match)]
    amounts = _find_amounts(text)
    for kind, found in (("order-number", list(dict.fromkeys(numbers))), ("money", [one for one, _ in amounts])):
        detail = next((one for one in known.values() if one.kind == kind), None)
        if detail and len(found) == 1:
            details[detail.id] = found[0]
            said[detail.id] = found[0] if kind == "order-number" else amounts[0][1]
    owners = find_phrases(words, rulebook.lexicon.dates)
    for day in find_days(words, now):
        owner = _find_owner(words, day.start, day.end, owners)
        if owner in known and owner not in details:
            details[owner] = day.day.isoformat()
            said[owner] = quote(text, words, day.start, day.end)
    return details


def _is_order_number(text: str, match: re.Match[str]) -> bool:
    """Tell an order number from those of accounts, telephones, parcels and cards."""
    if match[0].startswith(_MOBILE) or find_secret(match[0], "order-number"):
        return False
    return _OTHER_NUMBER.search(text[: match.start()]) is None


def _find_amounts(text: str) -> list[tuple[str, str]]:
    """Give the amounts that may have been paid; where some are said to be, those alone."""
    found = [(match, amount) for match in _MONEY.finditer(text) if (amount := _read_amount(text, match))]
    paid = [
        amount
        for match, amount in found
        if _PAID.search(text[: match.start()]) or _THEN_PAID.match(text[match.end() :])
    ]
    return list(dict.fromkeys(paid or [amount for _, amount in found]))


def _read_amount(text: str, match: re.Match[str]) -> tuple[str, str] | None:
    if _NOT_PAID.search(text[: match.start()]) or _YET_TO_PAY.match(text[match.end() :]):
        return None
    full, whole, part, multiple = match.groups()
    amount = int(re.sub(r"[.,]", "", full)) if full else count_rupiah(whole, part, multiple)
    return (format_rupiah(amount), match[0].strip()) if amount else None


def _drop_contradictions(
    answers: dict[str, str], said: dict[str, str], ambiguous: dict[str, dict[str, str]], rulebook: Rulebook
) -> None:
    """Leave open what no order can have beside what was said to an earlier question."""
    while (contradiction := find_contradiction(answers, rulebook)) is not None:
        question, option = contradiction.second
        ambiguous.setdefault(question.id, {})[option.id] = said.pop(question.id)
        del answers[question.id]
