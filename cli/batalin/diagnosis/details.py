"""Free facts for the message and the dates; they never decide."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import datetime, tzinfo
from types import MappingProxyType
from typing import Any, NamedTuple

from batalin.diagnosis.cleaning import clean, shorten
from batalin.diagnosis.moments import Moment, NoSuchDate, parse_moment
from batalin.diagnosis.secrets import refuse_secret
from batalin.errors import UsageError
from batalin.rulebook.model import Detail
from batalin.rulebook.rulebook import Rulebook
from batalin.words.formats import format_date, format_rupiah

_NOTHING: Mapping[str, Any] = MappingProxyType({})
MAX_LENGTH = 200
SHORTEST_NUMBER, LONGEST_NUMBER = 3, 60
_ORDER_NUMBER = re.compile(rf"[A-Za-z0-9][A-Za-z0-9/._-]{{{SHORTEST_NUMBER - 1},{LONGEST_NUMBER - 1}}}")
_HAS_DIGIT = re.compile("[0-9]")
_CURRENCY = r"(?:(?:rp|idr)\.?)?\s*"
_MONEY = re.compile(
    _CURRENCY + r"(\d{1,3}(?:\.\d{3}){1,3}|\d{1,3}(?:,\d{3}){1,3}|\d{1,12})(?:[.,]00|,-)?", re.IGNORECASE
)
_SHORT_MONEY = re.compile(_CURRENCY + r"(\d{1,6})(?:[.,](\d{1,2}))?\s*(rb|ribu|k|jt|juta)", re.IGNORECASE)
_MULTIPLES = {"rb": 1_000, "ribu": 1_000, "rebu": 1_000, "k": 1_000, "jt": 1_000_000, "juta": 1_000_000}


class Details(NamedTuple):
    """What the buyer told beyond the answers.

    Attributes:
        texts: Cleaned words by detail id; money already written as rupiah.
        moments: Dates by detail id.
        quotes: The buyer's own words for an answer, by question id.
    """

    texts: Mapping[str, str] = _NOTHING
    moments: Mapping[str, Moment] = _NOTHING
    quotes: Mapping[str, str] = _NOTHING

    def words(self, detail_id: str, language: str) -> str:
        """Give a detail as it stands in a message, or an empty string where it was not given."""
        if detail_id in self.moments:
            return format_date(self.moments[detail_id].day, language)
        return self.texts.get(detail_id, "")

    def shortened(self, limit: int, whole: Collection[str] = ()) -> Details:
        """Give the same with no text or quote longer than this, but for details that would mean something else."""
        texts, quotes = (
            {key: text if key in whole else shorten(text, limit) for key, text in words.items()}
            for words in (self.texts, self.quotes)
        )
        return Details(texts, self.moments, quotes)

    def plain(self) -> dict[str, str]:
        """Give every detail in the form in which `read_details` accepts it again."""
        return {**self.texts, **{key: moment.isoformat() for key, moment in self.moments.items()}}

    def in_zone(self, zone: tzinfo | None) -> Details:
        """Give the same with every moment in another zone; a day stays the day it is."""
        moments = {
            key: moment._replace(at=moment.at.astimezone(zone)) if moment.exact else moment
            for key, moment in self.moments.items()
        }
        return self._replace(moments=moments)


def read_details(raw: Mapping[str, str], rulebook: Rulebook, now: datetime) -> Details:
    """Read and compare all details.

    Args:
        raw: Words by detail id, as they were typed.
        rulebook: Declares the details.
        now: The present in the market's zone.

    Raises:
        UsageError: A detail is empty, too long, no date or a secret, or two dates contradict each other.
    """
    texts: dict[str, str] = {}
    moments: dict[str, Moment] = {}
    for detail in rulebook.details:
        if detail.id in raw:
            value = read_detail(detail, raw[detail.id], now)
            if isinstance(value, Moment):
                moments[detail.id] = value
            else:
                texts[detail.id] = value
    check_order(moments, rulebook)
    return Details(texts, moments)


def read_detail(detail: Detail, raw: str, now: datetime) -> str | Moment:
    """Read one detail.

    Raises:
        UsageError: It is empty, too long, not of its kind, or holds a secret.
    """
    flag = detail.flags[0]
    if len(raw) > MAX_LENGTH:
        raise UsageError("detail-too-long", flag=flag, length=str(len(raw)), limit=str(MAX_LENGTH))
    text = clean(raw)
    if not text:
        raise UsageError("detail-empty", flag=flag)
    refuse_secret(flag, text, detail.kind)
    if detail.kind == "date":
        return read_date(flag, text, now)
    if detail.kind == "order-number":
        groups = text.removeprefix("#").split()
        number = "".join(groups)
        if not _ORDER_NUMBER.fullmatch(number):
            limits = {"shortest": str(SHORTEST_NUMBER), "longest": str(LONGEST_NUMBER)}
            raise UsageError("detail-no-number", flag=flag, given=text, **limits)
        # A bank account, for one, comes with the name of its bank.
        if not all(map(_HAS_DIGIT.search, groups if len(groups) > 1 else [number])):
            raise UsageError("detail-words-beside-number", flag=flag, given=text)
        return number
    if detail.kind == "money":
        return _read_money(flag, text)
    return text


def read_date(flag: str, text: str, now: datetime) -> Moment:
    """Read a date of the past.

    Raises:
        UsageError: It is no date, does not exist, or lies in the future.
    """
    try:
        moment = parse_moment(text, now)
    except NoSuchDate:
        raise UsageError("date-impossible", flag=flag, given=text) from None
    if moment is None:
        raise UsageError("date-unreadable", flag=flag, given=text, example=now.date().isoformat())
    if moment.at > now:
        raise UsageError("date-future", flag=flag, given=text, today=now.date().isoformat())
    return moment


def check_order(moments: Mapping[str, Moment], rulebook: Rulebook) -> None:
    """See that nothing happened before the order was placed.

    Raises:
        UsageError: A date lies before `ordered-on`.
    """
    ordered = moments.get("ordered-on")
    for detail_id, moment in moments.items():
        if ordered is None or detail_id == "ordered-on":
            continue
        if moment.is_before(ordered):
            raise UsageError(
                "date-before-order",
                flag=rulebook.detail(detail_id).flags[0],
                given=moment.isoformat(),
                order_flag=rulebook.detail("ordered-on").flags[0],
                ordered=ordered.isoformat(),
            )


def count_rupiah(whole: str, part: str | None, unit: str) -> int:
    """Give an amount of short money, such as 1 and 2 for "1,2jt"."""
    return round(float(f"{whole}.{part or 0}") * _MULTIPLES[unit.casefold()])


def _read_money(flag: str, text: str) -> str:
    if match := _SHORT_MONEY.fullmatch(text):
        whole, part, multiple = match.groups()
        amount = count_rupiah(whole, part, multiple)
    elif match := _MONEY.fullmatch(text):
        amount = int(re.sub(r"[.,]", "", match.group(1)))
    else:
        raise UsageError("detail-no-money", flag=flag, given=text)
    if not amount:
        raise UsageError("detail-no-money", flag=flag, given=text)
    return format_rupiah(amount)
