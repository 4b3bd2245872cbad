"""The guide: everything a buyer can read that is no diagnosis."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from batalin.diagnosis.command import name_program
from batalin.errors import UsageError
from batalin.output.report import BOX, Block, Heading, Items, Paragraph, list_sources
from batalin.rulebook.rulebook import Rulebook, cited
from batalin.words import say


def build_guide(rulebook: Rulebook, section_id: str, language: str) -> list[Block]:
    """Put the guide, or one section of it, into blocks.

    Args:
        rulebook: Holds the guide.
        section_id: A section's id, or an empty string for the list of sections; `all` gives every section.
        language: The reader's language.

    Raises:
        UsageError: There is no such section.
    """
    sections: list[Mapping[str, Any]] = rulebook.trees["guide.yaml"]["sections"]
    names = [section["id"] for section in sections]
    if not section_id:
        contents = tuple(
            (say("guide-entry", language, id=one["id"], title=one["title"][language]),) for one in sections
        )
        return [
            Heading(say("guide-title", language, title=rulebook.about["title"][language]), mood="other"),
            Items(contents),
            Paragraph(say("guide-how", language, program=name_program(rulebook), first=names[0]), quiet=True),
        ]
    if section_id not in (*names, "all"):
        raise UsageError("section-unknown", given=section_id, values=", ".join((*names, "all")))
    chosen = [section for section in sections if section_id in (section["id"], "all")]
    blocks: list[Block] = []
    for section in chosen:
        blocks.append(Heading(section["title"][language], mood="other"))
        for entry in section["entries"]:
            blocks.append(Heading(entry["title"][language]))
            blocks.extend(_entry(entry, language))
    facts = dict.fromkeys(
        fact for section in chosen for entry in section["entries"] for item in entry["say"] for fact in cited(item)
    )
    sources = list_sources([rulebook.source(fact) for fact in facts], language)
    return [*blocks, Heading(say("heading-sources", language)), *sources]


def _entry(entry: Mapping[str, Any], language: str) -> list[Block]:
    lines = [item[language] for item in entry["say"]]
    if entry["style"] == "paragraph":
        return [Paragraph(line) for line in lines]
    if entry["style"] == "flow":
        return [Paragraph(" > ".join(line.removesuffix(".") for line in lines))]
    if entry["style"] == "checklist":
        return [Items(tuple((f"{BOX}{line}",) for line in lines))]
    return [Items(tuple((line,) for line in lines), numbered=entry["style"] == "numbered")]
