"""The present moment, from the clock or from `--now`."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from batalin.errors import UsageError

EARLIEST_YEAR, LATEST_YEAR = 2015, 2099
"""Years for which dates and public holidays can be counted."""


def read_present(given: str, zone_of_market: str) -> datetime:
    """Give the present in the market's zone.

    Args:
        given: What `--now` says, or an empty string for the clock.
        zone_of_market: Name and offset as in `rulebook.yaml`, such as "WIB +07:00".

    Raises:
        UsageError: `--now` is no ISO time.
    """
    name, offset = zone_of_market.split()
    sign = -1 if offset[0] == "-" else 1
    zone = timezone(sign * timedelta(hours=int(offset[1:3]), minutes=int(offset[4:])), name)
    if not given:
        return datetime.now(zone)
    try:
        moment = datetime.fromisoformat(given)
        if not EARLIEST_YEAR <= moment.year <= LATEST_YEAR:
            raise ValueError(given)
    except ValueError:
        raise UsageError("now-unreadable", flag="--now", given=given, example=f"2026-11-23T10:00{offset}") from None
    return moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)
