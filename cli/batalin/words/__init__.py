"""Every sentence the program itself says; the rulebook's sentences live in its files."""

from __future__ import annotations

from functools import cache

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
    sentence = SENTENCES[language].get(key)
    return (_keepers()[language][key] if sentence is None else sentence).format(**facts)


def all_sentences(language: str) -> dict[str, str]:
    """Give every sentence, also those for rule keepers."""
    return SENTENCES[language] | _keepers()[language]


@cache
def _keepers() -> dict[str, dict[str, str]]:
    """Give the sentences for rule keepers, which a buyer's run does without."""
    from batalin.words import findings_english, findings_indonesian, keeper_english, keeper_indonesian

    return {
        "id": keeper_indonesian.SENTENCES | findings_indonesian.SENTENCES,
        "en": keeper_english.SENTENCES | findings_english.SENTENCES,
    }
