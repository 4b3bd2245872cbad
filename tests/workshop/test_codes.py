"""The pages of all codes: each has one, and each example does what it says."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import ascii_lowercase
from textwrap import dedent

import pytest

from batalin.commands.reading import read_pages
from batalin.output.findings import write_finding
from batalin.output.layout import wrap
from batalin.present import read_present
from batalin.rulebook.finding import WARNINGS, Finding
from batalin.rulebook.loading import is_rule_file, read_texts
from batalin.words import all_sentences, say
from batalin.workshop.cases.casefile import read_cases
from batalin.workshop.checks.checking import MOST_INTERVIEWS, check
from batalin.workshop.checks.lints import MAX_WORDS
from batalin.workshop.codes.pages import LETTER, TAB, Change, CodePage
from tests.support import NOW, ROOT, call, spawn

FOLDER = Path(__file__).parent / "base"
CASES = "cases/cancelling.yaml"
BASE = {**read_texts(FOLDER), CASES: (FOLDER / CASES).read_bytes()}
ZONE = "WIB +07:00"
PAGES = read_pages()
PACKAGE = ROOT / "cli" / "batalin"
CORE = [
    ast.parse(path.read_text(encoding="utf-8"))
    for folder in ("rulebook", "workshop", "output")
    for path in sorted((PACKAGE / folder).rglob("*.py"))
]
every_page = pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
in_each_language = pytest.mark.parametrize("language", ["id", "en"])


def broken(changes: tuple[Change, ...]) -> dict[str, bytes]:
    """Give the base with the broken words of an example in the place of the sound ones."""
    texts = dict(BASE)
    for change in changes:
        text = texts[change.file].decode()
        assert text.count(change.sound) == 1, f"{change.file} should hold {change.sound!r} once"
        words = "\n".join(
            change.broken.replace(LETTER, ascii_lowercase[number % len(ascii_lowercase)])
            for number in range(change.times)
        )
        data = text.replace(change.sound, words.replace(TAB, "\t")).encode(change.encoding or "utf-8")
        if change.name:
            del texts[change.file]
        texts[change.name or change.file] = data
    return texts


def find(texts: Mapping[str, bytes]) -> tuple[Finding, ...]:
    """Check rules, and if they are in order read their cases."""
    rules = {name: data for name, data in texts.items() if name != CASES and is_rule_file(name)}
    result = check(rules, NOW.date(), strays=[name for name in texts if not is_rule_file(name)])
    if result.rulebook is None or result.findings:
        return result.findings
    return read_cases({CASES: texts[CASES]}, result.rulebook, lambda text: read_present(text, ZONE), "en").findings


def test_nothing_is_found_in_the_sound_words() -> None:
    assert find(BASE) == ()


@every_page
def test_the_broken_words_are_found_as_what_they_are(page: CodePage) -> None:
    findings = find(broken(page.example))
    assert [finding.code for finding in findings] == [page.code]
    assert (findings[0].span is None) == any(change.name for change in page.example)
    for language in ("id", "en"):
        lines = write_finding(findings[0], language, fix=page.fix[language])
        assert f"{say(findings[0].severity, language)}[{page.code}]: " in lines[0]
        assert say("rule-fix", language, fix=page.fix[language]) in lines


def reported() -> Iterator[str]:
    """Give the codes that the program names where it makes a finding."""
    for node in (node for tree in CORE for node in ast.walk(tree)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("Finding", "Unreadable", "self._say"):
            yield from texts_in(node.args[0])
        elif isinstance(node, ast.Call):
            yield from (code for word in node.keywords if word.arg == "code" for code in texts_in(word.value))


def texts_in(node: ast.AST) -> list[str]:
    """Give the texts of an expression that can be its value."""
    if isinstance(node, ast.IfExp):
        return [*texts_in(node.body), *texts_in(node.orelse)]
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def said() -> Iterator[str]:
    """Give the sentences that are said by their whole name, as those beside a finding are."""
    for node in (node for tree in CORE for node in ast.walk(tree)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "say":
            yield from texts_in(node.args[0])


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    named = {code for code in reported() if code}
    assert len(named) > 40
    assert named - PAGES.keys() == set()
    anywhere = {code for tree in CORE for node in ast.walk(tree) for code in texts_in(node)}
    assert PAGES.keys() - anywhere == set()
    assert WARNINGS - PAGES.keys() == set()


def test_every_page_has_a_sentence_and_every_sentence_a_page() -> None:
    sentences = {key for key in all_sentences("id") if key.startswith("rule-")}
    wanted = {f"rule-{code}" for code in PAGES}
    assert wanted - sentences == set()
    assert sentences - wanted - set(said()) == set()


@every_page
@in_each_language
def test_a_page_is_short_and_plain(page: CodePage, language: str) -> None:
    for text in (page.what[language], page.why[language], page.fix[language]):
        assert text.isascii()
        assert "!" not in text
        assert text.endswith((".", "].", "none."))
        assert all(len(sentence.split()) <= MAX_WORDS for sentence in re.split(r"(?<=\.) ", text))
    assert len(wrap(f"{page.code}: {page.what[language]}", 78)) == 1
    assert page.what["id"] != page.what["en"]
    assert page.why["id"] != page.why["en"]
    assert page.fix["id"] != page.fix["en"]


def test_no_page_is_written_twice() -> None:
    text = (PACKAGE / "workshop" / "codes" / "codes.yaml").read_text(encoding="utf-8")
    assert text.count("- code: ") == len(PAGES)


def test_limits_are_told_as_they_are() -> None:
    assert f"{MOST_INTERVIEWS:,}" in PAGES["too-many-interviews"].why["en"]
    assert f"{MAX_WORDS} words" in PAGES["long-sentence"].what["en"]


@every_page
@pytest.mark.parametrize("columns", [40, 80])
@in_each_language
def test_a_page_shows_everything_on_a_screen_of_any_width(page: CodePage, language: str, columns: int) -> None:
    code, stdout, stderr = call(["--lang", language, "explain", page.code], columns=columns)
    assert (code, stderr) == (0, "")
    lines = stdout.splitlines()
    assert all(len(line) <= columns for line in lines)
    assert lines[0].endswith(f"[{page.code}]")
    read = " ".join(stdout.split())
    for text in (page.what[language], page.why[language], page.fix[language]):
        assert text in read
    for change in page.example:
        assert change.file in stdout
        assert f"\n{dedent(change.broken)}\n" in stdout
        assert f"\n{dedent(change.sound)}\n" in stdout


def test_a_page() -> None:
    assert (
        call(["--lang", "en", "explain", "gap"], columns=80).text()
        == """\
exit code 0
--- stdout
error[gap]
No page or row fits some sets of answers.

Why it is bad
Buyers with these answers get no result, or one that leaves something out.

How to mend it
Widen the condition of the nearest page or row, or write one for these answers.

Found with these words in situations/unpaid.yaml

when: {status: unpaid, age: under-2d}

Not found with these words in situations/unpaid.yaml

when: {status: unpaid}

The example is from the small, invented rulebook in tests/workshop/base.
--- stderr
"""
    )


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("yaml-too-large", "They stand there 14,000 times, one below the other."),
        ("too-many-interviews", "They stand there 17 times, with a, b, c and so on for {letter}."),
        ("not-utf-8", "The file is saved as latin-1."),
        ("yaml-tab", "{tab} stands for a tab here."),
        ("stray-file", "The file is named situations/processing-cod.yml."),
        ("second-fallback", "and with these in situations/status-unknown.yaml"),
    ],
)
def test_a_page_says_how_the_words_stand_in_the_file(code: str, words: str) -> None:
    assert words in call(["--lang", "en", "explain", code]).stdout.split("\n")


@in_each_language
def test_without_a_code_all_are_listed_in_a_line_each_errors_first(language: str) -> None:
    code, stdout, stderr = call(["--lang", language, "explain"])
    assert (code, stderr) == (0, "")
    lines = stdout.splitlines()
    listed = [line.removeprefix("- ").partition(":")[0] for line in lines if line.startswith("- ")]
    assert sorted(listed) == sorted(PAGES)
    assert listed.index("gap") < min(map(listed.index, WARNINGS)) == len(PAGES) - len(WARNINGS)
    assert all(len(line) <= 80 for line in lines)
    assert call(["--lang", language, "explain", PAGES[listed[0]].code]).stdout.splitlines()[1] in lines[3]


@pytest.mark.parametrize(
    ("typed", "language", "said"),
    [
        ("gaps", "en", "There is no code gaps. Nearest: gap."),
        ("Gap", "id", "Tidak ada temuan bernama Gap. Yang paling dekat: gap."),
        ("idle_over", "en", "There is no code idle_over. Nearest: idle-over or idle-option."),
        ("qqq", "en", "There is no code qqq. See them all: batalin explain"),
        ("\x1b[31mgapp\n\x07", "en", "There is no code gapp. Nearest: gap."),
    ],
)
def test_an_unknown_code_names_the_nearest(typed: str, language: str, said: str) -> None:
    assert call(["--lang", language, "explain", typed]) == (2, "", f"{said}\n")


def test_a_page_goes_into_a_new_file(tmp_path: Path) -> None:
    place = tmp_path / "gap.txt"
    assert call(["--lang", "en", "explain", "gap", "--output", str(place)]) == (0, "", "")
    assert place.read_text(encoding="utf-8") == call(["--lang", "en", "explain", "gap"]).stdout
    again = call(["--lang", "en", "explain", "gap", "--output", str(place)])
    assert (again.code, again.stdout) == (1, "")


def test_a_shell_completes_codes_with_what_they_say() -> None:
    words = {"_BATALIN_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "batalin --lang en explain idle-q"}
    offered = spawn([], changes=words).stdout
    assert f'"idle-question":"{PAGES["idle-question"].what["en"]}"' in offered
    assert offered.count('"idle-') == 1


def test_pages_need_no_rules(tmp_path: Path) -> None:
    assert call(["--rules", str(tmp_path), "--lang", "en", "explain", "gap"]).code == 0
