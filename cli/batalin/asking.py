"""Who shows questions on a terminal, and how trouble is named to somebody who typed no flags."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from batalin.common import Common
from batalin.errors import BatalinError
from batalin.rulebook.rulebook import Rulebook
from batalin.terminal import Terminal
from batalin.words import say

if TYPE_CHECKING:
    from batalin.interview.prompter import Prompter


def choose_prompter(common: Common, terminal: Terminal) -> tuple[Prompter, str]:
    """Give what shows questions on this terminal, and the key of the sentence about its keys."""
    language = common.language
    if common.plain or terminal.plain or terminal.stdin is None:
        from batalin.interview.plain import PlainPrompter

        assert terminal.stdin is not None, "nobody is asked without a standard input"
        return PlainPrompter(language, terminal.columns, terminal.stdin, terminal.stderr), "plain-keys"
    from batalin.interview.menu import MenuPrompter

    return MenuPrompter(language, terminal.columns), "menu-keys"


def greet(prompter: Prompter, keys: str, language: str) -> None:
    """Say what happens now, that nothing is sent anywhere, and which keys to press.

    Args:
        prompter: Shows it.
        keys: Key of the sentence about keys.
        language: The buyer's language.
    """
    prompter.show(say("intro", language, keys=say(keys, language).removesuffix(".")))
    prompter.show("")


def name_without_flags(text: str, rulebook: Rulebook, language: str) -> str:
    """Name questions and details by their names on the screen, for somebody who typed no flags."""
    names = [(detail.flags[0], detail.ask[language]) for detail in rulebook.details]
    names += [(question.flags[0], question.name[language]) for question in rulebook.questions]
    for flag, name in names:
        text = re.sub(rf"{flag}(?![a-z-])", name, text)
    return text


def quote_safely(error: BatalinError, rulebook: Rulebook, *, private: bool) -> BatalinError:
    """Keep trouble from quoting what was typed as a personal detail, where that stays off the screen.

    Args:
        error: The trouble.
        rulebook: Declares the details.
        private: Whether personal details stay off the screen.
    """
    if not private:
        return error
    from batalin.diagnosis.masking import hide_given

    return hide_given(error, rulebook)
