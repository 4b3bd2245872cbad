"""Phrases that do not say what they should: two options at once or another one; and options nobody can say."""

from __future__ import annotations

from collections.abc import Iterator

from batalin.rulebook.finding import Finding
from batalin.rulebook.lexicon import Lexicon, cover
from batalin.rulebook.model import Option, Question, one_or_many
from batalin.rulebook.rulebook import Rulebook
from batalin.rulebook.vocabulary import UNKNOWN, WORDS
from batalin.understanding.matching import find_options
from batalin.understanding.reading import read_words

_OPEN_ENDED = frozenset({UNKNOWN, "none", "other"})
"""Options that stand for what is not said."""


def find_phrase_faults(rulebook: Rulebook) -> Iterator[Finding]:
    """Give the phrases that mean two options or not their own, and the options that no phrase reaches.

    Args:
        rulebook: Rules that are in order in shape and names.
    """
    tree = rulebook.words_tree.get("phrases", {})
    lexicon = rulebook.lexicon
    told: set[tuple[str, ...]] = set()
    for question_id, options in tree.items():
        for option_id, phrases in options.items():
            for index, phrase in enumerate(one_or_many(phrases)):
                path = ("phrases", question_id, option_id, *((index,) if type(phrases) is list else ()))
                finding = _judge(phrase, question_id, option_id, lexicon)
                if finding and not _is_told(finding, question_id, option_id, told):
                    yield finding._replace(path=path)
        question = rulebook.question(question_id)
        for option in question.options:
            if option.id not in options and not _says_itself(question, option):
                yield Finding("option-unreached", ("phrases", question_id), WORDS, True, option.id)


def _judge(phrase: str, question_id: str, option_id: str, lexicon: Lexicon) -> Finding | None:
    """Read ways of saying a phrase that together hold each of its words as if a buyer had written just that."""
    for pattern in cover(phrase):
        said = {match.key for match in find_options(read_words(" ".join(pattern), lexicon), question_id, lexicon)}
        if option_id not in said:
            return Finding("phrase-misses", (), WORDS, word=phrase)
        if len(said) > 1:
            other = next(iter(sorted(said - {option_id})))
            return Finding("phrase-two-options", (), WORDS, word=phrase, facts={"other": other})
    return None


def _is_told(finding: Finding, question_id: str, option_id: str, told: set[tuple[str, ...]]) -> bool:
    """Tell whether the same two options were found before in each other's phrases."""
    pair = (question_id, finding.word, *sorted({option_id, finding.facts.get("other", "")}))
    known = "other" in finding.facts and pair in told
    told.add(pair)
    return known


def _says_itself(question: Question, option: Option) -> bool:
    """Tell whether an option needs no phrase: a length of time does, and what stands for something not said."""
    return option.lasts or option.id in _OPEN_ENDED or option.id == question.free_text
