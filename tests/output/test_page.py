"""The report as a page to keep: whole, inert, readable by eye, by ear and on paper."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from itertools import islice, pairwise

import pytest

from batalin.output.guide import build_guide
from batalin.output.page import write_page
from batalin.output.report import BOX, TICKED, Block, Copy, Heading, Items, Paragraph, References, build_report
from batalin.output.style import STYLE
from batalin.rulebook.rulebook import Rulebook
from batalin.rulebook.vocabulary import VERDICTS
from batalin.words import say
from tests.output.test_every_page import every, in_both_languages

VOID = {"meta"}
FORMING = {"html", "head", "meta", "title", "style", "body", "main", "footer", "h1", "h2", "h3", "p", "span"}
LISTING = {"ul", "ol", "li", "a", "pre", "figure", "figcaption"}
MESSAGE = "Halo Kak,\nsaya ingin batal.\n  Terima kasih."
CODE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 3"><path d="M0 0h3v3"/></svg>'
HOSTILE = """</p></pre></title></style><script>alert(1)</script>"'><img src=x onerror=y> [/b] &lt;b&gt; -->"""
REPORT: list[Block] = [
    Heading("BISA", mood="can"),
    Paragraph("Masih diproses."),
    Paragraph("Posisi pesanan", quiet=True),
    Heading("Langkah"),
    Items((("Buka pesanan.", "Di: Pesanan"), ("Tunggu.",)), numbered=True),
    Heading("Pesan"),
    Copy(MESSAGE),
    Items((("lain",),), quiet=True),
    Copy("batalin --status shipped"),
    Heading("Sumber"),
    References((("Aturan", "https://example.com/a?b=1&c=2"), ("Pencarian sendiri", "")), "lihat markdown"),
]


class Reader(HTMLParser):
    """What a browser finds: elements with what they stand in, and the words in their order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[tuple[str, str]] = []
        self.parents: list[tuple[str, str]] = []
        self._open: list[str] = []
        self.feed(page)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.parents.append((self._open[-1] if self._open else "", tag))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open and (data.strip() or self._open[-1] == "pre"):
            self.words.append((self._open[-1], data))

    def tags(self) -> list[str]:
        return [tag for tag, _ in self.elements]

    def said(self, *tags: str) -> list[str]:
        return [words for tag, words in self.words if tag in tags]

    def body(self) -> list[str]:
        return [words for tag, words in self.words if tag not in ("title", "style", "span")]

    def having(self, name: str) -> list[str]:
        return [value for _, attributes in self.elements if (value := attributes.get(name))]

    def levels(self) -> list[int]:
        return [int(tag[1]) for tag in self.tags() if re.fullmatch("h[1-6]", tag)]


def read(blocks: Sequence[Block], title: str = "Judul", **further: str) -> Reader:
    return Reader(write_page(blocks, title, "id", **further))


def written(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Heading(text, _) | Paragraph(text, _):
                yield text
            case Copy(text):
                yield f"\n{text}"
            case Items(items, _, _):
                yield from (line.removeprefix(BOX).removeprefix(TICKED) for item in items for line in item)
            case References(documents, _):
                yield from (words for words, _ in documents)


@in_both_languages
def test_a_page_says_what_the_report_says_in_its_order_and_no_more(rulebook: Rulebook, language: str) -> None:
    for diagnosis in islice(every(rulebook, language), 0, None, 5):
        blocks = build_report(diagnosis, why=True, what_if=True)
        reader = Reader(write_page(blocks, diagnosis.title, language))
        body = reader.body()
        body.remove(say("page-copy", language))
        assert body == list(written(blocks))
        assert reader.said("title") == [diagnosis.title]
        addresses = [url for block in blocks if isinstance(block, References) for _, url in block.documents if url]
        assert reader.having("href") == addresses


@in_both_languages
def test_a_page_fetches_nothing_and_runs_nothing(rulebook: Rulebook, language: str) -> None:
    for diagnosis in islice(every(rulebook, language), 0, None, 5):
        page = write_page(build_report(diagnosis), diagnosis.title, language)
        reader = Reader(page)
        assert set(reader.tags()) <= FORMING | LISTING
        known = {
            "class",
            "role",
            "aria-hidden",
            "translate",
            "href",
            "lang",
            "charset",
            "http-equiv",
            "name",
            "content",
        }
        assert {name for _, attributes in reader.elements for name in attributes} <= known
        assert all(url.startswith("https://") for url in reader.having("href"))
    assert not re.search(r"url\(|@import|expression|http", STYLE)


def test_a_browser_is_told_to_fetch_and_run_nothing() -> None:
    (policy,) = [own["content"] for _, own in read(REPORT).elements if own.get("http-equiv")]
    assert policy == "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def test_hostile_words_are_words() -> None:
    def page(words: str) -> Reader:
        blocks: list[Block] = [
            Heading(words, mood="can"),
            Paragraph(words),
            Items(((words, words), (f"{BOX}{words}",))),
            Copy(words),
            References(((words, f"https://example.com/{words}"),), words),
        ]
        return Reader(write_page(blocks, words, "id", made=words))

    hostile, plain = page(HOSTILE), page("kata")
    assert hostile.tags() == plain.tags()
    assert hostile.words == [(tag, words.replace("kata", HOSTILE)) for tag, words in plain.words]
    assert hostile.having("href") == [f"https://example.com/{HOSTILE}"]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//example.com", "file:///etc"])
def test_only_a_web_address_becomes_a_link(url: str) -> None:
    reader = read([References((("Dokumen", url),), "")])
    assert reader.having("href") == []
    assert reader.said("li") == [f"Dokumen {url}"]


@pytest.mark.parametrize("verdict", VERDICTS)
@in_both_languages
def test_a_verdict_is_the_title_in_words_and_in_a_colour_of_its_own(verdict: str, language: str) -> None:
    words = say(f"verdict-{verdict}", language)
    page = write_page([Heading(words, mood=verdict), Heading("Kenapa")], "Judul", language)
    reader = Reader(page)
    assert reader.said("h1") == [words]
    assert ("h1", {"class": f"verdict verdict-{verdict}"}) in reader.elements
    assert f".verdict-{verdict} {{ --mood: var(--{verdict})" in STYLE
    assert reader.elements[0] == ("html", {"lang": language})


@pytest.mark.parametrize(
    ("blocks", "levels"),
    [
        (REPORT, [1, 2, 2, 2]),
        ([], [1]),
        ([Paragraph("a")], [1]),
        ([Heading("a"), Heading("b")], [1, 2, 2]),
        ([Heading("Judul"), Heading("b")], [1, 2]),
        ([Heading("a", "other"), Heading("b"), Heading("c", "other"), Heading("d")], [1, 2, 3, 2, 3]),
        ([Paragraph("a"), Heading("b", "can"), Heading("c")], [1, 2, 3]),
        ([Heading("Judul"), Heading("b"), Heading("c", "other"), Heading("d")], [1, 2, 2, 3]),
    ],
)
def test_headings_make_an_outline(blocks: list[Block], levels: list[int]) -> None:
    assert read(blocks).levels() == levels


@in_both_languages
@pytest.mark.parametrize("section", ["", "all", "before-you-buy"])
def test_the_guide_makes_a_page_too(rulebook: Rulebook, section: str, language: str) -> None:
    blocks = build_guide(rulebook, section, language)
    reader = Reader(write_page(blocks, "Panduan", language))
    levels = reader.levels()
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    body = reader.body()
    assert body[section == "all" :] == list(written(blocks))


def test_lists_are_lists() -> None:
    reader = read(REPORT)
    assert [tag for tag in reader.tags() if tag in ("ol", "ul")] == ["ol", "ul", "ul"]
    assert {parent for parent, tag in reader.parents if tag == "li"} == {"ol", "ul"}
    assert all(tag == "li" for parent, tag in reader.parents if parent in ("ol", "ul"))
    assert [own.get("class") for tag, own in reader.elements if tag == "p"][2:6] == [
        "head",
        "more",
        "head",
        "quiet hint",
    ]


def test_a_checklist_has_boxes_instead_of_brackets() -> None:
    reader = read([Items(((f"{BOX}Cek toko",), (f"{TICKED}Cek alamat",), ("Lain",)))])
    assert reader.tags().count("span") == 2
    assert reader.said("span", "p") == ["Cek toko", "\u2713", "Cek alamat", "Lain"]
    assert ("ul", {"role": "list"}) in reader.elements


def test_text_to_copy_stands_exactly_and_is_never_translated() -> None:
    reader = read([Copy(MESSAGE), Copy("\n dua"), Copy("")])
    # A browser drops the first line break in the element.
    assert [words.removeprefix("\n") for words in reader.said("pre")] == [MESSAGE, "\n dua", ""]
    assert [own for tag, own in reader.elements if tag == "pre"] == [{"translate": "no"}] * 3
    (rule,) = re.findall(r"^pre \{(.*?)\}", STYLE, re.DOTALL | re.MULTILINE)
    assert {"white-space: pre-wrap", "user-select: all"} <= {part.strip() for part in rule.split(";")}


@in_both_languages
def test_the_code_stands_below_the_first_text_to_copy(language: str) -> None:
    page = write_page(REPORT, "Judul", language, code_svg=CODE)
    assert page.count(CODE) == 1
    reader = Reader(page)
    after = reader.words.index(("pre", f"\n{MESSAGE}")) + 1
    assert reader.words[after] == ("figcaption", say("page-code", language))
    assert reader.tags()[reader.tags().index("pre") + 1 :][:3] == ["figure", "svg", "path"]
    assert "svg" not in Reader(write_page([Paragraph("a")], "Judul", language, code_svg=CODE)).tags()


@in_both_languages
def test_a_page_tells_when_it_was_made_if_that_is_known(language: str) -> None:
    dated, undated = (Reader(write_page(REPORT, "Judul", language, made=made)) for made in ("2 Mei 2026", ""))
    assert dated.words[-1] == ("p", say("page-made", language, at="2 Mei 2026"))
    assert "footer" not in undated.tags()


def colours(scheme: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", scheme))


def brightness(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((brightness(one), brightness(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("dark", [False, True])
def test_every_word_stands_out_in_light_and_in_dark(dark: bool) -> None:
    light_scheme, dark_scheme = STYLE.split("@media screen and (prefers-color-scheme: dark)")
    known = colours(dark_scheme if dark else light_scheme)
    pairs = [("ink", "sheet"), ("quiet", "sheet"), ("quiet", "ground"), ("link", "sheet"), ("ink", "copy")]
    pairs += [(verdict, f"{verdict}-band") for verdict in VERDICTS]
    assert [pair for pair in pairs if contrast(known[pair[0]], known[pair[1]]) < 4.5] == []
    edges = [verdict for verdict in VERDICTS if contrast(known[f"{verdict}-edge"], known["sheet"]) < 3]
    assert edges == []
