"""Text of the app as an answer: pasted, understood, and confirmed in the list."""

from __future__ import annotations

from datetime import datetime

from batalin.interview.prompter import Move, Prompter
from batalin.rulebook.model import Visit
from batalin.rulebook.rulebook import Rulebook
from batalin.words import say

PASTE = "paste"
"""Id of the choice that lets text be pasted."""


def read_pasted(visit: Visit, rulebook: Rulebook, prompter: Prompter, language: str, now: datetime) -> str:
    """Take text of the app, and give the option it says; an empty string for text that is not known.

    Args:
        visit: The question and its open options.
        rulebook: Knows what such text says.
        prompter: Where it is pasted.
        language: The buyer's language.
        now: The present in the market's zone.
    """
    from batalin.understanding.understanding import understand

    typed = prompter.enter(say("paste-ask", language), say("paste-help", language), "", lambda _: None)
    if isinstance(typed, Move) or not typed.strip():
        return ""
    question = visit.question
    heard = understand(typed, rulebook, now, only=[question.id])
    option_id = heard.answers.get(question.id, "")
    if option_id not in visit.options:
        prompter.show(say("paste-unknown", language))
        return ""
    label, words = question.option(option_id).label[language], heard.words[question.id]
    prompter.show(say("heard-pasted", language, name=question.name[language], label=label, words=words))
    return option_id
