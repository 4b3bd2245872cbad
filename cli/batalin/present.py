"""The present moment, from the clock or from `--now`, in the zone where the buyer lives."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from batalin.errors import UsageError

EARLIEST_YEAR, LATEST_YEAR = 2015, 2099
"""Years for which dates and public holidays can be counted."""
ZONES = {"wib": "WIB +07:00", "wita": "WITA +08:00", "wit": "WIT +09:00"}
"""The zones of Indonesia by their value of `--zone`, each written as in `rulebook.yaml`."""


def read_zone(given: str, zone_of_market: str) -> str:
    """Give the zone in which a buyer's dates are meant.

    Args:
        given: What `--zone` says in any case, or an empty string for the market's zone.
        zone_of_market: Name and offset as in `rulebook.yaml`, such as "WIB +07:00".

    Returns:
        A zone of the same form, for `read_present`.

    Raises:
        UsageError: `--zone` names none of the zones of Indonesia.
    """
    zone = ZONES.get(given.casefold()) if given else zone_of_market
    if zone is None:
        raise UsageError("choice-unknown", flag="--zone", given=given, values=", ".join(ZONES))
    return zone


def read_present(given: str, zone: str) -> datetime:
    """Give the present in a zone.

    Args:
        given: What `--now` says, or an empty string for the clock.
        zone: Name and offset as in `rulebook.yaml`, such as "WIB +07:00".

    Raises:
        UsageError: `--now` is no ISO time.
    """
    name, offset = zone.split()
    sign = -1 if offset[0] == "-" else 1
    place = timezone(sign * timedelta(hours=int(offset[1:3]), minutes=int(offset[4:])), name)
    if not given:
        return datetime.now(place)
    try:
        moment = datetime.fromisoformat(given)
        if not EARLIEST_YEAR <= moment.year <= LATEST_YEAR:
            raise ValueError(given)
    except ValueError:
        raise UsageError("now-unreadable", flag="--now", given=given, example=f"2026-11-23T10:00{offset}") from None
    return moment.astimezone(place) if moment.tzinfo else moment.replace(tzinfo=place)
