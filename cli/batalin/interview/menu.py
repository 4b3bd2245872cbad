"""Questions as menus with arrows; the only importer of questionary."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

import questionary
from prompt_toolkit.application import create_app_session
from prompt_toolkit.filters import Always, Condition
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import ConditionalContainer, FormattedTextControl, HSplit, Layout, Window
from prompt_toolkit.output import Output, create_output
from prompt_toolkit.output.vt100 import Vt100_Output
from prompt_toolkit.shortcuts import print_formatted_text
from prompt_toolkit.styles import Style
from prompt_toolkit.utils import get_cwidth
from questionary.prompts.common import InquirerControl

from batalin.diagnosis.cleaning import clean
from batalin.diagnosis.masking import HIDDEN
from batalin.interview.prompter import Choice, Move
from batalin.words import say

if TYPE_CHECKING:
    from prompt_toolkit.buffer import Buffer
    from prompt_toolkit.input import Input

MIN_COLUMNS = 30
TEXT_COLUMNS = 80
ESCAPE_SECONDS = 0.05
_MARK = "?"
_NOTHING = "-"
_CUT = "..."
_POINTER = ">"
_STYLE = Style(
    [
        ("qmark", "fg:ansicyan"),
        ("question", "bold"),
        ("pointer", "fg:ansicyan bold"),
        ("instruction", "dim"),
        ("hint", "dim"),
        ("answer", "noinherit fg:ansicyan"),
        ("wrong", "fg:ansired"),
    ]
)


class MenuPrompter:
    """Shows questions as menus on a terminal that can move its cursor."""

    def __init__(self, language: str, columns: int, input: Input | None = None, output: Output | None = None) -> None:
        """Open the terminal.

        Args:
            language: `id` or `en`.
            columns: Width of the terminal.
            input: Where keys come from; the terminal unless given.
            output: Where questions are drawn; standard error unless given.
        """
        self._language = language
        self._columns = max(columns, MIN_COLUMNS)
        self._text_columns = min(self._columns, TEXT_COLUMNS)
        self._input = input
        self._output = output or _standard_error()

    def show(self, text: str) -> None:
        """Show a paragraph, wrapped to the width there is; an empty text is an empty line."""
        lines = textwrap.wrap(text, self._text_columns, break_long_words=False, break_on_hyphens=False)
        print_formatted_text("\n".join(lines), output=self._output)

    def pause(self, text: str) -> None:
        """Wait for Enter on one line, so that what stands above can be looked at."""
        with create_app_session(input=self._input, output=self._output):
            _run(
                questionary.text(_shorten(text, self._columns - len(f"{_MARK}   ")), qmark=_MARK, style=_STYLE),
                first=False,
            )

    def choose(self, ask: str, help: str, choices: Sequence[Choice], default: str, *, first: bool) -> str | Move:
        """Let one choice be picked with arrows or a digit, and Enter."""
        keys = say("menu-keys-first" if first else "menu-keys", self._language)
        with create_app_session(input=self._input, output=self._output):
            question = questionary.select(
                self._wrapped(ask),
                [self._line(number, choice) for number, choice in enumerate(choices, start=1)],
                default=default if any(choice.id == default for choice in choices) else None,
                qmark=_MARK,
                pointer=_POINTER,
                style=_STYLE,
                use_jk_keys=False,
                instruction=self._instruction(help, keys),
            )
            _focus_list(question)
            answer = _run(question, first=first)
        labels = {choice.id: choice.label for choice in choices}
        return self._keep(ask, answer, labels.get(str(answer), ""))

    def enter(
        self, ask: str, help: str, default: str, wrong: Callable[[str], str | None], *, hidden: bool = False
    ) -> str | Move:
        """Let a line be typed and edited; Enter compares it, an empty line skips."""
        keys = say("text-keys", self._language)
        with create_app_session(input=self._input, output=self._output):
            question = (questionary.password if hidden else questionary.text)(
                self._wrapped(ask),
                default=default,
                qmark=_MARK,
                style=_STYLE,
                instruction=f"{self._instruction(help, keys)}\n {_POINTER}",
            )
            self._compare_on_enter(question, wrong)
            answer = _run(question, first=False)
        return self._keep(ask, answer, (HIDDEN if hidden and answer else str(answer)) or _NOTHING)

    def _wrapped(self, text: str) -> str:
        # One column less than there is, as questionary adds a space and cuts what is too long.
        return textwrap.fill(text, self._text_columns - 1, initial_indent="  ", subsequent_indent="  ").strip()

    def _instruction(self, help: str, keys: str) -> str:
        return "".join(f"\n  {self._wrapped(text)}" for text in (help, keys) if text)

    def _line(self, number: int, choice: Choice) -> questionary.Choice:
        # One digit reaches nine lines; a number on the others would promise too much.
        start = f"{number}. " if number < 10 else "   "
        room = self._columns - len(f" {_POINTER} ")
        label = _shorten(start + choice.label, room)
        title = [("class:text", label)]
        if choice.hint and get_cwidth(f"{label}  {choice.hint}") <= room:
            title.append(("class:hint", f"  {choice.hint}"))
        return questionary.Choice(title, value=choice.id)

    def _compare_on_enter(self, question: questionary.Question, wrong: Callable[[str], str | None]) -> None:
        sentence = ""
        app = question.application
        buffer = app.current_buffer

        def accept(buffer: Buffer) -> bool:
            nonlocal sentence
            line = clean(buffer.text)
            sentence = (wrong(line) or "") if line else ""
            if not sentence:
                app.exit(result=line)
            return True  # keeps what was typed

        buffer.accept_handler = accept
        app.layout.current_window.dont_extend_height = Always()
        # The toolbar of prompt_toolkit would cut the sentence after one line.
        below = Window(
            FormattedTextControl(lambda: f"  {self._wrapped(sentence)}"), style="class:wrong", dont_extend_height=True
        )
        shown = ConditionalContainer(below, Condition(lambda: bool(sentence)))
        app.layout = Layout(HSplit([app.layout.container, shown]), focused_element=buffer)

    def _keep(self, ask: str, answer: str | Move, words: str) -> str | Move:
        """Leave one line of an answered question on the screen."""
        if isinstance(answer, str):
            room = self._columns - len(f"{_MARK}  ")
            asked = ask if ask.endswith("?") else f"{ask.rstrip('.:')}:"
            asked = _shorten(asked, max(room - get_cwidth(words), len(_CUT)))
            words = _shorten(words, room - get_cwidth(asked))
            tokens = [("class:qmark", _MARK), ("class:question", f" {asked} "), ("class:answer", words)]
            print_formatted_text(FormattedText(tokens), style=_STYLE, output=self._output)
        return answer


def _standard_error() -> Output:
    output = create_output(stdout=sys.stderr)
    if isinstance(output, Vt100_Output):
        # Where a terminal does not tell its cursor position, prompt_toolkit prints a warning in English.
        output.enable_cpr = False
    return output


def _run(question: questionary.Question, *, first: bool) -> str | Move:
    app = question.application
    app.erase_when_done = True
    app.ttimeoutlen = app.timeoutlen = ESCAPE_SECONDS
    app.key_bindings = merge_key_bindings([app.key_bindings or KeyBindings(), _moves(first)])
    answer: str | Move = question.unsafe_ask()
    return answer


def _moves(first: bool) -> KeyBindings:
    keys = KeyBindings()

    def stop(event: KeyPressEvent, error: type[BaseException]) -> None:
        event.app.exit(exception=error)

    def back(event: KeyPressEvent) -> None:
        if not first:
            event.app.exit(result=Move.BACK)

    def paste(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text(clean(event.data))

    def ignore(event: KeyPressEvent) -> None:
        pass

    keys.add("c-c")(partial(stop, error=KeyboardInterrupt))
    keys.add(Keys.SIGINT)(partial(stop, error=KeyboardInterrupt))
    keys.add("c-d")(partial(stop, error=EOFError))
    keys.add("escape")(back)
    keys.add("s-tab")(back)
    keys.add(Keys.BracketedPaste)(paste)
    # A key that the terminal sends as an unknown escape sequence must not count as Esc.
    keys.add("escape", Keys.Any)(ignore)
    # Searching a history of nothing would only show English words.
    keys.add("c-r")(ignore)
    keys.add("c-s")(ignore)
    return keys


def _focus_list(question: questionary.Question) -> None:
    """Take the focus from the hidden input line of a menu, which would accept pasted text and give it back."""
    app = question.application
    menu = next(control for control in app.layout.find_all_controls() if isinstance(control, InquirerControl))
    menu.focusable = Always()
    app.layout.focus(menu)

    def point_at(_event: KeyPressEvent, index: int) -> None:
        menu.pointed_at = index

    def pick(event: KeyPressEvent) -> None:
        event.app.exit(result=menu.get_pointed_at().value)

    keys = KeyBindings()
    for index in range(min(menu.choice_count, 9)):
        keys.add(str(index + 1))(partial(point_at, index=index))
    # Some terminals send Ctrl-J for Enter.
    keys.add("c-j")(pick)
    app.key_bindings = merge_key_bindings([app.key_bindings or KeyBindings(), keys])


def _shorten(text: str, columns: int) -> str:
    if get_cwidth(text) <= columns:
        return text
    while get_cwidth(text) > columns - len(_CUT):
        text = text[:-1]
    return f"{text.rstrip()}{_CUT}"
