"""The menu after a result: copy, scan, attach, go on where a step cannot be done, keep."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from batalin.consultation import Consultation
from batalin.diagnosis.diagnosis import Diagnosis
from batalin.diagnosis.obstacle import find_obstacles
from batalin.errors import BatalinError
from batalin.files import write_new
from batalin.interview.prompter import Choice, Move, Prompter
from batalin.presentation import write_report
from batalin.transfer import copy_text, draw_codes, join, list_parts, write_reminders
from batalin.words import say

_COPY, _CODE, _ATTACH, _BLOCKED, _KEEP, _DONE = "copy", "code", "attach", "blocked", "keep", "done"
_CASE, _REPORT, _CALENDAR = "case", "report", "calendar"


class Closing:
    """What a buyer does with a result before leaving."""

    def __init__(self, consultation: Consultation, prompter: Prompter) -> None:
        """Take over from the interview.

        Args:
            consultation: Knows the order and can ask again.
            prompter: Shows the menus.
        """
        self._consultation = consultation
        self._prompter = prompter
        self._language = consultation.request.common.language

    def run(self, diagnosis: Diagnosis) -> None:
        """Offer the menu until the buyer is done; leaving it is no trouble, because the result is there."""
        try:
            while (action := self._choose_action(diagnosis)) is not None:
                try:
                    diagnosis = action(diagnosis)
                except BatalinError as error:
                    self._prompter.show(self._consultation.explain(error))
        except (KeyboardInterrupt, EOFError):
            self._prompter.show("")

    def _choose_action(self, diagnosis: Diagnosis) -> Callable[[Diagnosis], Diagnosis] | None:
        actions: dict[str, Callable[[Diagnosis], Diagnosis]] = {
            _COPY: self._copy,
            _CODE: self._draw,
            _ATTACH: self._attach,
            _BLOCKED: self._go_on,
            _KEEP: self._keep,
        }
        left_out = set() if self._consultation.terminal.draws else {_CODE}
        if not diagnosis.evidence:
            left_out.add(_ATTACH)
        names = [name for name in (_DONE, *actions) if name not in left_out]
        choices = [Choice(name, self._words(f"closing-{name}")) for name in names]
        self._prompter.show("")
        return actions.get(str(self._choose("closing-ask", "closing-help", choices)))

    def _copy(self, diagnosis: Diagnosis) -> Diagnosis:
        consultation = self._consultation
        parts = self._list_parts(diagnosis)
        told = copy_text(join(parts), consultation.terminal, self._language, seen=consultation.shows_all)
        self._prompter.show(told)
        if len(parts) > 1:
            self._prompter.show(self._words("parts-together", parts=str(len(parts))))
        return diagnosis

    def _draw(self, diagnosis: Diagnosis) -> Diagnosis:
        terminal = self._consultation.terminal
        plain = self._consultation.request.common.plain
        for code in draw_codes(diagnosis, self._list_parts(diagnosis), terminal, plain=plain):
            terminal.stderr.write("\n".join(code) + "\n")
            terminal.stderr.flush()
            self._prompter.pause(self._words("closing-pause"))
        return diagnosis

    def _list_parts(self, diagnosis: Diagnosis) -> list[str]:
        return list_parts(diagnosis.letters[0].body, self._consultation.request.transfer.max_chars)

    def _attach(self, diagnosis: Diagnosis) -> Diagnosis:
        """Let evidence be ticked one by one, and print the message that lists it."""
        ticked = set(diagnosis.correspondence.evidence)
        known = {one.id: one.name[self._language] for one in diagnosis.evidence}
        while True:
            lines = [
                Choice(name, self._words("closing-ticked" if name in ticked else "closing-open", name=text))
                for name, text in known.items()
            ]
            reply = self._choose("attach-ask", "attach-help", [Choice(_DONE, self._words("attach-done")), *lines])
            if reply is Move.BACK:
                return diagnosis
            if reply == _DONE:
                break
            ticked ^= {str(reply)}
        consultation = self._consultation
        attached = tuple(name for name in known if name in ticked)
        consultation.correspondence = consultation.correspondence._replace(evidence=attached)
        diagnosis = consultation.diagnose()
        consultation.show_letter(diagnosis)
        return diagnosis

    def _go_on(self, diagnosis: Diagnosis) -> Diagnosis:
        """Ask which step cannot be done, and open the interview at the answer that is then another."""
        obstacles = find_obstacles(diagnosis)
        choices = [Choice(str(index), step.sentence.text) for index, step in enumerate(diagnosis.steps)]
        reply = self._choose("blocked-ask", "blocked-help", choices)
        if reply is Move.BACK:
            return diagnosis
        obstacle = obstacles[int(reply)]
        if obstacle.text:
            self._prompter.show(obstacle.text)
        if not obstacle.question_id:
            return diagnosis
        reopened = self._consultation.reopen(obstacle.question_id, obstacle.option_id)
        if reopened is None:
            return diagnosis
        self._consultation.terminal.stderr.write("\n")
        self._consultation.show(reopened)
        self._consultation.sum_up(reopened)
        return reopened

    def _keep(self, diagnosis: Diagnosis) -> Diagnosis:
        choices = [Choice(name, self._words(f"keep-{name}")) for name in (_CASE, _REPORT, _CALENDAR)]
        reply = self._choose("keep-ask", "keep-help", choices)
        if reply == _CASE:
            from batalin.casework.opening import keep

            case = keep(self._consultation)
            self._prompter.show(self._words("keep-case-done", id=case.id))
        elif reply == _REPORT:
            self._save("report-name", lambda name: write_new(name, write_report(diagnosis, "html")))
        elif reply == _CALENDAR:
            key = self._consultation.key()
            self._save("calendar-file", lambda name: write_reminders(diagnosis, key, name))
        return diagnosis

    def _save(self, file: str, write: Callable[[str], None]) -> None:
        """Write a file with a name of the day that is not taken yet."""
        name = self._words(file, day=self._consultation.now.strftime("%Y%m%d-%H%M"))
        write(name)
        self._prompter.show(self._words("keep-done", file=name))

    def _choose(self, ask: str, help: str, choices: Sequence[Choice]) -> str | Move:
        return self._prompter.choose(self._words(ask), self._words(help), choices, choices[0].id, first=False)

    def _words(self, key: str, **facts: str) -> str:
        return say(key, self._language, **facts)
