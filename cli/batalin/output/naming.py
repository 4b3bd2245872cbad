"""The words a rulebook has for its questions, derived answers and their values."""

from __future__ import annotations

from collections.abc import Iterable

from batalin.rulebook.model import Derived, Question
from batalin.rulebook.rulebook import Rulebook
from batalin.words import say
from batalin.words.formats import format_either


class Naming:
    """Names and labels in one language; a derived answer without words goes by its ids."""

    def __init__(self, rulebook: Rulebook, language: str) -> None:
        """Collect what has a name.

        Args:
            rulebook: The rules.
            language: The reader's language.
        """
        self.language = language
        self._known: dict[str, Question | Derived] = {question.id: question for question in rulebook.questions}
        self._known.update({derived.id: derived for derived in rulebook.derived})

    def name(self, variable: str) -> str:
        """Give the words for a question or derived answer."""
        name = self._known[variable].name
        return name[self.language] if name else variable

    def values(self, variable: str) -> tuple[str, ...]:
        """Give everything a question or derived answer can be."""
        known = self._known[variable]
        return known.values if isinstance(known, Derived) else tuple(option.id for option in known.options)

    def label(self, variable: str, value: str | None) -> str:
        """Give the quoted words for a value; None stands for a question that is not asked."""
        known = self._known[variable]
        if value is None:
            return say("not-asked", self.language)
        if isinstance(known, Question):
            return f'"{known.option(value).label[self.language]}"'
        return f'"{known.labels[value][self.language]}"' if value in known.labels else value

    def either(self, variable: str, values: Iterable[str]) -> str:
        """Join the words for several values as alternatives."""
        return format_either([self.label(variable, value) for value in values], self.language)
