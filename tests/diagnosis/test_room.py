"""Letters with everything a letter can carry: what gives way for room, and what is attached or offered."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from batalin.diagnosis.correspondence import Correspondence, Sent, name_recipient, tell_history
from batalin.diagnosis.details import Details, read_details
from batalin.diagnosis.evidence import find_evidence
from batalin.diagnosis.message import write_letter
from batalin.rulebook.model import Message
from batalin.rulebook.rulebook import Rulebook
from batalin.rulebook.vocabulary import MAX_CHARACTERS, RECIPIENTS, TONES
from batalin.words import say
from tests.diagnosis.test_correspondence import EVIDENCE, LATER, LETTER, TENTH, answered, each_language, sent
from tests.diagnosis.test_message import ANSWERS, DETAILS
from tests.support import NOW


def worst(rulebook: Rulebook, language: str) -> Iterator[tuple[Message, dict[str, str], Correspondence]]:
    """Give every letter of every page with all its evidence, to somebody who promised, after letters to all."""
    promise = "Kami cek dulu ke bagian terkait ya kak, mohon ditunggu sampai ada kabar lagi dari kami"
    for rule in rulebook.situations:
        answers = dict(rulebook.decide(rule.body["examples"][0]["given"]).answers)
        evidence = tuple(one.id for one in find_evidence(rulebook, answers))
        for template in (rulebook.messages[name] for name in rule.body["messages"]):
            own = write_letter(template, answers, Details(), NOW, rulebook, language, "id").body
            letters = (
                *(Sent(to, TENTH, LETTER) for to in RECIPIENTS if to != template.to),
                Sent(template.to, LATER, own),
            )
            yield (
                template,
                answers,
                Correspondence("", evidence, letters, answered(promise, LATER, template.to).promises),
            )


@each_language
@pytest.mark.parametrize("tone", TONES)
def test_every_letter_fits_a_chat_whatever_went_before(rulebook: Rulebook, tone: str, language: str) -> None:
    details = read_details({**DETAILS, "order-id": "5" * 60, "item": "i" * 200, "name": "n" * 100}, rulebook, NOW)
    for template, answers, known in worst(rulebook, language):
        letter = write_letter(template, answers, details, NOW, rulebook, language, "id", known._replace(tone=tone))
        assert len(letter.body) <= MAX_CHARACTERS, template.id
        names = [one.name[language] for one in rulebook.handover.evidence if one.id in known.evidence]
        listed, counted = "; ".join(names), say("attached-count", language, count=str(len(names)))
        assert listed in letter.body or (counted in letter.body and letter.cut), "attachments are counted at least"
        others = [name_recipient(one.recipient, rulebook, language) for one in known.sent]
        assert [name for name in others[:-1] if name not in letter.body] == [], "whatever gives way, contacts stay"
        assert "20 November 2026" in letter.body, "and so does the day of the last letter"
        assert "5" * 60 in letter.body, "a number that is cut is another one"
        assert letter.missing == ()
        assert not re.search(r"[{}\[]|  |\n\n|^\s|\s$|\.{4}", letter.body)


@each_language
def test_nothing_gives_way_while_there_is_room(rulebook: Rulebook, language: str) -> None:
    body = "Halo, permintaan batal saya masih menunggu jawaban."
    known = Correspondence("firm", EVIDENCE, (*sent("support").sent, *sent("seller", TENTH, body).sent))
    known = known._replace(promises=answered("kami cek dulu", LATER, "seller").promises)
    letter = write_letter(rulebook.messages["seller-approve"], {}, Details(), NOW, rulebook, language, "id", known)
    history = tell_history(known, "seller", rulebook, language)
    assert len(history) == 6
    assert [words for words in history.values() if words not in letter.body] == []


def test_what_is_attached_is_not_offered_as_well(rulebook: Rulebook) -> None:
    for template in rulebook.messages.values():
        attached = write_letter(
            template, ANSWERS, Details(), NOW, rulebook, "id", "id", Correspondence(evidence=EVIDENCE)
        ).body
        assert attached.count("Lampiran: ") == 1
        assert "bisa saya kirim jika diperlukan" not in attached


def test_nothing_is_said_to_be_attached_that_is_not_ticked(rulebook: Rulebook) -> None:
    names = [one.name["id"] for one in rulebook.handover.evidence]
    for template in rulebook.messages.values():
        body = write_letter(template, ANSWERS, Details(), NOW, rulebook, "id", "id").body
        assert "Lampiran" not in body
        assert [name for name in names if name in body] == []
