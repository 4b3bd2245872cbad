"""Every sentence the program itself says; the rulebook's sentences live in its files."""

from __future__ import annotations

from batalin.words import english, indonesian

SENTENCES = {"id": indonesian.SENTENCES, "en": english.SENTENCES}
DEFAULT_LANGUAGE = "id"


def say(key: str, language: str, **facts: str) -> str:
    """Give a sentence with its placeholders filled.

    Args:
        key: Name of the sentence.
        language: `id` or `en`.
        **facts: Values for the placeholders.
    """
    return SENTENCES[language][key].format(**facts)
