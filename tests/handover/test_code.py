from __future__ import annotations

from xml.etree import ElementTree

import pytest

from batalin.errors import UsageError
from batalin.handover.code import Code, longest_that_fits, make_code
from tests.handover.scanning import photograph, read_png, read_svg, scan

LONGEST = 2953
SENTENCE = "Halo Kak, saya ingin membatalkan pesanan 579012345678901234 sebelum dikirim.\nTerima kasih. "
ACCENTED = "Café déjà vu: crème brûlée, Müller Straße, señor, “kutip”, 5 € — ✓ 👍🏽 🇮🇩 日本 "


def of_size(sample: str, size: int) -> str:
    """Repeat a sample up to a number of bytes, as nearly as whole characters allow."""
    return (sample * size).encode()[:size].decode("utf-8", errors="ignore")


TEXTS = [
    pytest.param(of_size(sample, size), id=f"{name}-{size}")
    for name, sample in (("ascii", SENTENCE), ("accented", ACCENTED))
    for size in (20, 106, 442, 1000, 2000)
] + [
    pytest.param(of_size(SENTENCE, LONGEST), id="the-longest"),
    pytest.param("579012345678901234", id="digits"),
    pytest.param("ORDER 579: A/B", id="capitals"),
    pytest.param("ぁぁ", id="bytes-that-look-like-another-encoding"),
    pytest.param("https://example.com/?a=1&b=2\tx", id="link"),
]


@pytest.fixture(params=TEXTS)
def text(request: pytest.FixtureRequest) -> str:
    value: str = request.param
    return value


def test_picture_reads_as_the_message(text: str) -> None:
    assert scan(read_png(make_code(text).png())) == text.encode()


@pytest.mark.parametrize("standalone", [False, True])
def test_drawing_reads_as_the_message(text: str, standalone: bool) -> None:
    assert scan(read_svg(make_code(text).svg(standalone))) == text.encode()


@pytest.mark.parametrize(
    ("escapes", "dark"),
    [
        pytest.param(True, True, id="coloured-on-a-dark-screen"),
        pytest.param(True, False, id="coloured-on-a-light-screen"),
        pytest.param(False, True, id="bare-on-a-dark-screen"),
        pytest.param(False, False, id="bare-on-a-light-screen"),
    ],
)
def test_screen_reads_as_the_message(text: str, escapes: bool, dark: bool) -> None:
    assert scan(photograph(make_code(text).draw(escapes), dark=dark)) == text.encode()


def test_drawing_takes_the_cells_it_says(text: str) -> None:
    code = make_code(text)
    lines = code.draw(escapes=False)
    assert {len(line) for line in lines} == {code.columns}
    assert len(lines) == code.rows
    assert len(code.draw(escapes=True)) == code.rows


def test_bare_drawing_holds_no_escapes() -> None:
    assert not any("\x1b" in line for line in make_code(SENTENCE).draw(escapes=False))


def test_coloured_lines_end_their_colour() -> None:
    assert all(line.startswith("\x1b[") and line.endswith("\x1b[0m") for line in make_code(SENTENCE).draw(escapes=True))


def fits(code: Code, columns: int, rows: int) -> bool:
    return code.columns <= columns and code.rows <= rows


@pytest.mark.parametrize(
    ("columns", "rows", "longest"),
    [
        pytest.param(25, 13, 17, id="just-the-smallest"),
        pytest.param(80, 24, 134, id="usual"),
        pytest.param(60, 100, 230, id="narrow"),
        pytest.param(120, 40, 458, id="large"),
        pytest.param(213, 57, 1091, id="whole-screen"),
    ],
)
def test_longest_that_fits_fits_and_no_more(columns: int, rows: int, longest: int) -> None:
    assert longest_that_fits(columns, rows) == longest
    assert fits(make_code("a" * longest), columns, rows)
    assert not fits(make_code("a" * (longest + 1)), columns, rows)


@pytest.mark.parametrize(("columns", "rows"), [(24, 13), (25, 12), (80, 3), (0, 0), (1, 1)])
def test_nothing_fits_a_tiny_screen(columns: int, rows: int) -> None:
    assert longest_that_fits(columns, rows) == 0


def test_a_huge_screen_holds_the_largest_code() -> None:
    assert longest_that_fits(1000, 1000) == LONGEST
    assert fits(make_code("a" * LONGEST), 181, 91)


@pytest.mark.parametrize("text", ["a" * (LONGEST + 1), "é" * 1477])
def test_too_long_for_any_code(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        make_code(text)
    assert caught.value.key == "code-too-long"
    assert caught.value.facts == {"length": str(len(text.encode())), "limit": str(LONGEST)}


def test_drawing_stands_alone_or_in_a_page() -> None:
    code = make_code(SENTENCE)
    inline, alone = code.svg(), code.svg(standalone=True)
    assert inline.startswith("<svg ")
    assert alone.startswith("<?xml ")
    assert "width" not in ElementTree.fromstring(inline).attrib
    assert ElementTree.fromstring(alone).attrib["width"].endswith("mm")
    assert "href" not in inline + alone


def test_codes_do_not_change_from_run_to_run() -> None:
    first, second = make_code(ACCENTED), make_code(ACCENTED)
    assert (first.png(), first.svg(), first.draw(True)) == (second.png(), second.svg(), second.draw(True))
