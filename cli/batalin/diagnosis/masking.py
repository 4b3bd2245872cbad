"""Personal details behind masks, for a screen that others may see."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from batalin.diagnosis.details import Details
from batalin.errors import BatalinError
from batalin.rulebook.model import Detail
from batalin.rulebook.rulebook import Rulebook

NAME = "name"
"""Id of the detail that holds the buyer's name, whose kind is that of any text."""
HIDDEN = "***"
"""Stands for what is there and is not shown."""
KEPT = 4
"""Characters of an order or telephone number by which its owner still knows it."""
_SHORTEST_PART = 3
_GAP = r"[ .-]?"
_CURRENCY = r"(?:rp|idr)\.?\s*"
_SHORT_FORMS = ((1_000, "rb|ribu|k"), (1_000_000, "jt|juta"))
# Groups of a number stand apart by one sign at most, with or without spaces around it.
_APART = r"(?:[^\S\n]?[.()\-\u2010-\u2015][^\S\n]?|[^\S\n])"
_DATE = r"(?:\d{1,2}[ ./-]\d{1,2}[ ./-](?:19|20)\d\d|(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2})(?!\d)"
_NEXT = rf"(?:\d|{_APART}(?!{_DATE})\d(?=\d))"
"""A further digit of a telephone number; one that stands alone, as in "2 hari", is none."""
_PHONE = (
    r"(?<!\d)(?:"
    # A mobile number of Indonesia has 10 to 13 digits, the 0 in front counted, which the country's code replaces.
    rf"(?:(?:\+|00)?62{_APART}?(?:\(?0\)?{_APART}?)?|\(?0)8[1-9]{_NEXT}{{7,10}}"
    rf"|(?:(?:\+|00)62{_APART}?|\(?0)[2-79]\d{_NEXT}{{6,9}}"  # the line of a town, its code in front
    rf"|(?<!\w)\+(?!62)[1-9]{_NEXT}{{7,14}}"
    r")(?!\d)"
)
_QUOTE = r"""(?:'"'"'|\\?["'])"""
"""A quotation mark as it stands in a text, in a shell command or in JSON."""


def mask(details: Details, rulebook: Rulebook) -> Details:
    """Give the same details with order number, amounts and name masked, also where other words repeat them.

    Telephone numbers in other words are masked too.

    Args:
        details: What the buyer told.
        rulebook: Declares the details.
    """
    masks = {detail.id: _mask(detail, words) for detail, words in _personal(details, rulebook)}
    return _reword(details, rulebook, masks)


def drop(details: Details, rulebook: Rulebook) -> Details:
    """Give the same details without order number, amounts and name, which are masked where other words repeat them.

    Args:
        details: What the buyer told.
        rulebook: Declares the details.
    """
    return _reword(details, rulebook, {detail.id: "" for detail, _ in _personal(details, rulebook)})


def is_personal(detail: Detail) -> bool:
    """Tell whether a detail is one that stays off a screen that others may see."""
    return detail.kind in ("order-number", "money") or detail.id == NAME


def mask_text(text: str, details: Details, rulebook: Rulebook) -> str:
    """Put masks in place of telephone numbers, and of a buyer's personal details wherever a text repeats them.

    Args:
        text: What the buyer wrote, or a line that quotes it, such as a command. A sentence of the rules may hold a
            name by chance.
        details: What the buyer told, not masked.
        rulebook: Declares the details.
    """
    forms = [form for detail, words in _personal(details, rulebook) for form in _forms(detail, words)]
    forms.sort(key=lambda form: -len(form[0]))
    # All are looked for at once: an amount inside a telephone number would else leave the rest of it to be read.
    any_form = re.compile(
        "|".join(f"({pattern})" for pattern in (*(one for _, one, _ in forms), _PHONE)), re.IGNORECASE
    )

    def hide(match: re.Match[str]) -> str:
        position = (match.lastindex or 1) - 1
        return forms[position][2] if position < len(forms) else mask_number(re.sub(r"\D", "", match[0]))

    return any_form.sub(hide, text)


def mask_all(text: str, told: Iterable[Details], rulebook: Rulebook) -> str:
    """Do what `mask_text` does for details that were told one after another, if any, also those that were corrected."""
    for details in (*told, Details()):  # telephone numbers also where nothing was told
        text = mask_text(text, details, rulebook)
    return text


def hide_given(error: BatalinError, rulebook: Rulebook) -> BatalinError:
    """Give the same trouble without the words it quotes, where they were typed as a personal detail.

    Args:
        error: What is wrong with a flag or a typed line.
        rulebook: Declares the details.
    """
    personal = {flag for detail in rulebook.details if is_personal(detail) for flag in detail.flags}
    if error.facts.get("flag") in personal and "given" in error.facts:
        error.facts["given"] = HIDDEN
    return error


def _personal(details: Details, rulebook: Rulebook) -> Iterator[tuple[Detail, str]]:
    for detail in rulebook.details:
        if is_personal(detail) and detail.id in details.texts:
            yield detail, details.texts[detail.id]


def _reword(details: Details, rulebook: Rulebook, masks: Mapping[str, str]) -> Details:
    """Put other words for the personal details, none where they are empty, and masks wherever a text repeats one."""
    texts = {
        key: words
        for key, text in details.texts.items()
        if (words := masks[key] if key in masks else mask_text(text, details, rulebook))
    }
    quotes = {key: mask_text(text, details, rulebook) for key, text in details.quotes.items()}
    return Details(texts, details.moments, quotes)


def _mask(detail: Detail, words: str) -> str:
    if detail.kind == "money":
        return "Rp***"
    if detail.kind == "order-number":
        return mask_number(words)
    return f"{words[0] if len(words) > 1 else ''}***"


def mask_number(words: str) -> str:
    """Give an order or telephone number of which its owner still knows the end."""
    return "****" + (words[-KEPT:] if len(words) > 2 * KEPT else "")


def _forms(detail: Detail, words: str) -> Iterator[tuple[str, str, str]]:
    """Give the ways in which a text may repeat a detail.

    Yields:
        The words, a pattern without groups that finds them, and their mask.
    """
    masked = _mask(detail, words)
    if detail.kind == "money":
        digits = re.sub(r"\D", "", words)  # there are none where the amount is masked already
        for pattern in _amounts(int(digits)) if digits else ():
            yield words, pattern, masked
    elif detail.kind == "order-number":
        yield words, _whole(words, _GAP.join(map(re.escape, words))), masked
    else:
        parts = words.split()
        for part in {words: None} | dict.fromkeys(one for one in parts if len(one) >= _SHORTEST_PART):
            spelled = r"\s+".join(re.sub("[\"']", lambda _: _QUOTE, re.escape(one)) for one in part.split())
            yield part, _whole(part, spelled), _mask(detail, part)


def _whole(words: str, pattern: str) -> str:
    """Let a pattern find whole words and numbers only: no name inside another word, no number inside a longer one."""
    return f"{_beside(words[0], '<')}{pattern}{_beside(words[-1], '')}"


def _beside(edge: str, side: str) -> str:
    if edge.isdigit():
        return rf"(?{side}!\d)"
    return rf"(?{side}![^\W\d_])" if edge.isalpha() else ""


def _amounts(amount: int) -> Iterator[str]:
    """Give patterns for the ways to write an amount; a small one counts only beside its currency."""
    currency = rf"(?:{_CURRENCY})?" if amount >= 1_000 else _CURRENCY
    before, after = r"(?<![\d.,-])", r"(?![\d]|[.,-]\d)"
    yield rf"{before}{currency}{f'{amount:,}'.replace(',', '[.,]?')}(?:,-|[.,]00)?{after}"
    for multiple, units in _SHORT_FORMS:
        whole, rest = divmod(amount, multiple)
        part = str(rest).zfill(len(str(multiple)) - 1).rstrip("0")
        if whole and len(part) <= 2:
            fraction = f"[.,]{part}0?" if part else ""
            yield rf"{before}{currency}{whole}{fraction}\s*(?:{units})(?![^\W_])"
