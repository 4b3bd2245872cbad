"""What holds for the result of every page, whatever the rules say today."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache

import pytest
from markdown_it import MarkdownIt

from batalin.diagnosis.details import read_details
from batalin.diagnosis.diagnosis import Diagnosis, diagnose
from batalin.output.guide import build_guide
from batalin.output.layout import Line, lay_out, to_markdown
from batalin.output.report import Block, Copy, Heading, Items, Paragraph, References, build_report
from batalin.output.screen import draw
from batalin.rulebook.rulebook import Rulebook
from batalin.words import say
from tests.support import NOW

HOSTILE = "[red]x[/red] [toko] :smile: \x1b]52;c;ZXZpbA==\x07 *b* `c` {name} \x9b31m\u202e"
SEEN = "[red]x[/red] [toko] :smile: *b* `c` {name}"
in_both_languages = pytest.mark.parametrize("language", ["id", "en"])


@cache
def every(rulebook: Rulebook, language: str) -> tuple[Diagnosis, ...]:
    """Diagnose every example, once without and once with all details."""
    return tuple(_diagnose_all(rulebook, language))


def _diagnose_all(rulebook: Rulebook, language: str) -> Iterator[Diagnosis]:
    dates = {detail.id: "2026-11-20" for detail in rulebook.details if detail.kind == "date"}
    words = {"order-id": "579012345678901234", "item": HOSTILE, "name": "`" * 4, "amount": "150rb"}
    for raw in ({}, {**dates, **words}):
        details = read_details(raw, rulebook, NOW)
        for rule in rulebook.situations:
            for example in rule.body["examples"]:
                yield diagnose(rulebook, example["given"], details, NOW, language, language)


def shown(blocks: list[Block], columns: int) -> list[Line]:
    return list(lay_out(blocks, columns))


@in_both_languages
@pytest.mark.parametrize("columns", [40, 80, 200])
def test_text_fits_the_screen_and_text_to_copy_is_left_alone(rulebook: Rulebook, columns: int, language: str) -> None:
    for diagnosis in every(rulebook, language):
        blocks = build_report(diagnosis)
        lines = shown(blocks, columns)
        assert max(len(line.text) for line in lines if line.style != "copy") <= min(columns, 80)
        copied = [text for block in blocks if isinstance(block, Copy) for text in block.text.split("\n")]
        assert [line.text for line in lines if line.style == "copy"] == copied


@in_both_languages
@pytest.mark.parametrize("columns", [40, 80, 200])
def test_the_guide_fits_the_screen_too(rulebook: Rulebook, columns: int, language: str) -> None:
    lines = shown(build_guide(rulebook, "all", language), columns)
    assert len(lines) > 100
    assert max(len(line.text) for line in lines) <= min(columns, 80)


def test_a_width_changes_the_lines_and_not_the_words(rulebook: Rulebook) -> None:
    blocks = build_report(every(rulebook, "id")[0])
    narrow, wide = (" ".join(line.text for line in shown(blocks, columns)).split() for columns in (40, 200))
    assert narrow == wide


@in_both_languages
def test_a_report_begins_with_the_verdict_and_ends_with_the_sources(rulebook: Rulebook, language: str) -> None:
    for diagnosis in every(rulebook, language):
        first, title, *_, heading, last = build_report(diagnosis)
        assert first == Heading(say(f"verdict-{diagnosis.verdict}", language), mood=diagnosis.verdict)
        assert title == Paragraph(f"{diagnosis.title}.")
        assert heading == Heading(say("heading-sources", language))
        assert isinstance(last, References)
        listed = " ".join(words for words, _ in last.documents)
        assert all(source.id in listed for source in diagnosis.sources)
        assert {url for _, url in last.documents} == {source.url for source in diagnosis.sources}


@in_both_languages
def test_numbers_without_a_strong_source_are_hedged(rulebook: Rulebook, language: str) -> None:
    hedges = [word.replace("_", " ") for word in say("hedges", language).split()]
    marked = say("estimated", language, text="").strip(" .")
    met = 0
    for diagnosis in every(rulebook, language):
        lines = {
            item[0]: " ".join(item)
            for block in build_report(diagnosis)
            if isinstance(block, Items)
            for item in block.items
        }
        for sentence in (*diagnosis.why, *diagnosis.avoid, *(step.sentence for step in diagnosis.steps)):
            if sentence.estimate and any(map(str.isdigit, sentence.text)):
                met += 1
                said = next(text for head, text in lines.items() if head.startswith(sentence.text.removesuffix(".")))
                assert marked in said or any(hedge in said.casefold() for hedge in hedges), said
    assert met


def texts(markdown: str) -> list[str]:
    """Read Markdown as a reader does: headings, paragraphs, list lines and fenced text, without any marks."""
    found = []
    for token in MarkdownIt("commonmark").parse(markdown):
        if token.type == "fence":
            found.append(token.content)
        elif token.type == "inline":
            parts = [
                "\n" if child.type in ("hardbreak", "softbreak") else child.content for child in token.children or []
            ]
            found.extend("".join(parts).split("\n"))
    return found


def written(blocks: list[Block]) -> list[str]:
    found = []
    for block in blocks:
        match block:
            case Heading(text, _) | Paragraph(text, _):
                found.append(text)
            case Items(items, _, _):
                found.extend(line for item in items for line in item)
            case References(documents, _):
                found.extend(f"{words} {url}".rstrip() for words, url in documents)
            case Copy(text):
                found.append(f"{text}\n")
    return found


@in_both_languages
def test_markdown_reads_as_the_words_that_were_written(rulebook: Rulebook, language: str) -> None:
    for diagnosis in every(rulebook, language):
        blocks = build_report(diagnosis)
        assert texts(to_markdown(blocks)) == written(blocks), diagnosis.decision.situation.id
    guide = build_guide(rulebook, "all", language)
    assert texts(to_markdown(guide)) == written(guide)


@pytest.mark.parametrize(
    "text",
    [
        "*a* **b** _c_ ~~d~~ `e`",
        "[f](https://x) ![g](h) <b>i</b> &lt; &amp;",
        "# j | k \\* l",
        "- m",
        "+ n",
        "=== o",
        "--- p",
        "1. q",
        "12) r",
        "> s",
        "lihat https://x.id/a_b?c=d&e=f*g. Lalu tutup",
    ],
)
def test_markdown_reads_nothing_into_a_line(text: str) -> None:
    blocks: list[Block] = [
        Heading("A"),
        Paragraph(text),
        Items(((text, text), (text,))),
        Items(((text,),), numbered=True),
    ]
    assert texts(to_markdown(blocks)) == written(blocks)


def test_markdown_links_a_whole_address() -> None:
    url = "https://x.id/a_b?knowledge_id=1&lang=id"
    tokens = MarkdownIt("commonmark").parse(to_markdown([References((("Dokumen", url),), "")]))
    links = [child.attrs["href"] for token in tokens for child in token.children or [] if child.type == "link_open"]
    assert links == [url]


@pytest.mark.parametrize("body", ["a\n```\nb", "````", "~~~\nx", "    a", "# b", ""])
def test_nothing_in_a_message_ends_its_block(body: str) -> None:
    blocks: list[Block] = [Copy(body), Paragraph("sesudah")]
    assert texts(to_markdown(blocks)) == [f"{body}\n", "sesudah"]


class Tty(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def coloured(monkeypatch: pytest.MonkeyPatch) -> Tty:
    """A terminal with colours, whatever the one behind the tests is."""
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "COLUMNS", "LINES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    return Tty()


@in_both_languages
def test_hostile_words_reach_the_screen_as_they_look_and_do_nothing(
    rulebook: Rulebook, coloured: Tty, language: str
) -> None:
    raw = {"item": HOSTILE, "name": f"{HOSTILE} 2"}
    details = read_details(raw, rulebook, NOW)
    given = rulebook.page("shipped-cod")["examples"][0]["given"]
    diagnosis = diagnose(rulebook, given, details, NOW, language, language)
    draw(lay_out(build_report(diagnosis), 40), coloured)
    drawn = coloured.getvalue()
    assert drawn.count(SEEN) == 2
    assert "\x1b[1;31m" in drawn, "the verdict is coloured"
    assert "\x1b]" not in drawn
    assert not {"\x07", "\x9b", "\u202e"} & set(drawn)
    assert diagnosis.letters[0].body in drawn


def test_a_line_to_copy_has_no_colour_and_is_not_broken(coloured: Tty) -> None:
    long = "kata " * 60 + "https://example.com/" + "a" * 200
    draw([Line("Kenapa", "heading"), Line(long, "copy"), Line("", ""), Line("sisi", "quiet")], coloured)
    heading, copied, empty, quiet, end = coloured.getvalue().split("\n")
    assert heading == "\x1b[1mKenapa\x1b[0m"
    assert (copied, empty, end) == (long, "", "")
    assert quiet == "\x1b[2msisi\x1b[0m"
