"""Letters that know of the letters before them: what they say of them, and in which tone."""

from __future__ import annotations

import copy
import re
from datetime import date

import pytest

from batalin.diagnosis.correspondence import (
    NO_CORRESPONDENCE,
    QUOTE_LENGTH,
    Correspondence,
    Promise,
    Sent,
    tell_history,
    write_frame,
)
from batalin.diagnosis.details import Details, read_details
from batalin.diagnosis.message import write_letter
from batalin.rulebook.loading import find_rules, load
from batalin.rulebook.model import Message
from batalin.rulebook.rulebook import Rulebook
from batalin.rulebook.vocabulary import HANDOVER, LANGUAGES, RECIPIENTS, TONES
from tests.diagnosis.test_message import ANSWERS, DETAILS
from tests.support import NOW

TEMPLATES = sorted(load(find_rules()).messages)
NINTH, TENTH, LATER = date(2026, 11, 9), date(2026, 11, 10), date(2026, 11, 20)
FRAME = [
    {"id": "dulu {others}", "en": "before {others}", "if": "others"},
    {"id": "jawab {answers}", "en": "answer {answers}", "if": "answers"},
    {"id": "tulis {wrote-on} <{wrote}>", "en": "wrote {wrote-on} <{wrote}>", "if": ["wrote-on", "wrote"]},
    {"id": "kata {promised-on} {promise}", "en": "told {promised-on} {promise}", "if": ["promised-on", "promise"]},
    {"id": "lampir {evidence}", "en": "attached {evidence}", "if": "evidence"},
    {"id": "tegas", "en": "firm", "tone": "firm"},
    {"id": "resmi", "en": "formal", "if": "wrote-on", "tone": "formal"},
]
EVIDENCE = ("order-details", "cancel-request")
LETTER = "Halo,\nkapan dikirim?\nSari"
each_language = pytest.mark.parametrize("language", LANGUAGES)
each_template = pytest.mark.parametrize("template", TEMPLATES)


@pytest.fixture(scope="module")
def framed(rulebook: Rulebook) -> Rulebook:
    """The shipped rules with frame lines whose words are known here."""
    trees = copy.deepcopy(dict(rulebook.trees))
    trees[HANDOVER]["frame"] = FRAME
    return Rulebook(trees)


def sent(recipient: str, on: date = NINTH, body: str = LETTER) -> Correspondence:
    return Correspondence(sent=(Sent(recipient, on, body),))


def answered(text: str, by: date | None = None, recipient: str = "support") -> Correspondence:
    return Correspondence(promises=(Promise(recipient, TENTH, text, by),))


BOTH = Correspondence(sent=(Sent("support", NINTH, LETTER), Sent("seller", TENTH, LETTER), Sent("seller", LATER, "x")))
HISTORIES: dict[str, tuple[Correspondence, str, str, str]] = {
    "nothing": (NO_CORRESPONDENCE, "friendly", "", ""),
    "nothing, firmly": (NO_CORRESPONDENCE, "firm", "tegas", "firm"),
    "nothing, formally": (NO_CORRESPONDENCE, "formal", "", ""),
    "attached": (
        Correspondence(evidence=EVIDENCE),
        "friendly",
        "lampir tangkapan layar detail pesanan; tangkapan layar permintaan batal",
        "attached screenshot of the order details; screenshot of the cancel request",
    ),
    "another": (sent("seller"), "friendly", "dulu penjual (9 November 2026)", "before the seller (9 November 2026)"),
    "others, the earliest first": (
        Correspondence(sent=(Sent("authority", LATER, LETTER), Sent("seller", TENTH, LETTER))),
        "friendly",
        "dulu penjual (10 November 2026) dan Kementerian Perdagangan (20 November 2026)",
        "before the seller (10 November 2026) and the Ministry of Trade (20 November 2026)",
    ),
    "an earlier letter": (
        sent("support"),
        "formal",
        "tulis 9 November 2026 <kapan dikirim?>\nresmi",
        "wrote 9 November 2026 <kapan dikirim?>\nformal",
    ),
    "each other once with the last day, and the last own letter": (
        BOTH._replace(sent=(*BOTH.sent, Sent("support", LATER, "Halo, lagi."))),
        "firm",
        "dulu penjual (20 November 2026)\ntulis 20 November 2026 <Halo, lagi.>\ntegas",
        "before the seller (20 November 2026)\nwrote 20 November 2026 <Halo, lagi.>\nfirm",
    ),
    "an answer": (
        answered("sabar ya"),
        "friendly",
        'kata 10 November 2026 "sabar ya"',
        'told 10 November 2026 "sabar ya"',
    ),
    "a promise": (
        answered("sabar ya", by=LATER),
        "friendly",
        'kata 10 November 2026 "sabar ya", paling lambat 20 November 2026',
        'told 10 November 2026 "sabar ya", by 20 November 2026',
    ),
    "the last answer of two": (
        Correspondence(promises=(Promise("support", NINTH, "a", LATER), Promise("support", TENTH, "b", None))),
        "friendly",
        'kata 10 November 2026 "b"',
        'told 10 November 2026 "b"',
    ),
    "a promise without its words": (
        answered("", by=LATER),
        "friendly",
        "kata 10 November 2026 paling lambat 20 November 2026",
        "told 10 November 2026 by 20 November 2026",
    ),
    "an answer of which nothing is known": (answered(""), "friendly", "", ""),
    "nothing known of the last answer": (
        Correspondence(promises=(Promise("support", NINTH, "a", None), Promise("support", TENTH, "", None))),
        "friendly",
        'kata 9 November 2026 "a"',
        'told 9 November 2026 "a"',
    ),
    "an earlier letter without its words": (sent("support", body=""), "formal", "resmi", "formal"),
    "what another said": (
        answered("sabar ya", recipient="seller"),
        "friendly",
        'jawab penjual (10 November 2026): "sabar ya"',
        'answer the seller (10 November 2026): "sabar ya"',
    ),
    "what another promised": (
        answered("sabar ya", LATER, "seller"),
        "friendly",
        'jawab penjual (10 November 2026): "sabar ya", paling lambat 20 November 2026',
        'answer the seller (10 November 2026): "sabar ya", by 20 November 2026',
    ),
    "a day that another named": (
        answered("", LATER, "seller"),
        "friendly",
        "jawab penjual (10 November 2026): paling lambat 20 November 2026",
        "answer the seller (10 November 2026): by 20 November 2026",
    ),
    "another of whom nothing is known": (answered("", recipient="seller"), "friendly", "", ""),
}


@each_language
@pytest.mark.parametrize(("known", "tone", "indonesian", "english"), HISTORIES.values(), ids=HISTORIES)
def test_lines_about_what_was_before(
    framed: Rulebook, known: Correspondence, tone: str, indonesian: str, english: str, language: str
) -> None:
    history = tell_history(known, "support", framed, language)
    assert write_frame(history, tone, framed, language) == (indonesian if language == "id" else english)


@pytest.mark.parametrize(
    ("body", "quoted"),
    [
        ("Halo Kak, mohon dibatalkan.\nNomor pesanan: 579", "Halo Kak, mohon dibatalkan."),
        ("Yth. Ditjen PKTN\nDengan hormat,\nSaya mengadukan pesanan.\nHormat saya,", "Saya mengadukan pesanan."),
        ("tolong batalkan", "tolong batalkan"),
        ("tolong\nbatalkan", "tolong"),
        ('kata "batal" ya.', "kata 'batal' ya."),
        ("a" * QUOTE_LENGTH, "a" * QUOTE_LENGTH),
        ("a" * (QUOTE_LENGTH + 1), "a" * (QUOTE_LENGTH - 3) + "..."),
    ],
)
def test_a_letter_is_quoted_by_its_first_sentence(framed: Rulebook, body: str, quoted: str) -> None:
    history = tell_history(sent("support", body=body), "support", framed, "id")
    assert history["wrote"] == quoted


@each_language
def test_a_letter_whose_words_are_not_known_is_still_followed_up(rulebook: Rulebook, language: str) -> None:
    template = rulebook.messages["support-cancel"]
    for body in ("", LETTER):
        known = sent("support", body=body)
        letter = write_letter(template, {}, Details(), NOW, rulebook, language, "id", known).body
        day = "9 November 2026"
        assert {"id": f"menyusul pesan saya pada {day}.", "en": f"follows my message of {day}."}[language] in letter
        assert ("kapan dikirim?" in letter) is bool(body)
        assert '""' not in letter


def test_an_answer_cannot_end_its_quotation(framed: Rulebook) -> None:
    assert tell_history(answered('"besok" pasti'), "support", framed, "id")["promise"] == "\"'besok' pasti\""


@pytest.mark.parametrize(
    ("recipient", "tones"),
    [
        ("seller", ["friendly", "firm", "firm", "firm"]),
        ("support", ["friendly", "firm", "formal", "formal"]),
        ("mediation", ["formal"] * 4),
        ("payment-provider", ["friendly", "firm", "firm", "firm"]),
        ("authority", ["formal"] * 4),
    ],
)
def test_the_tone_grows_with_every_letter_to_the_same_recipient(
    rulebook: Rulebook, recipient: str, tones: list[str]
) -> None:
    others = tuple(Sent(other, NINTH, LETTER) for other in RECIPIENTS if other != recipient)
    for count, tone in enumerate(tones):
        known = Correspondence(sent=(*others, *[Sent(recipient, NINTH, LETTER)] * count))
        assert known.tone_for(recipient, rulebook) == tone
        assert known._replace(tone="friendly").tone_for(recipient, rulebook) == "friendly"


def test_every_tone_can_be_chosen_and_every_recipient_has_one(rulebook: Rulebook) -> None:
    assert rulebook.handover.tones == TONES
    assert {rung.to for rung in rulebook.handover.ladder} == set(RECIPIENTS)


def test_words_of_others_are_cut_and_everything_else_stays() -> None:
    known = Correspondence("firm", EVIDENCE, sent("support").sent, answered("b" * 50, by=LATER).promises)
    cut = known.shortened(20)
    assert [one.text for one in cut.promises] == ["b" * 17 + "..."]
    assert [one.body for one in cut.sent] == ["kapan dikirim?"]
    assert cut._replace(sent=known.sent, promises=known.promises) == known
    assert known.shortened(50).promises == known.promises


def test_words_of_letters_and_answers_can_be_changed_alike() -> None:
    known = Correspondence("firm", EVIDENCE, sent("support").sent, answered("besok").promises)
    loud = known.reworded(str.upper)
    assert ([one.body for one in loud.sent], [one.text for one in loud.promises]) == ([LETTER.upper()], ["BESOK"])
    assert loud._replace(sent=known.sent, promises=known.promises) == known


def outline(template: Message, tone: str, rulebook: Rulebook, language: str) -> str:
    """Write a template as a pattern: its own words as they stand, those of the tone, and a group for each fact."""
    voice = rulebook.handover.voice(tone, template.to)
    voiced = {word for one in rulebook.handover.voices for word in one.words}

    def words(name: str) -> str:
        if name in voiced:
            return re.escape(voice[name][language]) if name in voice else ""
        return "(.+)"

    lines = [
        "".join(words(part[1:-1]) if part.startswith("{") else re.escape(part) for part in re.split(r"(\{.*?\})", text))
        for text in (line[language] for line in template.body)
        if text != "{more}"
    ]
    return "\n".join(lines)


@each_language
@each_template
def test_the_same_facts_in_every_tone(rulebook: Rulebook, template: str, language: str) -> None:
    message, details = rulebook.messages[template], read_details(DETAILS, rulebook, NOW)
    answers = {**ANSWERS, "error": "rejected"}  # the one trouble that a letter names, so that no line is left out
    frame = [line.text[language] for line in rulebook.handover.frame]
    told = set()
    for tone in TONES:
        letter = write_letter(message, answers, details, NOW, rulebook, language, "id", Correspondence(tone))
        lines = [line for line in letter.body.split("\n") if line not in frame]
        match = re.fullmatch(outline(message, tone, rulebook, language), "\n".join(lines))
        assert match, letter.body
        assert (letter.tone, letter.missing) == (tone, ())
        told.add(match.groups())
    assert len(told) == 1
    assert {"579001122334455"} <= set(*told)


def test_a_firm_letter_asks_for_a_date_and_has_no_word_of_a_friend(rulebook: Rulebook) -> None:
    for template in rulebook.messages.values():
        body = write_letter(template, {}, Details(), NOW, rulebook, "id", "id", Correspondence("firm")).body
        assert "beserta tanggal penyelesaiannya" in body
        assert not re.search(r"\bKa(k|kak)\b", body)
