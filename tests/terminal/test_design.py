"""The plan of the house: who may import whom, what the core may touch, how long a module may grow, where words live."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import ROOT

PACKAGE = ROOT / "cli" / "batalin"
MODULES = {path.relative_to(PACKAGE).as_posix(): path for path in sorted(PACKAGE.rglob("*.py"))}
TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in MODULES.items()}
INNER = {
    "errors": set[str](),
    "words": set[str](),
    "version": set[str](),
    "rulebook": {"errors", "version"},
    "diagnosis": {"rulebook", "words", "errors"},
    "understanding": {"diagnosis", "rulebook", "words", "errors"},
    "interview": {"understanding", "diagnosis", "rulebook", "words", "errors"},
    "output": {"understanding", "diagnosis", "rulebook", "words", "errors"},
    "workshop": {"diagnosis", "rulebook", "understanding", "output", "words", "errors"},
    "casefile": {"diagnosis", "rulebook", "output", "words", "errors"},
    "handover": {"errors", "words", "terminal", "files"},
}
ONLY_IN = {
    "rich": {"output/screen.py"},
    "icalendar": {"output/calendar.py"},
    "questionary": {"interview/menu.py"},
    "prompt_toolkit": {"interview/menu.py"},
    "yaml": {"rulebook/reading.py"},
    "rapidfuzz": {"understanding/nearness.py"},
    "holidays": {"diagnosis/workdays.py"},
    "watchfiles": {"commands/watch.py"},
    "pyarrow": {"workshop/tables/parquet.py"},
    "pyperclip": {"handover/native.py"},
    "segno": {"handover/code.py"},
    "platformdirs": {"casework/store.py"},
    "filelock": {"casework/store.py"},
    "typer": {"app.py", "rules_app.py", "flags.py", "parsing.py", "__main__.py"},
}
PURE = {"handover/parts.py", "handover/link.py"}
NETWORK = {"socket", "ssl", "urllib", "http", "ftplib", "smtplib", "asyncio", "webbrowser"}
WRITES_ADDRESSES = "urllib.parse."
SURROUNDINGS = {"os", "sys", "time", "io", "shutil", "subprocess", "locale", "pathlib", "tempfile", "random", "logging"}
READS_FILES = "rulebook/loading.py"
TOP_LEVEL = {"README.md", "pyproject.toml", "cli", "rules", "tests", "dist", "build", "PKG-INFO"}
SPEAKING = {"write", "print", "show", "Heading", "Paragraph", "Items", "Copy", "Stopped"}
every_module = pytest.mark.parametrize("name", MODULES)


def imports(node: ast.AST) -> Iterator[str]:
    """Give what a module imports when it runs, at any depth; imports for types alone do not count."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            continue
        if isinstance(child, ast.Import):
            yield from (alias.name for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            assert child.level == 0, "imports are absolute"
            yield from (f"{child.module}.{alias.name}" for alias in child.names)
        else:
            yield from imports(child)


def layer(name: str) -> str:
    return name.partition("/")[0].removesuffix(".py")


def called(node: ast.Call) -> str:
    return ast.unparse(node.func).rpartition(".")[2]


@every_module
def test_dependencies_point_inward(name: str) -> None:
    allowed = INNER.get(layer(name))
    if allowed is None:
        return
    inside = {found.split(".")[1] for found in imports(TREES[name]) if found.startswith("batalin.")}
    assert inside - allowed - {layer(name)} == set()


@every_module
def test_libraries_stay_behind_their_one_door(name: str) -> None:
    for found in {found.partition(".")[0] for found in imports(TREES[name]) if not found.startswith(WRITES_ADDRESSES)}:
        if found in ONLY_IN:
            assert name in ONLY_IN[found], f"{name} imports {found}"
        else:
            assert found == "batalin" or found in sys.stdlib_module_names, f"{name} imports {found}"
        assert found not in NETWORK, f"{name} imports {found}"


def test_every_library_is_still_where_it_is_said_to_be() -> None:
    for library, doors in ONLY_IN.items():
        for door in doors:
            assert library in {found.partition(".")[0] for found in imports(TREES[door])}, (library, door)


@pytest.mark.parametrize(
    "name",
    [
        name
        for name in MODULES
        if layer(name) in ("rulebook", "diagnosis", "understanding", "words", "workshop", "casefile") or name in PURE
    ],
)
def test_core_knows_no_clock_no_environment_no_terminal(name: str) -> None:
    found = {found.partition(".")[0] for found in imports(TREES[name])}
    assert found & SURROUNDINGS == ({"pathlib"} if name == READS_FILES else set())
    calls = {ast.unparse(node.func) for node in ast.walk(TREES[name]) if isinstance(node, ast.Call)}
    clocks = {call for call in calls if re.search(r"(^|\.)(datetime|date)\.(now|today|utcnow|fromtimestamp)$", call)}
    assert clocks | calls & {"open", "print", "input", "breakpoint", "exec", "eval", "__import__"} == set()


@pytest.mark.parametrize(
    "path",
    [*MODULES.values(), *sorted((ROOT / "tests").rglob("*.py"))],
    ids=lambda path: path.relative_to(ROOT).as_posix(),
)
def test_no_module_grows_over_300_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


def test_top_level_stays_small() -> None:
    assert {path.name for path in ROOT.iterdir() if not path.name.startswith(".")} - TOP_LEVEL == set()


def test_nothing_is_left_for_later() -> None:
    later = re.compile(r"\b(TODO|FIXME|XXX|HACK|TBD|WIP|(?i:todo|fixme|lorem ipsum|not implemented yet))\b")
    files = [path for folder in ("cli", "rules", "tests") for path in (ROOT / folder).rglob("*")]
    texts = [ROOT / "README.md", *(path for path in files if path.suffix in (".py", ".yaml", ".md", ".toml"))]
    assert len(texts) > 100
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in texts
        if path != Path(__file__)
        for match in later.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def said(tree: ast.AST) -> Iterator[str]:
    """Give string literals that a call shows to somebody."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (called(node) in SPEAKING or called(node).endswith("Error")):
            for argument in (*node.args, *(keyword.value for keyword in node.keywords)):
                for part in ast.walk(argument):
                    if isinstance(part, ast.Constant) and isinstance(part.value, str):
                        yield part.value


def looks_like_words(text: str) -> bool:
    return " " in text and len(re.findall(r"[A-Za-z]{2,}", text)) >= 3


@pytest.mark.parametrize("name", [name for name in MODULES if layer(name) != "words"])
def test_no_sentence_lives_outside_words(name: str) -> None:
    if name == "interview/scripted.py":
        pytest.skip("speaks to whoever writes a test, never to a buyer")
    assert [text for text in said(TREES[name]) if looks_like_words(text)] == []


def test_the_search_for_sentences_finds_one() -> None:
    shown = 'terminal.stderr.write(f"Berkas {name} tidak ada lagi.")\nraise UsageError("the flag is wrong")\nsay("key")'
    assert [text for text in said(ast.parse(shown)) if looks_like_words(text)] == [
        " tidak ada lagi.",
        "the flag is wrong",
    ]
