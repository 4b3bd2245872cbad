"""The menu after a result: every way through it, what it writes, and what it says when something fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from batalin.casework.store import Store
from batalin.errors import FileError, Stopped
from batalin.interview.prompter import Move
from batalin.interview.scripted import Entered, Shown
from batalin.rulebook.rulebook import Rulebook
from batalin.words import say
from tests.handover.scanning import photograph, scan
from tests.interview.desk import DONE, OPEN, TYPED, UNDATED, Desk
from tests.output.calendars import read

BACK = Move.BACK
NUMBER = "579012345678"


@pytest.fixture
def desk(rulebook: Rulebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(rulebook, tmp_path, monkeypatch)


@pytest.mark.parametrize("end", [DONE, BACK, KeyboardInterrupt, EOFError])
def test_leaving_needs_one_key_and_leaves_the_result(desk: Desk, end: object) -> None:
    visit = desk.visit(end)
    assert visit.stdout.startswith("SUDAH DIBATALKAN\n")
    assert len(visit.menus) == (1 if end in (DONE, BACK) else 0)
    assert desk.files() == []
    assert "batalin --status cancelled" in visit.stderr


def test_the_menu_is_short_and_ends_at_the_first_line(desk: Desk) -> None:
    (menu,) = desk.visit(DONE).menus
    assert [choice.id for choice in menu.choices] == ["done", "copy", "code", "attach", "blocked", "keep"]
    assert menu.default == "done"
    assert menu.help == say("closing-help", "id")


def test_what_cannot_be_done_is_not_offered(desk: Desk, rulebook: Rulebook) -> None:
    (menu,) = desk.visit(DONE, rows=0).menus
    assert "code" not in [choice.id for choice in menu.choices]


@pytest.mark.parametrize(("output", "form"), [("hasil.txt", ""), ("", "json"), ("", "message"), ("", "html")])
def test_there_is_no_menu_where_the_result_is_not_on_the_screen(desk: Desk, output: str, form: str) -> None:
    visit = desk.visit(output=output, form=form)
    assert visit.menus == []
    assert "batalin --status cancelled" in visit.stderr


def test_what_was_answered_is_not_lost_to_a_file_that_exists(desk: Desk) -> None:
    (desk.folder / "hasil.txt").write_text("milik saya", encoding="utf-8")
    with pytest.raises(FileError):
        desk.visit(output="hasil.txt")
    assert "batalin --status cancelled" in desk.seen.stderr
    assert (desk.folder / "hasil.txt").read_text(encoding="utf-8") == "milik saya"


def test_copying_says_where_the_message_is_and_comes_back(desk: Desk) -> None:
    visit = desk.visit("copy", DONE)
    assert say("copied-nothing", "id") in visit.said
    assert len(visit.menus) == 2


def test_copying_in_private_does_not_offer_the_masked_text(desk: Desk) -> None:
    visit = desk.visit("copy", DONE, private=True)
    assert say("copied-nothing-unseen", "id") in visit.said
    assert NUMBER not in visit.stdout + visit.stderr + visit.said


def test_a_code_is_drawn_and_waited_for(desk: Desk) -> None:
    visit = desk.visit("code", DONE)
    assert scan(photograph(visit.code, dark=True)).decode() == visit.body
    assert say("code-whole", "id") in visit.stderr.rpartition(visit.code[-1])[2]
    assert say("closing-pause", "id") in visit.said


def test_parts_are_copied_and_drawn_as_they_are_shown(desk: Desk) -> None:
    visit = desk.visit("copy", "code", DONE, max_chars=200)
    parts = [block for block in visit.stdout.split("\n\n") if block.startswith("(")]
    assert len(parts) > 1
    assert say("parts-together", "id", parts=str(len(parts))) in visit.said
    assert visit.said.count(say("closing-pause", "id")) == len(parts)
    assert f"bagian {len(parts)} dari {len(parts)}" in visit.stderr


def test_a_screen_too_small_for_a_code_says_so_and_comes_back(desk: Desk) -> None:
    visit = desk.visit("code", DONE, rows=6)
    assert "100x6" in visit.said
    assert len(visit.menus) == 2


def test_evidence_is_ticked_one_by_one_and_listed_in_a_new_message(desk: Desk) -> None:
    visit = desk.visit("attach", "refund-page", "cancellation", "refund-page", "cancel-reason", DONE, DONE)
    asked = visit.chosen(say("attach-ask", "id"))
    ticked = [[choice.label[:3] for choice in one.choices[1:]] for one in asked]
    assert ticked[0] == ["[ ]", "[ ]", "[ ]", "[ ]"]
    assert ticked[-1] == ["[x]", "[x]", "[ ]", "[ ]"]
    assert "Lampiran: tangkapan layar pembatalan pesanan; tangkapan layar alasan pembatalan\n" in visit.body
    assert visit.stdout.count("Lampiran: ") == 1


def test_what_was_ticked_is_ticked_when_one_comes_again(desk: Desk) -> None:
    visit = desk.visit("attach", "refund-page", DONE, "attach", BACK, "attach", "refund-page", DONE, DONE)
    again = visit.chosen(say("attach-ask", "id"))[2]
    assert [choice.id for choice in again.choices if choice.label.startswith("[x]")] == ["refund-page"]
    assert "Lampiran" not in visit.body, "unticked again"


def test_stepping_back_from_evidence_changes_nothing(desk: Desk) -> None:
    visit = desk.visit("attach", "refund-page", BACK, "code", DONE)
    assert "Lampiran" not in visit.stdout
    assert "Lampiran" not in scan(photograph(visit.code, dark=True)).decode()


def test_a_step_that_cannot_be_done_opens_the_answer_that_it_makes(desk: Desk, rulebook: Rulebook) -> None:
    visit = desk.visit("blocked", "0", "button-missing", "yes", DONE, story=OPEN)
    error = visit.chosen(rulebook.question("error").ask["id"])[-1]
    assert error.default == "button-missing"
    assert "Kalau tombol Batalkan Pesanan tidak ada" in visit.said
    assert visit.stdout.startswith("UMUMNYA MASIH BISA DIBATALKAN\n")
    assert visit.stdout.count("\nLangkah Anda\n") == 2
    assert visit.stderr.count("--error none") == 1
    assert visit.stderr.count("--error button-missing") == 1, "the command is that of the new result"


def test_stepping_back_from_the_opened_answer_changes_nothing(desk: Desk) -> None:
    visit = desk.visit("blocked", "0", BACK, DONE, story=OPEN)
    assert visit.stdout.count("\nLangkah Anda\n") == 1
    assert len(visit.menus) == 2


def test_ticks_do_not_outlive_the_answers_they_were_made_for(desk: Desk) -> None:
    replies = ["attach", "order-details", DONE, "blocked", "0", "button-missing", "yes", DONE]
    visit = desk.visit(*replies, story=OPEN)
    assert visit.stdout.count("Lampiran: ") == 1
    assert "Lampiran" not in visit.body


def test_a_step_with_another_way_says_it_and_asks_nothing(desk: Desk) -> None:
    first = desk.visit("blocked", BACK, DONE)
    (steps,) = first.chosen(say("blocked-ask", "id"))
    index = next(choice.id for choice in steps.choices if "CS TikTok Shop" in choice.label)
    visit = desk.visit("blocked", index, DONE)
    assert "Submit Ticket" in visit.said
    assert len(visit.menus) == 2


def test_stopping_inside_leaves_quietly(desk: Desk) -> None:
    for inside in (["blocked", KeyboardInterrupt], ["blocked", "0", EOFError], ["attach", KeyboardInterrupt]):
        visit = desk.visit(*inside, story=OPEN)
        assert visit.stdout.count("\nLangkah Anda\n") == 1


def test_a_report_of_its_own_is_kept_whole(desk: Desk) -> None:
    visit = desk.visit("keep", "report", DONE, private=True)
    assert desk.files() == ["batalin-20261123-1000.html"]
    assert "batalin-20261123-1000.html" in visit.said
    file = desk.folder / "batalin-20261123-1000.html"
    assert NUMBER in file.read_text(encoding="utf-8")
    assert file.stat().st_mode & 0o077 == 0
    assert NUMBER not in visit.stdout


def test_the_report_names_what_was_ticked(desk: Desk) -> None:
    desk.visit("attach", "refund-page", DONE, "keep", "report", DONE)
    text = (desk.folder / "batalin-20261123-1000.html").read_text(encoding="utf-8")
    assert "Lampiran: tangkapan layar bagian Pengembalian" in text


def test_reminders_are_kept(desk: Desk) -> None:
    desk.visit("keep", "calendar", DONE)
    (event,) = read((desk.folder / "batalin-20261123-1000.ics").read_bytes())
    assert event.start.isoformat() == "2026-11-24"


def test_a_file_that_exists_stays_and_the_menu_comes_back(desk: Desk) -> None:
    visit = desk.visit("keep", "report", "keep", "report", DONE)
    assert len(desk.files()) == 1
    assert "sudah ada dan tidak ditimpa" in visit.said
    assert len(visit.menus) == 3


def test_reminders_of_the_same_order_are_replaced(desk: Desk) -> None:
    visit = desk.visit("keep", "calendar", "keep", "calendar", DONE)
    assert len(desk.files()) == 1
    assert visit.said.count("Ditulis: batalin-20261123-1000.ics") == 2


def test_reminders_without_a_date_say_which_one_is_needed(desk: Desk) -> None:
    visit = desk.visit("keep", "calendar", DONE, story=UNDATED)
    assert desk.files() == []
    assert "Pengingat perlu tanggal" in visit.said
    assert "--" not in visit.said, "nobody typed a flag"
    assert len(visit.menus) == 2


def test_nothing_is_stored_unless_the_buyer_says_so(desk: Desk) -> None:
    visit = desk.visit("keep", BACK, "copy", "attach", BACK, DONE)
    assert desk.files() == []
    assert not Store.default().folder.exists()
    assert len(visit.menus) == 4


def test_a_case_is_kept_with_everything_that_was_told(desk: Desk) -> None:
    visit = desk.visit("keep", "case", DONE, private=True)
    (case,) = [Store.default().read(path.stem) for path in Store.default().folder.glob("2*.yaml")]
    assert say("keep-case-done", "id", id=case.id) in visit.said
    assert case.events[0].details["order-id"] == NUMBER
    assert case.events[0].answers["error"] == "refund-missing"
    assert NUMBER not in visit.stdout + visit.stderr


def test_a_command_to_go_on_with_leaves_out_what_stays_unseen(desk: Desk) -> None:
    for private in (True, False):
        with pytest.raises(Stopped) as caught:
            desk.visit(KeyboardInterrupt, story=TYPED._replace(replies=TYPED.replies[:-2]), private=private)
        assert (NUMBER in caught.value.command) is not private
        assert "--cancelled-on 2026-11-20" in caught.value.command


def test_trouble_with_a_line_quotes_it_only_where_it_may_be_seen(desk: Desk) -> None:
    mistyped = "579012 345678, kata Sari!"
    for private in (True, False):
        story = TYPED._replace(replies=(*TYPED.replies[:3], mistyped, *TYPED.replies[3:]))
        visit = desk.visit(DONE, story=story, private=private)
        (wrong,) = [one.wrong for one in visit.prompter.transcript if isinstance(one, Entered) and one.wrong]
        assert (mistyped in wrong) is not private
        assert "Nomor pesanan" in wrong


def test_personal_details_are_typed_unseen_and_reviewed_masked(desk: Desk) -> None:
    visit = desk.visit(DONE, story=TYPED, private=True)
    hidden = [one.hidden for one in visit.prompter.transcript if isinstance(one, Entered)]
    assert hidden == [True, False, True, True]
    shown = [one.text for one in visit.prompter.transcript if isinstance(one, Shown)]
    assert [text for text in shown if NUMBER in text or "Sari" in text] == []
    assert any("****5678" in text for text in shown)
    seen = desk.visit(DONE, story=TYPED)
    assert not any(one.hidden for one in seen.prompter.transcript if isinstance(one, Entered))
