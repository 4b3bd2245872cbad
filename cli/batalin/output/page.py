"""Blocks as a page to keep: one HTML document that needs nothing else and runs nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from batalin.output.report import BOX, TICKED, Block, Copy, Heading, Items, Paragraph, References
from batalin.output.style import STYLE
from batalin.words import say

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_LINKED = ("https://", "http://")
_BOXES = {BOX: '<span class="box" aria-hidden="true"></span>', TICKED: '<span class="box">&#10003;</span>'}


def write_page(blocks: Sequence[Block], title: str, language: str, code_svg: str = "", made: str = "") -> str:
    """Write blocks as one HTML document that fetches nothing.

    The first heading is the title that is read, where it is the only one with a mood or says the same as `title`;
    otherwise `title` itself stands above the blocks, and every heading with a mood begins a part.

    Args:
        blocks: What to show.
        title: Name of the document, for the tab of a browser.
        language: Language of the blocks.
        code_svg: A scannable code of the first text to copy, as an `<svg>` with a `viewBox`; it is put in as it is.
        made: When the page was made, in words, or an empty string to leave that out.
    """
    footer = f"<footer><p>{escape(say('page-made', language, at=made))}</p></footer>\n" if made else ""
    written = "\n".join(_write_blocks(blocks, title, language, code_svg))
    # The policy keeps the page from fetching or running anything; order numbers are not to become telephone links.
    return f"""<!DOCTYPE html>
<html lang="{escape(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="format-detection" content="telephone=no">
<title>{escape(title)}</title>
<style>{STYLE}</style>
</head>
<body>
<main>
{written}
</main>
{footer}</body>
</html>
"""


def _write_blocks(blocks: Sequence[Block], title: str, language: str, code_svg: str) -> Iterator[str]:
    titled = _begins_with_title(blocks, title)
    if not titled:
        yield f"<h1>{escape(title)}</h1>"
    below, copies = 2, 0
    for position, block in enumerate(blocks):
        match block:
            case Heading(text, mood):
                level = 1 if titled and position == 0 else 2 if mood else below
                below = 3 if mood and level == 2 else below
                style = _style("verdict", f"verdict-{mood}") if mood else ""
                yield f"<h{level}{style}>{escape(text)}</h{level}>"
            case Paragraph(text, quiet):
                yield f"<p{_style(*['quiet'] * quiet)}>{escape(text)}</p>"
            case Items(items, numbered, quiet):
                yield _write_list(items, numbered=numbered, quiet=quiet)
            case References(documents, _):
                listed = "\n".join(f"<li>{_link(words, url)}</li>" for words, url in documents)
                yield f'<ul class="references">\n{listed}\n</ul>'
            case Copy(text, _):
                copies += 1
                yield from _write_first_copy(text, language, code_svg) if copies == 1 else (_write_copy(text),)


def _begins_with_title(blocks: Sequence[Block], title: str) -> bool:
    if not blocks or not isinstance(blocks[0], Heading):
        return False
    moods = sum(isinstance(block, Heading) and bool(block.mood) for block in blocks)
    return blocks[0].text == title or (bool(blocks[0].mood) and moods == 1)


def _write_list(items: Sequence[tuple[str, ...]], *, numbered: bool, quiet: bool) -> str:
    """Write a list; without its marks some readers no longer call it one, so a checklist says that it is."""
    role = ' role="list"' if any(item[0].startswith((BOX, TICKED)) for item in items) else ""
    detailed = any(len(item) > 1 for item in items)
    names = _style(*["detailed"] * detailed, *["quiet"] * quiet)
    tag = "ol" if numbered else "ul"
    listed = "\n".join(map(_write_item, items))
    return f"<{tag}{names}{role}>\n{listed}\n</{tag}>"


def _write_item(item: tuple[str, ...]) -> str:
    head, *tail = item
    opening = "<li>"
    for mark, box in _BOXES.items():
        if head.startswith(mark):
            head, opening = head.removeprefix(mark), f'<li class="boxed">{box}'
            break
    more = "".join(f'<p class="more">{escape(line)}</p>' for line in tail)
    return f'{opening}<p class="head">{escape(head)}</p>{more}</li>'


def _link(words: str, url: str) -> str:
    if not url.startswith(_LINKED):
        return escape(f"{words} {url}".rstrip())
    return f'<a href="{escape(url)}">{escape(words)}</a>'


def _write_first_copy(text: str, language: str, code_svg: str) -> Iterator[str]:
    """Write the text that a reader is most likely to take along, with how to do so."""
    yield f'<p class="quiet hint">{escape(say("page-copy", language))}</p>'
    yield _write_copy(text)
    if code_svg:
        caption = escape(say("page-code", language))
        yield f'<figure class="code">\n{code_svg}\n<figcaption>{caption}</figcaption>\n</figure>'


def _write_copy(text: str) -> str:
    """Write text to copy; HTML drops one line break after the tag, and a browser is not to translate the words."""
    return f'<pre translate="no">\n{escape(text)}</pre>'


def _style(*names: str) -> str:
    return f' class="{escape(" ".join(names))}"' if names else ""
