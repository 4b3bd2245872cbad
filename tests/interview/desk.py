"""A buyer's computer, on which the interview is played to its end and the menu after the result with it."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from batalin.common import Common
from batalin.consultation import Consultation
from batalin.interview.prompter import Move
from batalin.interview.scripted import Chosen, ScriptedPrompter, Shown
from batalin.request import DiagnosisRequest, Transfer
from batalin.rulebook.rulebook import Rulebook
from batalin.terminal import Terminal
from tests.support import NOW, RULES

REVIEW, MENU, DONE = "Sudah benar?", "Selanjutnya?", "done"


class Story(NamedTuple):
    """What flags told, and what the interview then asks for."""

    answers: Mapping[str, str]
    details: Mapping[str, str]
    replies: Sequence[str]


LATE = Story(
    {"status": "cancelled", "age": "over-7d", "product": "physical", "error": "refund-missing"},
    {"order-id": "579012345678", "amount": "150rb", "name": "Sari", "cancelled-on": "2026-11-20"},
    ("ewallet", "seller", "yes"),
)
UNDATED = Story(LATE.answers, {}, ("ewallet", "seller", "unknown", "no", "yes"))
TYPED = Story(
    {**LATE.answers, "refund-age": "under-4d"},
    {},
    ("ewallet", "seller", "yes", "579012345678", "2026-11-20", "150rb", "Sari", "yes"),
)
OPEN = Story(
    {"status": "processing", "age": "under-24h", "product": "physical", "error": "none", "payment": "ewallet"},
    {},
    ("platform", "changed-mind", "no", "yes"),
)


class Visit(NamedTuple):
    """What one buyer saw."""

    prompter: ScriptedPrompter
    stdout: str
    stderr: str

    @property
    def menus(self) -> list[Chosen]:
        """The menus that were answered."""
        return self.chosen(MENU)

    @property
    def said(self) -> str:
        """Everything that was said after the review."""
        return " ".join(one.text for one in self._later() if isinstance(one, Shown))

    @property
    def body(self) -> str:
        """The last message on the screen."""
        return self.stdout[self.stdout.rindex("Halo") :].split("\n\n")[0].rstrip("\n")

    @property
    def code(self) -> list[str]:
        """The lines of the code on the screen."""
        return [line for line in self.stderr.splitlines() if line.startswith("\x1b")]

    def chosen(self, ask: str) -> list[Chosen]:
        """Give how a question was asked and answered after the review."""
        return [one for one in self._later() if isinstance(one, Chosen) and one.ask == ask]

    def _later(self) -> Iterator[object]:
        asked = [one.ask if isinstance(one, Chosen) else "" for one in self.prompter.transcript]
        yield from self.prompter.transcript[asked.index(REVIEW) :]


class Desk:
    """A folder to work in, another for what is kept, and nothing on them yet.

    Attributes:
        seen: The last visit, also where it ended in trouble.
    """

    seen: Visit

    def __init__(self, rulebook: Rulebook, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.folder = folder / "kerja"
        self.folder.mkdir()
        patch.chdir(self.folder)
        for variable in ("XDG_DATA_HOME", "HOME", "LOCALAPPDATA"):
            patch.setenv(variable, str(folder / "data"))
        self._rulebook, self._patch = rulebook, patch

    def visit(
        self,
        *replies: object,
        story: Story = LATE,
        rows: int = 60,
        private: bool = False,
        output: str = "",
        form: str = "",
        max_chars: int = 0,
    ) -> Visit:
        """Play a story and then the menu with these replies; an exception among them is raised in its turn."""
        stdout, stderr = io.StringIO(), io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="")
        terminal = Terminal(None, stdout, stderr, 100, True, False, plain=False, rows=rows, shows_result=True)
        prompter = ScriptedPrompter(_play([*story.replies, *replies]))
        self._patch.setattr("batalin.consultation.choose_prompter", lambda *_: (prompter, "plain-keys"))
        request = DiagnosisRequest(
            Common("id", output),
            RULES,
            answers=story.answers,
            details=story.details,
            format=form,
            now=NOW.isoformat(),
            private=private,
            transfer=Transfer(max_chars=max_chars),
        )
        try:
            Consultation.begin(request, self._rulebook, terminal).run()
        finally:
            stderr.flush()
            raw = stderr.buffer
            assert isinstance(raw, io.BytesIO)
            self.seen = Visit(prompter, stdout.getvalue(), raw.getvalue().decode("utf-8"))
        return self.seen

    def files(self) -> list[str]:
        """Give what was written into the folder."""
        return sorted(path.name for path in self.folder.iterdir())


def _play(replies: Iterable[object]) -> Iterator[str | Move]:
    for reply in replies:
        if isinstance(reply, type) and issubclass(reply, BaseException):
            raise reply
        assert isinstance(reply, (str, Move))
        yield reply
