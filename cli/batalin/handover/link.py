"""A link that opens WhatsApp with the message; the buyer picks the own chat there, and nothing is sent from here."""

from __future__ import annotations

from urllib.parse import quote


def write_link(text: str) -> str:
    """Give the address that holds a message.

    Args:
        text: The message; every character of it survives the way there.
    """
    return f"https://wa.me/?text={quote(text, safe='')}"
