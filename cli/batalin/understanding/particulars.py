"""Order number, amount and dates in a buyer's own words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from batalin.diagnosis.details import count_rupiah
from batalin.diagnosis.secrets import find_secret
from batalin.rulebook.rulebook import Rulebook
from batalin.understanding.days import find_days
from batalin.understanding.matching import find_owner, find_phrases, quote
from batalin.understanding.reading import Word
from batalin.words.formats import format_rupiah

_ORDER_NUMBER = re.compile(r"(?<![\w.,])\d{15,19}(?!\w|[.,]\d)")
_OTHER_NUMBER = re.compile(
    r"\b(?:rek\w*|norek|virtual\s+account|va|hp|wa|whatsapp|tel\w*|ktp|nik|kk|npwp|bca|bri|bni|mandiri|bsi|dana|ovo|gopay|"
    r"shopeepay|resi|awb|tracking|kartu|card|imei|voucher|token|meter)\W+(?:\w+\W+){0,3}$",
    re.IGNORECASE,
)
"""What stands before a long number that is no order number."""
_MOBILE = ("08", "62")
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
    r"fee|admin|promo|cuma|hanya|kuota|paket data|top ?up|bayar lagi|transfer lagi|minta|diminta|"
    r"suruh bayar)\W+(?:\w+\W+){0,1}$",
    re.IGNORECASE,
)


def find_details(
    text: str, words: Sequence[Word], rulebook: Rulebook, now: datetime
) -> tuple[dict[str, str], dict[str, str]]:
    """Give the details that are unmistakable: a long order number, an amount that was paid, dates with their event.

    Args:
        text: What the buyer wrote.
        words: Its plain words.
        rulebook: Its details and what dates belong to.
        now: The present in the market's zone.

    Returns:
        Raw details by detail id, as flags take them, and the words behind each.
    """
    said: dict[str, str] = {}
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
        owner = find_owner(words, day.start, day.end, owners)
        if owner in known and owner not in details:
            details[owner] = day.day.isoformat()
            said[owner] = quote(text, words, day.start, day.end)
    return details, said


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
