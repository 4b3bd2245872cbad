"""Pages that come after one another and lead back to where the buyer has been."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from batalin.rulebook.finding import Finding
from batalin.rulebook.rulebook import Rulebook
from batalin.rulebook.vocabulary import SITUATIONS, VERDICTS

NEXT = "if_that_fails"


def find_circles(rulebook: Rulebook) -> Iterator[Finding]:
    """Give each circle of pages once, at the step that most likely goes the wrong way.

    From page to page less can be done, so that is the step after which most seems possible again.

    Args:
        rulebook: Rules that are in order in shape and names.
    """
    pages = {tree["id"]: tree for name, tree in rulebook.trees.items() if name.startswith(SITUATIONS)}
    following = {name: str(tree[NEXT]) for name, tree in pages.items() if NEXT in tree}
    for circle in _circles(following):
        rank = [VERDICTS.index(pages[name]["verdict"]) for name in circle]
        gains = [here - there for here, there in zip(rank, [*rank[1:], rank[0]], strict=True)]
        last = max(range(len(circle)), key=gains.__getitem__)
        way = [*circle[last + 1 :], *circle[: last + 1]]
        facts = {"names": ", ".join([*way, way[0]])}
        yield Finding("next-in-circle", (NEXT,), f"{SITUATIONS}{way[-1]}.yaml", word=way[0], facts=facts)


def _circles(following: Mapping[str, str]) -> Iterator[list[str]]:
    """Give the circles of a mapping in which each page has one that follows, at most."""
    passed: set[str] = set()
    for start in following:
        way: list[str] = []
        page = start
        while page in following and page not in passed:
            passed.add(page)
            way.append(page)
            page = following[page]
        if page in way:
            yield way[way.index(page) :]
