"""Compare every name a rulebook uses with the names it declares."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from batalin.rulebook.building import Domains, build_domains
from batalin.rulebook.finding import Finding
from batalin.rulebook.model import one_or_many
from batalin.rulebook.place import Path, Tree
from batalin.rulebook.template import placeholders
from batalin.rulebook.vocabulary import (
    ALL,
    FRAGMENTS,
    HANDOVER,
    HISTORY,
    ITEM_KINDS,
    LANGUAGES,
    MORE,
    NO_STAGE,
    NOW,
    SITUATIONS,
    TODAY,
    UNKNOWN,
    WORDS,
)

Trees = Mapping[str, Tree]


class References:
    """The names a rulebook declares, and the check of those it uses.

    Args:
        trees: Files that fit their shapes.
        report: Called once a finding.
        broken: Names of files that are there but do not fit; what they declare is not missed.
    """

    def __init__(self, trees: Trees, report: Callable[[Finding], None], broken: Collection[str] = ()) -> None:
        """Collect the declared names."""
        self._trees = trees
        self._report = report
        self._questions: list[Tree] = trees["questions.yaml"]["questions"]
        self._details: list[Tree] = trees["questions.yaml"]["details"]
        self._derived: list[Tree] = trees["derived.yaml"]["derived"]
        self._messages: list[Tree] = trees["messages.yaml"]["messages"]
        self._domains: Domains = build_domains(self._questions, self._derived)
        self._facts: Mapping[str, Any] = trees["sources.yaml"]["facts"]
        self._fragments = {tree["id"]: tree["kind"] for name, tree in trees.items() if name.startswith(FRAGMENTS)}
        self._situations = [_stem(name) for name in (*trees, *broken) if name.startswith(SITUATIONS)]
        unread = tuple(_stem(name) for name in broken if name.startswith(FRAGMENTS))
        self._fitting = {
            kind: (*(name for name, of in self._fragments.items() if of == kind), *unread) for kind in ITEM_KINDS
        }
        self._asked = tuple(question["id"] for question in self._questions)
        self._sendable = tuple(message["id"] for message in self._messages)
        self._dates = tuple(detail["id"] for detail in self._details if detail["kind"] == "date")

    def check(self) -> None:
        """Report every name that is used and not declared, or declared twice."""
        self._check_questions()
        self._check_derived()
        self._check_messages()
        self._check_sources()
        self._check_handover(self._trees.get(HANDOVER, {}))
        self._check_words(self._trees.get(WORDS, {}))
        for name, tree in self._trees.items():
            folder, _, rest = name.partition("/")
            if rest and tree["id"] != rest.removesuffix(".yaml"):
                self._say("id-not-file-name", name, ("id",), tree["id"], (rest.removesuffix(".yaml"),))
            if folder == "situations":
                self._check_situation(name, tree)
            elif folder == "fragments":
                self._no_question(name, ("id",), tree["id"])
                self._check_fragment(name, tree)
            elif name == "guide.yaml":
                self._check_guide(name, tree)

    def _check_questions(self) -> None:
        file = "questions.yaml"
        self._unique(file, ("questions",), self._questions)
        self._unique(file, ("details",), self._details)
        for index, detail in enumerate(self._details):
            self._no_question(file, ("details", index, "id"), detail["id"])
        stages = tuple(stage["id"] for stage in self._trees["rulebook.yaml"]["line"])
        for index, question in enumerate(self._questions):
            path: Path = ("questions", index)
            earlier = {one["id"]: self._domains[one["id"]] for one in self._questions[:index]}
            self._unique(file, (*path, "options"), question["options"])
            self._condition(file, (*path, "only_if"), question.get("only_if", {}), earlier)
            self._known(file, (*path, "measures"), question.get("measures"), self._dates)
            self._known(file, (*path, "free_text"), question.get("free_text"), self._domains[question["id"]])
            for place, option in enumerate(question["options"]):
                here = (*path, "options", place)
                self._condition(file, (*here, "only_if"), option.get("only_if", {}), earlier)
                self._known(file, (*here, "stage"), option.get("stage"), (*stages, NO_STAGE))
                others = (one for one in self._domains[question["id"]] if one not in (option["id"], UNKNOWN))
                self._list(file, (*here, "becomes"), option.get("becomes"), tuple(others))

    def _check_derived(self) -> None:
        file = "derived.yaml"
        self._unique(file, ("derived",), self._derived)
        for index, one in enumerate(self._derived):
            questions = {question["id"]: self._domains[question["id"]] for question in self._questions}
            usable = questions | {other["id"]: self._domains[other["id"]] for other in self._derived[:index]}
            path: Path = ("derived", index, "rows")
            self._no_question(file, ("derived", index, "id"), one["id"])
            for value in one.get("labels", ()):
                self._known(file, ("derived", index, "labels", value), value, tuple(one["values"]), on_key=True)
            self._rules(file, path, one["rows"], usable)
            for place, row in enumerate(one["rows"]):
                self._known(file, (*path, place, "is"), row["is"], tuple(one["values"]))
                self._cites(file, (*path, place), row)

    def _check_messages(self) -> None:
        file = "messages.yaml"
        self._unique(file, ("messages",), self._messages)
        fillable = tuple(detail["id"] for detail in self._details)
        spoken = tuple(
            question["id"] for question in self._questions if any("phrase" in option for option in question["options"])
        )
        # A tone may do without a word, and a language without a tone's word.
        voiced = {word for one in self._trees.get(HANDOVER, {}).get("voices", ()) for word in one["words"]}
        for index, message in enumerate(self._messages):
            self._cites(file, ("messages", index), message)
            for place, line in enumerate(message["body"]):
                path: Path = ("messages", index, "body", place)
                self._list(file, (*path, "if"), line.get("if"), (*fillable, *spoken, MORE))
                self._list(file, (*path, "unless"), line.get("unless"), HISTORY)
                wanted = set(placeholders({LANGUAGES[0]: line[LANGUAGES[0]]}))
                used = {language: placeholders({language: line[language]}) for language in LANGUAGES}
                known = [
                    self._known(file, (*path, language), word, (*fillable, *spoken, TODAY, MORE, *voiced))
                    for language in LANGUAGES
                    for word in used[language]
                ]
                for language in LANGUAGES if all(known) else ():
                    for word in sorted(wanted.symmetric_difference(used[language]) - voiced):
                        self._say("placeholder-in-one-language", file, (*path, language), word)
                for word in wanted.intersection(spoken) - set(one_or_many(line.get("if"))):
                    self._say("placeholder-needs-if", file, path, word)

    def _check_sources(self) -> None:
        documents = self._trees["sources.yaml"]["documents"]
        for fact_id, fact in self._facts.items():
            self._list("sources.yaml", ("facts", fact_id, "from"), fact["from"], documents)

    def _check_handover(self, tree: Tree) -> None:
        file = HANDOVER
        for index, place in enumerate(tree.get("places", ())):
            path: Path = ("places", index)
            self._cites(file, path, place)
            if self._known(file, (*path, "ask"), place.get("ask"), self._asked) and "option" in place:
                self._known(file, (*path, "option"), place["option"], self._domains.get(place.get("ask"), ()))
        self._unique(file, ("evidence",), tree.get("evidence", []))
        for index, one in enumerate(tree.get("evidence", ())):
            self._cites(file, ("evidence", index), one)
            self._condition(file, ("evidence", index, "when"), one["when"], self._domains)
        for index, line in enumerate(tree.get("frame", ())):
            for language in LANGUAGES:
                for word in placeholders({language: line[language]}):
                    self._known(file, ("frame", index, language), word, HISTORY)
            self._list(file, ("frame", index, "if"), line.get("if"), HISTORY)
        for index, rung in enumerate(tree.get("ladder", ())):
            self._cites(file, ("ladder", index), rung)

    def _check_words(self, tree: Tree) -> None:
        file = WORDS
        for key in ("phrases", "never", "over", "holds"):
            for question, options in tree.get(key, {}).items():
                if self._known(file, (key, question), question, self._asked, on_key=True):
                    for option, words in options.items():
                        here: Path = (key, question, option)
                        self._known(file, here, option, self._domains[question], on_key=True)
                        if key == "over":
                            self._list(file, here, words, self._domains[question])
        for question in tree.get("spans", {}):
            self._known(file, ("spans", question), question, self._asked, on_key=True)
        for detail in tree.get("dates", {}):
            self._known(file, ("dates", detail), detail, self._dates, on_key=True)
        self._list(file, ("pasted",), tree.get("pasted"), self._asked)
        self._unique(file, ("elsewhere",), tree.get("elsewhere", []))
        for index, one in enumerate(tree.get("elsewhere", ())):
            self._cites(file, ("elsewhere", index), one)

    def _check_situation(self, file: str, tree: Tree) -> None:
        self._condition(file, ("when",), tree["when"], self._domains)
        self._list(file, ("over",), tree.get("over"), (*self._situations, ALL))
        self._known(file, ("if_that_fails",), tree.get("if_that_fails"), self._situations)
        for index, message in enumerate(tree["messages"]):
            self._known(file, ("messages", index), message, self._sendable)
        for kind in ITEM_KINDS:
            for index, item in enumerate(tree[kind]):
                self._uses(file, (kind, index, "use"), item.get("use"), kind)
                self._item(file, (kind, index), item)
        for index, example in enumerate(tree["examples"]):
            for question, option in example["given"].items():
                path: Path = ("examples", index, "given", question)
                if self._known(file, path, question, self._asked, on_key=True):
                    self._known(file, path, option, self._domains[question])

    def _check_fragment(self, file: str, tree: Tree) -> None:
        self._rules(file, ("cases",), tree["cases"], self._domains)
        for index, case in enumerate(tree["cases"]):
            for place, item in enumerate(case["say"]):
                self._item(file, ("cases", index, "say", place), item)

    def _check_guide(self, file: str, tree: Tree) -> None:
        self._unique(file, ("sections",), tree["sections"])
        for index, section in enumerate(tree["sections"]):
            self._unique(file, ("sections", index, "entries"), section["entries"])
            for place, entry in enumerate(section["entries"]):
                for number, item in enumerate(entry["say"]):
                    self._cites(file, ("sections", index, "entries", place, "say", number), item)

    def _rules(self, file: str, path: Path, rules: list[Tree], usable: Domains) -> None:
        self._unique(file, path, rules)
        names = tuple(rule["id"] for rule in rules)
        for index, rule in enumerate(rules):
            self._condition(file, (*path, index, "when"), rule["when"], usable)
            self._list(file, (*path, index, "over"), rule.get("over"), (*names, ALL))

    def _uses(self, file: str, path: Path, name: str | None, kind: str) -> None:
        other = self._fragments.get(name or "", kind)
        if other == kind:
            self._known(file, path, name, self._fitting[kind])
        else:
            self._say("other-kind", file, path, name or "", self._fitting[kind], kind=other)

    def _item(self, file: str, path: Path, item: Tree) -> None:
        if "use" not in item:
            self._cites(file, path, item)
            if "by" in item:
                self._known(file, (*path, "by", "from"), item["by"]["from"], (NOW, *self._dates))

    def _condition(self, file: str, path: Path, cube: Tree, usable: Domains) -> None:
        for variable, options in cube.items():
            if variable == "not":
                self._condition(file, (*path, "not"), options, usable)
            elif variable in self._domains and variable not in usable:
                self._say("named-too-early", file, (*path, variable), variable, tuple(usable), on_key=True)
            elif self._known(file, (*path, variable), variable, tuple(usable), on_key=True):
                self._list(file, (*path, variable), options, usable[variable])

    def _cites(self, file: str, path: Path, item: Tree) -> None:
        source = item["source"]
        if type(source) is str and source in self._facts:
            return
        self._list(file, (*path, "source"), source, self._facts)

    def _list(self, file: str, path: Path, words: Any, known: Iterable[str]) -> None:
        if type(words) is str:
            parts = words.split(", ")
            if len(parts) > 1 and all(part in known for part in parts):
                self._say("missing-brackets", file, path, words)
            else:
                self._known(file, path, words, known)
        else:
            for index, word in enumerate(words or ()):
                self._known(file, (*path, index), word, known)

    def _known(self, file: str, path: Path, word: str | None, known: Iterable[str], *, on_key: bool = False) -> bool:
        if word is None or word in known:
            return True
        self._say("unknown-word", file, path, word, tuple(known), on_key=on_key)
        return False

    def _unique(self, file: str, path: Path, items: list[Tree]) -> None:
        seen: set[str] = set()
        for index, item in enumerate(items):
            if item["id"] in seen:
                self._say("duplicate-id", file, (*path, index, "id"), item["id"])
            seen.add(item["id"])

    def _no_question(self, file: str, path: Path, name: str) -> None:
        """Report a name that is a question's already; conditions and placeholders know one meaning each."""
        if any(question["id"] == name for question in self._questions):
            self._say("duplicate-id", file, path, name)

    def _say(
        self,
        code: str,
        file: str,
        path: Path,
        word: str = "",
        known: tuple[str, ...] = (),
        *,
        on_key: bool = False,
        **facts: str,
    ) -> None:
        self._report(Finding(code, path, file=file, on_key=on_key, word=word, known=known, facts=facts))


def _stem(name: str) -> str:
    return name.rpartition("/")[2].removesuffix(".yaml")
