"""Every claim is there once, can be found, and says what became of it."""

import re
from html import unescape

import pytest

from engine import ledger
from engine.sources.evidence import findings
from widgets.sources import EveryClaim
from widgets.sources.claim_rows import claim_rows
from widgets.sources.every_claim import PAGE


@pytest.fixture
def every():
    return EveryClaim()


def ids(every):
    return re.findall(r'role="rowheader"><b>([SI]\d?-\d\d)</b>', every.table.value)


def test_all_pages_together_hold_every_row_once(every):
    seen = ids(every)
    while every.on.enabled:
        every.on.press()
        seen += ids(every)
    assert seen == ledger()["id"].tolist()
    assert len(seen) == 298
    every.back.press()
    assert ids(every) == seen[-(len(seen) % PAGE) - PAGE : -(len(seen) % PAGE)]


def test_the_sentence_counts_what_is_found(every):
    every.document.value, every.status.value = "S2", "shown"
    book = ledger()
    wanted = book[book["id"].str.startswith("S2") & (book["status"] == "shown")]
    assert every.count.text.startswith(f"{len(wanted)} of 298 rows: {len(wanted)} shown.")
    assert [one.id for one in every.found] == wanted["id"].tolist()


def test_the_contradictions_are_a_choice_of_their_own(every):
    every.document.value = "I"
    assert [one.id for one in every.found] == [f"I-{n:02d}" for n in range(1, 32)]
    assert all(one.chapters for one in every.found)  # each is taken up in a chapter


def test_words_and_ids_are_searched_together(every):
    every.search.text = "E04 call"
    assert every.found
    for one in every.found:
        assert "E04" in one.evidence
        assert one.has("call")
    every.search.text = "zebra"
    assert ids(every) == []
    assert every.count.text.startswith("0 of 298 rows")
    assert [every.back.enabled, every.on.enabled] == [False, False]
    every.reset.press()
    assert len(every.found) == 298


def test_every_stage_offered_has_rows_and_all_rows_have_a_stage(every):
    found = set()
    for stage, _ in every.stage.options[1:]:
        every.stage.value = stage
        assert every.found, stage
        found |= {one.id for one in every.found}
    assert len(found) == 298


def test_a_filter_begins_at_its_first_row_again(every):
    every.on.press()
    every.status.value = "modeled"
    assert "Rows 1 to 20" in every.count.text
    assert ids(every)[0] == every.found[0].id


def test_the_last_page_and_the_first_leave_the_focus_on_a_button_that_can_be_used(every):
    every.status.value = "shown"
    while every.on.enabled:
        caught = every.back.catches
        every.on.press()
    assert every.back.catches == caught + 1
    while every.back.enabled:
        caught = every.on.catches
        every.back.press()
    assert every.on.catches == caught + 1


def test_a_row_says_what_was_found_ruled_and_shown(every):
    every.search.text = "S1-19"
    (row,) = every.found
    table = unescape(every.table.value)
    assert row.evidence
    for id in row.evidence:
        assert f"{id}, on “{findings()[id].claim}”: {findings()[id].verdict}" in table
    assert "a good call moves up: 10 to 15 places" in table
    assert row.proofs
    assert all(proof in table for proof in row.proofs)


def test_no_verdict_stands_beside_a_claim_it_was_not_given_for(every):
    """A study of something near is named by its own claim, and honest advice gets no bad mark."""
    every.search.text = "S1-45"
    told = "E03, on “A call from somebody the director knows moves an applicant up”: supported"
    assert told in every.table.value
    assert "E03: supported" not in every.table.value
    by_id = {one.id: one.evidence for one in claim_rows()}
    assert by_id["S1-56"] == ("E08",)  # say first to one program: what was found is about that
    assert by_id["S2-49"] == by_id["S4-19"] == ()  # no study of hidden filters, nor of a script


def test_what_is_left_out_says_why():
    left = [one for one in claim_rows() if one.status == "left out"]
    assert [one.id for one in left] == ["S2-55", "S4-37"]
    assert all(len(one.where[0].split()) > 5 for one in left)


def test_no_row_claims_code_that_a_reader_cannot_read():
    told = [part for one in claim_rows() if one.status == "modeled" for part in one.where]
    assert len(told) >= 225
    assert not [part for part in told if part.startswith(("assumptions.", "formulas.", "study."))]
