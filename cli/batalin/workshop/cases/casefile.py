"""Case files: read strictly, like rule files, so that a slip is shown with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from batalin.diagnosis.answers import find_contradiction, measure_missing
from batalin.diagnosis.details import read_details
from batalin.errors import UsageError
from batalin.rulebook.examination import examine_file, place
from batalin.rulebook.finding import Finding
from batalin.rulebook.model import one_or_many
from batalin.rulebook.place import Path, Tree
from batalin.rulebook.rulebook import Rulebook
from batalin.rulebook.shape import Many, Record, Shape, Table, Word
from batalin.rulebook.vocabulary import LANGUAGES, RECIPIENTS, VERDICTS
from batalin.words import say
from batalin.workshop.cases.case import PHRASES, Case, Clock, Phrase, list_pages, usual_moment

_WORD = Word()
_WORDS = Many(_WORD, or_one=True)
_CASE = Record(
    {
        "name": _WORD,
        "given": Table(_WORD),
        "expect": Record({"situation": _WORD, "verdict": Word(VERDICTS), "to": Word(RECIPIENTS)}),
    },
    {
        "keywords": _WORDS,
        "now": _WORD,
        "details": Table(_WORD),
        "language": Word(LANGUAGES),
        **dict.fromkeys(PHRASES, _WORDS),
    },
)
_EVERY_CASE = "every-case"
CASE_FILE: Shape = Record(
    {"rulebook": _WORD, "cases": Many(_CASE, at_least=1)}, {_EVERY_CASE: Record({}, dict.fromkeys(PHRASES, _WORDS))}
)


class Reading(NamedTuple):
    """What case files hold.

    Attributes:
        cases: Those that can be run.
        findings: What is wrong with the others, with places.
    """

    cases: tuple[Case, ...]
    findings: tuple[Finding, ...]


def are_about(texts: Mapping[str, bytes], rulebook: Rulebook) -> bool:
    """Tell whether case files are meant for these rules; a file that does not say so counts as if it were.

    Args:
        texts: The bytes of each file by its name.
        rulebook: The rules.
    """
    trees = [examine_file(name, data, lambda *_: CASE_FILE)[0] for name, data in texts.items()]
    named = [tree.get("rulebook") if isinstance(tree, dict) else None for tree in trees]
    return any(name in (None, rulebook.about["id"]) for name in named)


def read_cases(texts: Mapping[str, bytes], rulebook: Rulebook, clock: Clock, language: str) -> Reading:
    """Read case files as far as they are in order.

    Of a file that does not fit its shape no case is run; of the others all but those at fault.

    Args:
        texts: The bytes of each file by its name.
        rulebook: The rules the cases are for.
        clock: Reads a time as it is written.
        language: The rule keeper's language, for what is wrong with a detail.
    """
    cases: list[Case] = []
    findings: list[Finding] = []
    names: set[str] = set()
    for file, data in texts.items():
        tree, wrong = examine_file(file, data, lambda *_: CASE_FILE)
        if not wrong and tree["rulebook"] != rulebook.about["id"]:
            known = (rulebook.about["id"],)
            wrong = [Finding("unknown-word", ("rulebook",), file, word=tree["rulebook"], known=known)]
        findings += wrong
        for index, one in enumerate(() if wrong else tree["cases"]):
            found = list(_inspect(one, rulebook))
            if one["name"] in names:
                found.append(Finding("duplicate-id", ("name",), word=one["name"]))
            names.add(one["name"])
            if not found:
                shared = _phrases(tree.get(_EVERY_CASE, {}), (_EVERY_CASE,))
                case = _build(one, file, ("cases", index), rulebook, clock, language)
                if isinstance(case, Case):
                    cases.append(case._replace(phrases=(*case.phrases, *shared)))
                else:
                    found.append(case)
            findings += [one._replace(file=file, path=("cases", index, *one.path)) for one in found]
    placed = place(findings, texts)
    return Reading(tuple(cases), tuple(sorted(placed, key=_position)))


def _position(finding: Finding) -> tuple[str, int, int]:
    assert finding.span is not None, "the finding was placed"
    return finding.file, finding.span.line, finding.span.column


def _inspect(tree: Tree, rulebook: Rulebook) -> Iterator[Finding]:
    """Look for names that the rules do not know, and for answers that no interview holds together."""
    given: Mapping[str, str] = tree["given"]
    questions = {question.id: question for question in rulebook.questions}
    yield from _unknown(
        ("expect", "situation"), tree["expect"]["situation"], [rule.id for rule in list_pages(rulebook)]
    )
    for name in tree.get("details", ()):
        yield from _unknown(("details", name), name, [detail.id for detail in rulebook.details], on_key=True)
    unknown: list[Finding] = []
    for name, option in given.items():
        unknown += _unknown(("given", name), name, list(questions), on_key=True)
        if name in questions:
            unknown += _unknown(("given", name), option, [one.id for one in questions[name].options])
    if unknown:
        yield from unknown
        return
    for name, question in questions.items():
        if question.core and name not in given:
            yield Finding("missing-key", ("given",), on_key=True, word=name)
    for name, is_question, _, open_options in rulebook.space.follow(given):
        if is_question and name in given and not open_options:
            yield Finding("unasked-question", ("given", name), on_key=True, word=name)
        elif is_question and name in given and given[name] not in open_options:
            yield Finding("closed-option", ("given", name), word=given[name], facts={"open": ", ".join(open_options)})


def _unknown(path: Path, word: str, known: Sequence[str], *, on_key: bool = False) -> Iterator[Finding]:
    if word not in known:
        yield Finding("unknown-word", path, on_key=on_key, word=word, known=tuple(known))


def _build(tree: Tree, file: str, path: Path, rulebook: Rulebook, clock: Clock, language: str) -> Case | Finding:
    raw: Mapping[str, str] = tree.get("details", {})
    if "now" not in tree and any(rulebook.detail(name).kind == "date" for name in raw):
        return Finding("missing-key", ("details",), on_key=True, word="now")
    try:
        now = clock(tree.get("now", usual_moment(rulebook)))
    except UsageError:
        return Finding("bad-moment", ("now",), word=tree["now"])
    try:
        details = read_details(raw, rulebook, now)
        answers = measure_missing(tree["given"], details.moments, rulebook, now)
    except UsageError as error:
        facts = {"reason": say(error.key, language, **error.facts)}
        return Finding("bad-detail", ("details",), on_key=True, facts=facts)
    contradiction = find_contradiction(answers, rulebook)
    if contradiction is not None:
        (question, option), allowed = contradiction.first, ", ".join(one.id for one in contradiction.needs)
        return Finding("closed-option", ("given", question.id), word=option.id, facts={"open": allowed})
    return Case(
        tree["name"],
        file,
        path,
        tree["given"],
        **tree["expect"],
        answers=answers,
        details=details,
        moment=tree.get("now", ""),
        now=now,
        language=tree.get("language", LANGUAGES[0]),
        phrases=tuple(_phrases(tree, path)),
        keywords=one_or_many(tree.get("keywords")),
    )


def _phrases(tree: Tree, path: Path) -> list[Phrase]:
    return [
        Phrase(kind, words, (*path, kind, index))
        for kind in PHRASES
        for index, words in enumerate(one_or_many(tree.get(kind)))
    ]
