"""Turn the rules into decision tables, each rule above those it beats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush

from batalin.rulebook.group import Group, Leaf
from batalin.rulebook.model import Rule, one_or_many
from batalin.rulebook.rulebook import Page, Rulebook, cited
from batalin.rulebook.vocabulary import ITEM_KINDS
from batalin.words import say
from batalin.workshop.tables.table import SITUATIONS, Row, Table, Tables

Place = Callable[[Rule], tuple[int, ...]]


def tabulate(rulebook: Rulebook, language: str) -> Tables:
    """Write the rules as tables.

    Args:
        rulebook: The rules.
        language: Language of titles, labels and steps.
    """
    space, about = rulebook.space, rulebook.about
    interviews = space.cells
    domains = _name_values(rulebook, language)
    situations = _Tabulation(rulebook, language, SITUATIONS, rulebook.groups[""], domains, interviews)
    derived = [
        _Tabulation(rulebook, language, name, group, domains, interviews) for name, group in space.derived.items()
    ]
    tables = (situations.finish(rulebook.fallback), *(one.finish(None) for one in derived))
    names = {one.id: f"{one.name[language]} ({one.id})" if one.name else one.id for one in rulebook.derived}
    title, shop = about["title"][language], rulebook.shop[language]
    return Tables(about["id"], about["version"], title, shop, interviews, names, domains, tables)


def _name_values(rulebook: Rulebook, language: str) -> dict[str, dict[str, str]]:
    named = {
        question.id: {option.id: option.label[language] for option in question.options}
        for question in rulebook.questions
    }
    for one in rulebook.derived:
        named[one.id] = {value: one.labels[value][language] if value in one.labels else value for value in one.values}
    return {name: named[name] for name in rulebook.space.names}


class _Tabulation:
    """One group of rules on its way into a table."""

    def __init__(
        self,
        rulebook: Rulebook,
        language: str,
        name: str,
        group: Group,
        domains: Mapping[str, Mapping[str, str]],
        interviews: int,
    ) -> None:
        self._rulebook = rulebook
        self._language = language
        self._name = name
        self._group = group
        self._variables = tuple(variable for variable in domains if any(variable in rule.when for rule in group.rules))
        self._values = [[*domains[variable]] for variable in self._variables]
        self._interviews = interviews

    def finish(self, fallback: Rule | None) -> Table:
        """Give the table, with the fallback in the last row."""
        leaves = self._rulebook.space.leaves(self._group.mask)
        order = put_in_order(self._group, (leaf.mask for leaf in leaves), self._place)
        wins, in_order = self._count(leaves, order)
        left_over = wins.pop(None, 0)
        rules = [self._group.rules[index] for index in order]
        rows = [self._row(place, rule, wins[rule.id]) for place, rule in enumerate(rules, 1)]
        if fallback is not None:
            row = self._row(len(rows) + 1, fallback, left_over)
            rows.append(row._replace(when={}, over=(), fallback=True))
            left_over = 0
        return Table(self._name, self._variables, tuple(rows), left_over, in_order)

    def _count(self, leaves: Iterable[Leaf], order: Sequence[int]) -> tuple[Counter[str | None], bool]:
        """Count the interviews of each rule, and under None those without one winner or one agreed value.

        Returns:
            The counts, and whether the first rule that fits always decides.
        """
        group, wins, in_order = self._group, Counter[str | None](), True
        for leaf in leaves:
            best = group.undominated(leaf.mask)
            fitting = [index for index in order if leaf.mask >> (group.first + index) & 1]
            agreed = self._name != SITUATIONS and len({group.rules[index].body for index in best}) == 1
            if len(best) == 1 or agreed:
                first = next(index for index in fitting if index in best)
                wins[group.rules[first].id] += leaf.cells
                in_order = in_order and first == fitting[0]
            else:
                wins[None] += leaf.cells
        return wins, in_order

    def _place(self, rule: Rule) -> tuple[int, ...]:
        """Place a rule by the first answer it accepts to each question, one that it does not name before all others."""
        pairs = zip(self._variables, self._values, strict=True)
        return tuple(
            min((values.index(value) for value in rule.when[variable]), default=-1) if variable in rule.when else -1
            for variable, values in pairs
        )

    def _row(self, place: int, rule: Rule, interviews: int) -> Row:
        over = tuple(sorted(rule.over))
        fraction = interviews / self._interviews
        if self._name != SITUATIONS:
            tree = self._tree(rule.id)
            return Row(place, rule.id, rule.body, rule.when, over, interviews, fraction, one_or_many(tree["source"]))
        page = rule.body
        items = [item for kind in ITEM_KINDS for item in page[kind]]
        return Row(
            place=place,
            id=rule.id,
            result=page["verdict"],
            when=rule.when,
            over=over,
            interviews=interviews,
            fraction=fraction,
            sources=tuple(dict.fromkeys(fact for item in items for fact in cited(item))),
            fragments=tuple(dict.fromkeys(item["use"] for item in items if "use" in item)),
            title=page["title"][self._language],
            recipient=self._rulebook.messages[page["messages"][0]].to,
            first_step=self._first_step(page),
        )

    def _first_step(self, page: Page) -> str:
        step = page["steps"][0]
        if "use" in step:
            return say("table-fragment", self._language, name=step["use"])
        words: str = step["do"][self._language]
        return words

    def _tree(self, row_id: str) -> Page:
        tables = self._rulebook.trees["derived.yaml"]["derived"]
        rows = next(one["rows"] for one in tables if one["id"] == self._name)
        tree: Page = next(row for row in rows if row["id"] == row_id)
        return tree


def put_in_order(group: Group, ends: Iterable[int], place: Place) -> list[int]:
    """Give the positions of rules so that each comes before those it beats, else by their places.

    Rules that beat each other in a circle come last.

    Args:
        group: The competing rules.
        ends: The distinct sets of matching rules with which interviews end; only rules that meet in one compete.
        place: Gives the place of a rule among those it does not compete with.
    """
    beaten = _beaten(group, ends)
    rules = range(len(group.rules))
    waits = {index: sum(beaten[other] >> index & 1 for other in rules) for index in rules}
    keys = {index: (place(group.rules[index]), group.rules[index].id, index) for index in rules}
    free = [keys[index] for index in rules if not waits[index]]
    heapify(free)
    order: list[int] = []
    while free:
        index = heappop(free)[2]
        order.append(index)
        for other in rules:
            if beaten[index] >> other & 1:
                waits[other] -= 1
                if not waits[other]:
                    heappush(free, keys[other])
    return [*order, *sorted(set(rules) - set(order), key=keys.__getitem__)]


def _beaten(group: Group, ends: Iterable[int]) -> list[int]:
    """Give for each rule the mask of the rules that it beats in some interview."""
    met = [0] * len(group.rules)
    for own in {(mask & group.mask) >> group.first for mask in ends}:
        for index in range(len(met)):
            if own >> index & 1:
                met[index] |= own
    return [beats & meets for beats, meets in zip(group.beats, met, strict=True)]
