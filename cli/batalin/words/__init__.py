"""Every sentence the program itself says; the rulebook's sentences live in its files."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from batalin.words import english, indonesian

SENTENCES = {"id": indonesian.SENTENCES, "en": english.SENTENCES}
DEFAULT_LANGUAGE = "id"
_FURTHER = ("keeper", "findings", "handover", "case", "heard")
"""Sentences that most runs do without, each kind in a module a language."""
_NAMES = {"id": "indonesian", "en": "english"}


def say(key: str, language: str, **facts: str) -> str:
    """Give a sentence with its placeholders filled.

    Args:
        key: Name of the sentence.
        language: `id` or `en`.
        **facts: Values for the placeholders.
    """
    sentence = SENTENCES[language].get(key)
    if sentence is None:
        sentence = next(known[key] for kind in _FURTHER if key in (known := _further(kind, language)))
    return sentence.format(**facts)


def all_sentences(language: str) -> dict[str, str]:
    """Give every sentence, also those that few runs say."""
    return SENTENCES[language] | {key: text for kind in _FURTHER for key, text in _further(kind, language).items()}


@cache
def _further(kind: str, language: str) -> dict[str, str]:
    sentences: dict[str, str] = import_module(f"batalin.words.{kind}_{_NAMES[language]}").SENTENCES
    return sentences
