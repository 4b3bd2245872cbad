"""`batalin rules diff --rev`: the rules and their past in git."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.rulebook.books import Edit, folder, texts
from tests.support import RULES, Outcome, call

PAGE = "situations/cancelled-by-seller.yaml"
SWAPPED: Edit = (PAGE, "verdict: cancelled", "verdict: maybe")
TITLE: Edit = (PAGE, "en: The seller cancelled my", "en: My seller cancelled my")
BROKEN: Edit = (PAGE, "verdict: cancelled", "verdict: gone")
needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def edited(at: Path, *edits: Edit) -> Path:
    return folder(at, texts(edits))


def diff(rules: Path, *arguments: str) -> Outcome:
    return call(["--lang", "en", "--rules", str(rules), "rules", "diff", *arguments])


def git(at: Path, *arguments: str) -> str:
    names = ["-c", "user.name=Keeper", "-c", "user.email=keeper@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", "-C", str(at), *names, *arguments], capture_output=True, check=True)
    return done.stdout.decode()


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A git checkout whose rules were once as shipped and now swap a verdict; nothing of the caller's git leaks in."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    top = tmp_path / "shop"
    rules = folder(top / "rules" / "our shop", texts())
    git(top.parent, "init", "--quiet", "-b", "main", str(top))
    git(top, "add", "--all")
    git(top, "commit", "--quiet", "-m", "Rules as shipped")
    git(top, "tag", "shipped")
    edited(rules, SWAPPED)
    git(top, "commit", "--quiet", "--all", "-m", "Swap a verdict")
    return rules


@needs_git
def test_rules_against_a_commit(checkout: Path) -> None:
    outcome = diff(checkout, "--rev", "shipped")
    assert outcome.code == 1
    commit = git(checkout, "rev-parse", "shipped").strip()
    assert " ".join(outcome.stdout.split()).startswith(f"shipped ({commit[:10]}) -> {checkout} ")
    assert "cancelled-by-seller (cancelled) -> cancelled-by-seller (maybe)" in " ".join(outcome.stdout.split())
    same = diff(checkout, "--rev", "HEAD")
    assert same.code == 0


@needs_git
def test_what_lies_in_the_folder_counts_not_what_is_committed(checkout: Path) -> None:
    edited(checkout, SWAPPED, TITLE)
    before = git(checkout, "status", "--porcelain")
    outcome = diff(checkout, "--rev", "HEAD")
    assert outcome.code == 0
    assert "title en" in outcome.stdout
    assert git(checkout, "status", "--porcelain") == before != ""
    assert git(checkout, "rev-parse", "--abbrev-ref", "HEAD").strip() == "main"


@needs_git
def test_a_hook_of_another_checkout_does_not_lead_astray(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", str(checkout / "nowhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(checkout / "nowhere"))
    assert diff(checkout, "--rev", "HEAD").code == 0


@needs_git
def test_only_rule_files_of_a_commit_are_read(checkout: Path) -> None:
    (checkout / "situations" / ".hidden.yaml").write_text("a: [")
    (checkout / "situations" / "notes.txt").write_text("notes")
    deeper = checkout / "situations" / "old"
    deeper.mkdir()
    (deeper / "gone.yaml").write_text("a: [")
    git(checkout, "add", "--all")
    git(checkout, "commit", "--quiet", "-m", "Notes")
    assert diff(checkout, "--rev", "HEAD").code == 0


@needs_git
@pytest.mark.parametrize("revision", ["nothing", "-1", "--all", "shipped..main", "HEAD:rules", "0" * 40])
def test_an_unknown_commit_is_said_with_a_remedy(checkout: Path, revision: str) -> None:
    outcome = diff(checkout, f"--rev={revision}")
    assert (outcome.code, outcome.stdout) == (2, "")
    assert outcome.stderr.startswith(f"{revision} is no commit of this checkout.")
    assert outcome.stderr.rstrip().endswith(f"git -C '{checkout}' log --oneline -- .")


@needs_git
def test_rules_that_a_commit_did_not_have(checkout: Path) -> None:
    other = folder(checkout.parent / "other", texts())
    outcome = diff(other, "--rev", "HEAD")
    assert outcome.code == 2
    assert "did not exist in HEAD" in outcome.stderr
    git(checkout, "rm", "--quiet", "guide.yaml")
    git(checkout, "commit", "--quiet", "-m", "No guide")
    edited(checkout)
    outcome = diff(checkout, "--rev", "HEAD")
    assert outcome.code == 2
    assert outcome.stderr.startswith("guide.yaml did not exist in HEAD.")


@needs_git
def test_a_commit_with_broken_rules_is_told_with_every_finding(checkout: Path) -> None:
    edited(checkout, BROKEN)
    git(checkout, "commit", "--quiet", "--all", "-m", "Break")
    edited(checkout)
    outcome = diff(checkout, "--rev", "HEAD")
    assert (outcome.code, outcome.stdout) == (2, "")
    assert "were not in order" in outcome.stderr
    assert "gone" in outcome.stderr
    assert f"{PAGE}:" in outcome.stderr


@needs_git
def test_a_folder_in_no_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    rules = edited(tmp_path / "rules")
    outcome = diff(rules, "--rev", "HEAD")
    assert outcome.code == 2
    assert f"{rules} lies in no git checkout." in outcome.stderr


@needs_git
def test_what_git_complains_about_is_passed_on(checkout: Path) -> None:
    (checkout.parent.parent / ".git" / "config").write_text("[broken\n")
    outcome = diff(checkout, "--rev", "HEAD")
    assert outcome.code == 2
    assert outcome.stderr.startswith("git could not do it: bad config line 1")


def test_without_git_there_is_a_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    outcome = diff(RULES, "--rev", "HEAD")
    assert outcome.code == 2
    assert outcome.stderr.startswith("The program git was not found. Install it, or compare two folders:")
