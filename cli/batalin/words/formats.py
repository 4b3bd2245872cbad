"""How dates, money and lists are written, per language; the machine's locale plays no part."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

MONTHS = {
    "id": [
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
WEEKDAYS = {
    "id": ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
}


def format_date(day: date, language: str) -> str:
    """Write a day as "2 Mei 2026"."""
    return f"{day.day} {MONTHS[language][day.month - 1]} {day.year}"


def format_weekday(day: date, language: str) -> str:
    """Write a day with its weekday, as "Sabtu, 2 Mei 2026"."""
    return f"{WEEKDAYS[language][day.weekday()]}, {format_date(day, language)}"


def format_moment(moment: datetime, language: str) -> str:
    """Write a moment with its zone, as "Sabtu, 2 Mei 2026, 15.00 WIB"."""
    clock = moment.strftime("%H.%M" if language == "id" else "%H:%M")
    return f"{format_weekday(moment.date(), language)}, {clock} {moment.tzname()}"


def format_rupiah(amount: int) -> str:
    """Write whole rupiah as "Rp150.000"."""
    return "Rp" + f"{amount:,}".replace(",", ".")


def format_number(number: float, language: str, digits: int = 0) -> str:
    """Write a number as "868.292" or "6,6" in Indonesian, "868,292" or "6.6" in English.

    Args:
        number: What to write.
        language: The reader's language.
        digits: Digits of the fraction.
    """
    written = f"{number:,.{digits}f}"
    return written.translate(str.maketrans(",.", ".,")) if language == "id" else written


def format_either(items: Sequence[str], language: str) -> str:
    """Join alternatives as "a, b atau c"."""
    return _join(items, " atau " if language == "id" else " or ")


def format_all(items: Sequence[str], language: str) -> str:
    """Join what belongs together as "a, b dan c"."""
    return _join(items, " dan " if language == "id" else " and ")


def _join(items: Sequence[str], last: str) -> str:
    return ", ".join(items[:-1]) + last + items[-1] if len(items) > 1 else "".join(items)
