"""The page of a finding's code, and the list of them all, as blocks of words."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from textwrap import dedent

from batalin.output.report import Block, Copy, Heading, Items, Paragraph
from batalin.rulebook.finding import Finding
from batalin.words import say
from batalin.words.formats import format_number
from batalin.workshop.codes.pages import LETTER, TAB, Change, CodePage

_MOOD = {"error": "cannot", "warning": "maybe"}
"""The colour of each severity, named by the verdict that has it."""


def write_code(page: CodePage, language: str) -> list[Block]:
    """Put the page of a code into blocks: what, why, how to mend it, and an example of both.

    Args:
        page: What is told about the code.
        language: The reader's language.
    """
    severity = Finding(page.code).severity
    return [
        Heading(f"{say(severity, language)}[{page.code}]", _MOOD[severity]),
        Paragraph(page.what[language]),
        Heading(say("code-why", language)),
        Paragraph(page.why[language]),
        Heading(say("code-fix", language)),
        Paragraph(page.fix[language]),
        *_broken(page.example, language),
        *_sound(page.example, language),
        Paragraph(say("code-invented", language), quiet=True),
    ]


def write_codes(pages: Collection[CodePage], language: str) -> list[Block]:
    """Put all codes into blocks, one line each, errors before warnings.

    Args:
        pages: What is told about each code.
        language: The reader's language.
    """
    blocks: list[Block] = [Heading(say("codes-title", language), "other")]
    for severity in _MOOD:
        own = [page for page in pages if Finding(page.code).severity == severity]
        blocks.append(Heading(say(f"codes-{severity}", language, count=str(len(own)))))
        blocks.append(Items(tuple((f"{page.code}: {page.what[language]}",) for page in own)))
    return [*blocks, Paragraph(say("codes-how", language, code=next(iter(pages)).code), quiet=True)]


def _broken(changes: tuple[Change, ...], language: str) -> Iterator[Block]:
    for index, change in enumerate(changes):
        yield Heading(say("code-also" if index else "code-broken", language, file=change.file))
        yield Copy(dedent(change.broken))
        if change.times > 1:
            key = "code-lettered" if LETTER in change.broken else "code-repeated"
            times = format_number(change.times, language)
            yield Paragraph(say(key, language, times=times, name=LETTER), quiet=True)
        if change.encoding:
            yield Paragraph(say("code-encoding", language, encoding=change.encoding), quiet=True)
        if TAB in change.broken:
            yield Paragraph(say("code-tab", language, name=TAB), quiet=True)
        if change.name:
            yield Paragraph(say("code-named", language, name=change.name), quiet=True)


def _sound(changes: tuple[Change, ...], language: str) -> Iterator[Block]:
    for index, change in enumerate(changes):
        yield Heading(say("code-also" if index else "code-sound", language, file=change.file))
        yield Copy(dedent(change.sound))
