"""Cases proposed for the situations that no case comes to, for a person to read and confirm."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from batalin.rulebook.rulebook import Rulebook
from batalin.words import say
from batalin.workshop.cases.case import list_pages
from batalin.workshop.cases.coverage import SITUATIONS
from batalin.workshop.cases.reach import Finder, Way

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ,.()/+-]*[A-Za-z0-9.)]")
_PLAIN_IN_BRACES = re.compile(r"[A-Za-z0-9-]+")


def propose(rulebook: Rulebook, reached: Collection[str], word: str) -> list[Way]:
    """Give an interview for each situation that no case comes to; none for those that no interview comes to.

    Args:
        rulebook: The rules.
        reached: The situations that cases come to.
        word: Only situations with this in their id; an empty string for all.
    """
    finder = Finder(rulebook)
    wanted = [page.id for page in list_pages(rulebook) if page.id not in reached and word.casefold() in page.id]
    ways = (finder.find(SITUATIONS, name) for name in wanted)
    return [way for way in ways if way.proof is None]


def write_proposals(ways: Sequence[Way], rulebook: Rulebook, taken: Iterable[str], language: str) -> str:
    """Write a case file that says what the rules say today.

    Args:
        ways: An interview for each situation.
        rulebook: The rules.
        taken: Names that cases have already.
        language: The rule keeper's language.
    """
    names = set(taken)
    lines = [f"# {say(key, language)}" for key in ("proposal-head", "proposal-read", "proposal-then")]
    lines += [f"rulebook: {rulebook.about['id']}", "cases:"]
    for way in ways:
        page = rulebook.page(way.name)
        title = page["title"][language]
        name = f"{title} ({way.name})" if title in names else title
        names.add(name)
        to = rulebook.messages[page["messages"][0]].to
        lines += [
            f"  # {say('proposal-case', language)}",
            f"  - name: {_quote(name, _PLAIN)}",
            f"    given: {_braces(way.answers)}",
            f"    expect: {_braces({'situation': way.name, 'verdict': page['verdict'], 'to': to})}",
        ]
    return "\n".join(lines) + "\n"


def _braces(table: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{key}: {_quote(value, _PLAIN_IN_BRACES)}" for key, value in table.items()) + "}"


def _quote(text: str, plain: re.Pattern[str]) -> str:
    """Put text that YAML would read otherwise into quotes."""
    return text if plain.fullmatch(text) else json.dumps(text, ensure_ascii=False)
