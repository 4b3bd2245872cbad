"""What nobody who helps with an order needs: card numbers, NIK and codes are refused and never shown again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from batalin.diagnosis.cleaning import clean
from batalin.errors import UsageError

# F91 and F92 are why: buyers lost their money after a link, and an OTP was asked for, by somebody who seemed to help.
CARD, NIK, CODE = "card", "nik", "code"
_WHOLE = ("text", "order-number")
"""Kinds of details that are no bare number of a few digits; amounts and dates may be one."""

# ISO/IEC 7812: the first digits name the issuer, the issuer fixes the length, and the last digit proves the others.
_ISSUERS = (
    ("4", "4", (13, 16, 19)),
    ("51", "55", (16,)),
    ("2221", "2720", (16,)),
    ("34", "34", (15,)),
    ("37", "37", (15,)),
    ("3528", "3589", (16,)),
    ("62", "62", (16, 17, 18, 19)),
    ("6011", "6011", (16,)),
    ("644", "649", (16,)),
    ("65", "65", (16,)),
)
_SHORTEST, _LONGEST = 13, 19
_ROW = re.compile(r"[0-9]+(?:[ .-]{1,3}[0-9]+)*")

# Province, regency, district; day of birth, 40 more for a woman; month, year; a serial that starts at 1.
_NIK = re.compile(
    r"(?:1[1-9]|21|3[1-6]|5[1-3]|6[1-5]|7[1-6]|8[12]|9[1-6])[0-9]{4}"
    r"(?:0[1-9]|[12][0-9]|3[01]|4[1-9]|[56][0-9]|7[01])(?:0[1-9]|1[0-2])[0-9]{2}(?!0000)[0-9]{4}"
)

_PIN = r"(?:m-?)?pin"
_NAMES = (
    r"otp|cv[vc]2?|passcode|kode (?:verifikasi|keamanan|rahasia|sms|masuk|login|akses)|(?:verification|security) code"
)
_OWN_CODE = r"(?:kode (?:saya|aku|ku)|kodeku|my code)"
"""A code that is the buyer's own; that of a voucher, an item or a town has its name in between."""
_PASSWORDS = r"(?:kata )?sandi|password|passwd|pwd"
_HIDDEN_WORDS = r"kata sandi|kata kunci|passwords?|passphrase|passwd|pwd|pass|pw"
"""What a secret of letters alone may follow; `sandi` is missing, because it is a name as well."""
_BETWEEN = r"""[ :=>"'(\[#*-]{0,4}"""
_FILLERS = (
    r"(?:(?:(?:saya|aku|anda|kamu|kami|my|your|the|is|was|adalah|ialah|yaitu|itu|ini|tadi|baru|masuk|untuk|for|login"
    r"|yang|yg|dikirim|kode|code|nomor|number|tiktok|shop|akun|account|atm|bank|bca|bri|bni|mandiri|kartu|card|debit"
    r"|kredit|credit|dana|ovo|gopay|wifi)\b|[0-9] (?:digit|angka)\b|g-(?=[0-9]))" + _BETWEEN + "){0,5}"
)
_UNITS = (
    r"(?:rb|ribu|k|jt|juta|rupiah|kali|x|times|detik|menit|minutes?|jam|hours?|hari|days?|minggu|bulan|tahun"
    r"|wib|wita|wit|digit|angka|orang|pcs|buah|biji|lusin|set|mm|cm)"
)
_DATE = r"(?:[0-9]{1,2}-[0-9]{1,2}-[0-9]{4}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2})(?![0-9])"
# Dots and commas stand in amounts and times, not in codes, so a number that goes on after one is none.
_DIGITS = (
    rf"(?!{_DATE})(?:[0-9]{{6,8}}(?![0-9])|[0-9]{{4,5}}(?![ -]?[0-9]{{3}}|[0-9])"
    r"|(?=(?:[ -]?[0-9]){3,8}(?![ -]?[0-9]))[0-9]{1,5}(?:[ -][0-9]{1,5})*(?![ -]?[0-9]))"
    rf"(?![.,:/][0-9]|[^\W0-9_]| ?{_UNITS}\b)"
)
_MIXED = rf"(?!{_DATE}|[0-9.,]+{_UNITS}\b)(?=\S*[0-9])(?=\S*[^\W0-9_])\S{{4,}}|[0-9]{{9,}}"
_START = r"(?<![^\W_])"
_OWNER = r"(?:[ -]?(?:nya|ku|mu))?(?![^\W0-9_])"
_ENDING = _OWNER + _BETWEEN + _FILLERS
_NO_SECRET = (
    r"(?:lupa|salah|bocor|diminta|ditanya|dicuri|diganti|diubah|ganti|gagal|tidak|nggak|gak|belum|sudah|udah|jangan"
    r"|wajib|benar|aman|forgot|forgotten|wrong|leaked|stolen|asked|needed|required|changed|not|no|none)"
)
_LETTERS = (
    rf"(?: ?[:=] ?|(?: (?:saya|aku|akun|wifi|my|kami|itu|ini))* (?:adalah|ialah|yaitu|is) )[\"'(]?(?!{_NO_SECRET}\b)"
    r"[^\W_][^\s]{2,}"
)
"""A word that is said to be the password; any word may be one."""
_TOLD = (
    # A plug of 24 pin is no code.
    rf"{_START}(?:(?<![0-9][ -]){_PIN}|{_NAMES}|{_OWN_CODE}){_ENDING}{_DIGITS}"
    rf"|{_START}(?:{_PASSWORDS}){_ENDING}(?:{_DIGITS}|{_MIXED})"
    rf"|{_START}(?:{_HIDDEN_WORDS}){_OWNER}(?: (?:saya|aku|akun|wifi|my|kami|itu|ini))*{_LETTERS}"
    rf"|(?<![0-9])(?:[0-9]{{4,8}}|[0-9]{{3}}[ -][0-9]{{3}}) (?=adalah |is |itu ){_FILLERS}(?:{_PIN}|{_NAMES})(?![^\W_])"
)
_SPEAKS_OF_ONE = re.compile("pin|otp|cv[vc]|code|kode|sandi|pass|pwd|pw|kunci")
# Whoever feels watched writes `p i n` or `0tp`.
_DISGUISED = (
    (re.compile(r"(?<![^\W_])p[ ._*-]{0,2}[i1!][ ._*-]{0,2}n(?![^\W0-9_])"), "pin"),
    (re.compile(r"(?<![^\W_])[o0][ ._*-]{0,2}t[ ._*-]{0,2}p(?![^\W0-9_])"), "otp"),
    (re.compile(r"(?<![^\W_])c[ ._*-]{0,2}v[ ._*-]{0,2}([vc])(?![^\W0-9_])"), r"cv\1"),
)
_SPOKEN = {
    **dict.fromkeys(("nol", "kosong", "zero"), "0"),
    **dict.fromkeys(("satu", "one"), "1"),
    **dict.fromkeys(("dua", "two"), "2"),
    **dict.fromkeys(("tiga", "three"), "3"),
    **dict.fromkeys(("empat", "four"), "4"),
    **dict.fromkeys(("lima", "five"), "5"),
    **dict.fromkeys(("enam", "six"), "6"),
    **dict.fromkeys(("tujuh", "seven"), "7"),
    **dict.fromkeys(("delapan", "eight"), "8"),
    **dict.fromkeys(("sembilan", "nine"), "9"),
}
_DIGIT = rf"(?:{'|'.join(_SPOKEN)}|[0-9])"
_SPOKEN_ROW = re.compile(rf"(?<![^\W_])(?=[0-9 ,-]*[a-z]){_DIGIT}(?:[ ,-]{{1,2}}{_DIGIT}){{2,18}}(?![^\W_])")
"""Digits one by one, three at least and some in words; two in a row are also said of pieces or days."""
_BARE = re.compile(rf"(?!{_DATE})[0-9](?:[ -]?[0-9]){{2,7}}")


def refuse_secret(flag: str, text: str, kind: str = "text") -> None:
    """See that a text holds no secret.

    Args:
        flag: Where the text was given.
        text: What was given.
        kind: Kind of the detail; `text` for anything that is none.

    Raises:
        UsageError: It holds one; the error does not repeat it.
    """
    secret = find_secret(text, kind)
    if secret:
        raise UsageError(f"secret-{secret}", flag=flag)


def find_secret(text: str, kind: str = "text") -> str:
    """Name the kind of secret that a text seems to hold.

    Args:
        text: What was given, in digits of any script.
        kind: Kind of the detail; `text` for anything that is none.

    Returns:
        `card`, `nik`, `code`, or an empty string.
    """
    plain = _simplify(text)
    if kind == "order-number" and not plain.strip("# 0123456789"):
        plain = plain.replace(" ", "")  # its groups are the buyer's own, so no part of it is a number
    numbers = list(_numbers(plain))
    if any(map(_is_card, numbers)):
        return CARD
    if any(map(_NIK.fullmatch, numbers)):
        return NIK
    bare = kind in _WHOLE and _BARE.fullmatch(plain.strip(" #.,:;()[]'\""))
    # Few texts speak of a code at all, so a run seldom pays for the long pattern.
    told = _SPEAKS_OF_ONE.search(plain) and re.search(_TOLD, plain)
    return CODE if bare or told else ""


def _simplify(text: str) -> str:
    """Write digits and dashes of any script as those of ASCII, and leave out what hides between them."""
    text = clean(unicodedata.normalize("NFKC", text)).casefold()
    return _undisguise(text if text.isascii() else _to_ascii(text))


def _to_ascii(text: str) -> str:
    kept = []
    for character in text:
        category = unicodedata.category(character)
        if category == "Nd":
            kept.append(str(unicodedata.decimal(character)))
        elif category == "Pd":
            kept.append("-")
        elif category[0] != "M":
            kept.append(character)
    return "".join(kept)


def _undisguise(text: str) -> str:
    """Write digits that are spelled out as digits, and the names of codes in one word."""
    text = _SPOKEN_ROW.sub(lambda row: " ".join(_SPOKEN.get(one, one) for one in re.findall(_DIGIT, row[0])), text)
    for disguised, name in _DISGUISED:
        text = disguised.sub(name, text)
    return text


def _numbers(text: str) -> Iterator[str]:
    """Give every number of a card's length, also where its digits stand in groups or beside another number."""
    for row in _ROW.findall(text):
        groups = re.findall("[0-9]+", row)
        for start in range(len(groups)):
            number = ""
            for group in groups[start:]:
                number += group
                if len(number) > _LONGEST:
                    break
                if len(number) >= _SHORTEST:
                    yield number


def _is_card(number: str) -> bool:
    issued = any(
        low <= number[: len(low)] <= high and len(number) in lengths  # as long as each other, digits sort as text
        for low, high, lengths in _ISSUERS
    )
    return issued and _luhn(number) % 10 == 0


def _luhn(number: str) -> int:
    """Add up the digits, every second one from the right doubled and its own digits added."""
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in number[-2::-2])
    return sum(map(int, number[::-2])) + sum(doubled)
