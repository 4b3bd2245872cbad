"""The report as a picture to keep: whole, inert and within its frame."""

from __future__ import annotations

from itertools import islice, pairwise
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from batalin.output.layout import Line, lay_out
from batalin.output.picture import write_picture
from batalin.output.report import build_report
from batalin.rulebook.rulebook import Rulebook
from batalin.rulebook.vocabulary import VERDICTS
from batalin.words import say
from tests.output.test_every_page import every, in_both_languages
from tests.output.test_page import CODE, HOSTILE, contrast

SVG = "{http://www.w3.org/2000/svg}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
NARROWEST = 0.6
"""Width of a column in the fonts that most readers have, in font sizes."""
AXES = (("x", "width"), ("y", "height"))


def draw(*lines: Line, title: str = "Judul", code_svg: str = "") -> Element:
    return ElementTree.fromstring(write_picture(lines, title, code_svg))


def texts(picture: Element) -> list[str]:
    return ["".join(text.itertext()) for text in picture.iter(f"{SVG}text")]


def rows(picture: Element) -> list[str]:
    return [row.text or "" for row in picture.iter(f"{SVG}tspan")]


def size(picture: Element) -> tuple[float, float]:
    return float(picture.attrib["width"]), float(picture.attrib["height"])


@in_both_languages
@pytest.mark.parametrize("columns", [40, 80])
def test_a_picture_shows_every_line_as_it_is(rulebook: Rulebook, columns: int, language: str) -> None:
    for diagnosis in islice(every(rulebook, language), 0, None, 5):
        lines = list(lay_out(build_report(diagnosis), columns))
        picture = draw(*lines, title=diagnosis.title)
        assert texts(picture) == [line.text for line in lines]
        assert picture.findtext(f"{SVG}title") == diagnosis.title
        assert all(text.attrib[SPACE] == "preserve" for text in picture.iter(f"{SVG}text"))


@in_both_languages
def test_a_picture_fetches_nothing(rulebook: Rulebook, language: str) -> None:
    for diagnosis in islice(every(rulebook, language), 0, None, 20):
        picture = draw(*lay_out(build_report(diagnosis), 80))
        tags = {element.tag.removeprefix(SVG) for element in picture.iter()}
        assert tags == {"svg", "title", "rect", "g", "text", "tspan"}
        values = [value for element in picture.iter() for value in element.attrib.values()]
        assert not [value for value in values if "://" in value or "url(" in value]


def test_hostile_words_are_words() -> None:
    picture = draw(Line(HOSTILE), Line(HOSTILE, "copy"), title=HOSTILE)
    assert texts(picture) == [HOSTILE, HOSTILE]
    assert picture.findtext(f"{SVG}title") == HOSTILE


@in_both_languages
def test_everything_stands_within_the_frame_and_below_what_comes_before(rulebook: Rulebook, language: str) -> None:
    for diagnosis in islice(every(rulebook, language), 0, None, 20):
        picture = draw(*lay_out(build_report(diagnosis), 80), code_svg=CODE)
        width, height = size(picture)
        assert picture.attrib["viewBox"] == f"0 0 {width:.0f} {height:.0f}"
        font = float(picture.find(f"{SVG}g").attrib["font-size"])  # type: ignore[union-attr]
        ends = [float(row.attrib["x"]) + len(row.text or "") * font * NARROWEST for row in picture.iter(f"{SVG}tspan")]
        assert max(ends) < width
        baselines = [float(row.attrib["y"]) for row in picture.iter(f"{SVG}tspan")]
        assert all(after - before >= font for before, after in pairwise(baselines))
        for box in picture.iter(f"{SVG}rect"):
            across, down = (float(box.get(start, "0")) + float(box.attrib[side]) for start, side in AXES)
            assert across <= width
            assert down <= height


def test_a_long_line_to_copy_goes_on_below_itself() -> None:
    message = "Halo Kak, " + "saya ingin pesanan ini dibatalkan karena alamatnya salah. " * 3 + "x" * 200
    picture = draw(Line("a" * 60), Line(message, "copy"))
    assert texts(picture)[1] == message
    assert len(rows(picture)) > 4
    assert max(len(row.rstrip()) for row in rows(picture)) == 60
    assert not [row for row in rows(picture) if row.startswith(" ")]
    assert size(picture)[0] == size(draw(Line("a" * 60)))[0]


def test_spaces_at_the_beginning_stay() -> None:
    lines = [Line("- Buka pesanan"), Line("  Di: Pesanan > detail", "quiet"), Line(""), Line("    dikutip", "copy")]
    assert texts(draw(*lines)) == [line.text for line in lines]


def test_wide_characters_make_a_picture_wider() -> None:
    assert size(draw(Line("\u5546" * 50)))[0] > size(draw(Line("a" * 50)))[0]


def test_the_code_stands_under_the_text() -> None:
    lines = [Line("BISA", "verdict-can"), Line("Halo Kak", "copy")]
    without, picture = draw(*lines), draw(*lines, code_svg=CODE)
    (frame,) = picture.findall(f"{SVG}g/{SVG}svg")
    assert [child.tag for child in frame.iter()] == [f"{SVG}svg", f"{SVG}svg", f"{SVG}path"]
    top, side = float(frame.attrib["y"]), float(frame.attrib["height"])
    assert top > max(float(row.attrib["y"]) for row in picture.iter(f"{SVG}tspan"))
    assert top + side < size(picture)[1]
    assert size(picture)[1] > size(without)[1] + side
    assert texts(picture) == texts(without)


@in_both_languages
def test_every_verdict_has_words_and_a_colour_that_can_be_read(language: str) -> None:
    looks = set()
    for verdict in VERDICTS:
        words = say(f"verdict-{verdict}", language)
        picture = draw(Line(words, f"verdict-{verdict}"), Line("Masih diproses."))
        text, other = picture.iter(f"{SVG}text")
        _, panel = picture.iter(f"{SVG}rect")
        assert texts(picture)[0] == words
        assert contrast(text.attrib["fill"], panel.attrib["fill"]) >= 4.5
        assert contrast(other.attrib["fill"], "#ffffff") >= 4.5
        assert text.attrib["font-weight"] > other.attrib["font-weight"]
        looks.add((text.attrib["fill"], panel.attrib["fill"]))
    assert len(looks) == len(VERDICTS)


@pytest.mark.parametrize("style", ["", "heading", "quiet", "copy"])
def test_every_other_style_can_be_read(style: str) -> None:
    picture = draw(Line("kata", style))
    *_, behind = (box.attrib["fill"] for box in picture.iter(f"{SVG}rect"))
    (text,) = picture.iter(f"{SVG}text")
    assert contrast(text.attrib["fill"], behind) >= 4.5


def test_nothing_to_show_is_a_picture_too() -> None:
    assert texts(draw()) == []
