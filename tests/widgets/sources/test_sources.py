"""The boxes that say where a chapter's sentences come from, and the marks that point to them."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from html.parser import HTMLParser

import pytest

from engine import MarketError
from engine.scenario.rules import official_rules
from engine.sources.evidence import Finding, Source, documents, findings
from engine.sources.figures import claim, figure, table
from engine.sources.ledger_rows import STATUSES, ledger
from widgets.sources import boxes as sources
from widgets.sources import entries as source_entries
from widgets.sources.boxes import cited, provenance_box, rules_box, sources_box
from widgets.text.html import folded, link

TABLE = {"table", "caption", "thead", "tbody", "tr", "th", "td"}
LISTS = {"ol", "ul", "li", "details", "summary"}
QUIET = {"style", "div", "p", "b", "br", "span", "a"} | TABLE | LISTS
VOID = {"br", "hr", "img", "input"}
ITEMS = [row["id"] for row in table("mechanisms")]
MEAN = "figure:step2ck_mean/all takers"
SIGNAL = "figure:interview_given_signal/signalled program"
OLDER = "figure:step2ck_pass_mark/all takers/2021"


class Page(HTMLParser):
    """What a box holds: its elements in order, the text of each, and whether all are closed."""

    def __init__(self, box):
        super().__init__()
        self.elements, self.open, self.text = [], [], ""
        self.feed(box.value)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        element = {"tag": tag, "text": "", **dict(attrs)}
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag):
        assert self.open.pop()["tag"] == tag

    def handle_data(self, data):
        if any(element["tag"] == "style" for element in self.open):
            return
        self.text += data
        for element in self.open:
            element["text"] += data

    def all(self, tag):
        return [element for element in self.elements if element["tag"] == tag]

    def entry(self, id):
        """Return the text of the entry of one source."""
        (found,) = [e for e in self.all("li") if e.get("id") == id]
        return " ".join(found["text"].split())


BOXES = {
    "rules": lambda: rules_box(*official_rules()),
    "sources": lambda: sources_box(*ITEMS, *findings(), *official_rules(), MEAN, SIGNAL, OLDER),
    **{id: lambda id=id: provenance_box(id) for id in ("S0", "S1", "S2", "S3", "S4")},
}


@pytest.fixture(params=BOXES)
def page(request):
    return Page(BOXES[request.param]())


# --- Every box ---------------------------------------------------------------------------------


def test_a_box_holds_only_quiet_elements_and_no_heading(page):
    assert {element["tag"] for element in page.elements} <= QUIET


def test_every_link_opens_in_a_new_tab_and_says_where_it_leads(page):
    for element in page.all("a"):
        assert (element["target"], element["rel"]) == ("_blank", "noopener")
        assert re.match(r"https?://", element["href"])
        assert "(opens in a new tab)" in element["text"]
        host = re.match(r"https?://(?:www\.)?([^/:]+)", element["href"])[1]
        assert f"({host})" in page.text


def test_every_fold_is_closed_at_first_and_keeps_the_shortcuts_off(page):
    for element in page.all("details"):
        assert "open" not in element
    for element in page.all("summary"):
        assert element["data-lm-suppress-shortcuts"] == "true"
    assert len(page.all("summary")) == len(page.all("details"))


def test_every_table_has_a_caption_and_heads_for_columns_and_rows(page):
    for element in page.all("th"):
        assert element["scope"] in ("col", "row")
        assert element["text"].strip()
    rows = page.all("tr")
    columns = [element for element in page.all("th") if element["scope"] == "col"]
    heads = [element for element in page.all("th") if element["scope"] == "row"]
    assert len(page.all("caption")) == len(page.all("table"))
    assert len(heads) == len(rows) - len(page.all("table"))
    if page.all("table"):
        assert columns


def test_no_id_is_there_twice(page):
    ids = [element["id"] for element in page.elements if "id" in element]
    assert len(ids) == len(set(ids))


def test_the_boxes_looked_at_are_all_there_are():
    counts = {name: Counter(e["tag"] for e in Page(box()).elements) for name, box in BOXES.items()}
    assert counts["rules"]["table"] == 2
    assert counts["sources"]["ol"] == 4
    assert counts["sources"]["a"] >= 90
    assert counts["S4"]["table"] == 1


# --- Rules -------------------------------------------------------------------------------------


def test_the_box_of_rules_opens_with_the_warning_and_the_date():
    shown = Page(rules_box("R7", "R15"))
    first = shown.all("p")[0]["text"]
    assert first.startswith("Rules change: check the NRMP's current agreement")
    assert "on November 21, 2026." in first


def test_the_oldest_and_the_newest_date_are_computed(monkeypatch):
    other = dict(official_rules())
    other["R15"] = dataclasses.replace(other["R15"], checked="2025-02-03")
    monkeypatch.setattr(sources, "official_rules", lambda: other)
    shown = Page(rules_box("R7", "R15"))
    assert "between February 3, 2025 and November 21, 2026." in shown.all("p")[0]["text"]


@pytest.mark.parametrize("id", list(official_rules()))
def test_a_rule_is_told_whole(id):
    rule, shown = official_rules()[id], Page(rules_box(id))
    for part in (id, rule.name, rule.clause, rule.who, rule.checked, rule.dated, rule.read):
        assert part in shown.text, part
    assert (rule.note or "nothing noted") in shown.text
    assert [element["href"] for element in shown.all("a")] == [rule.address]
    (fold,) = shown.all("details")
    assert rule.read in fold["text"]
    assert rule.clause not in fold["text"]


def test_rules_come_as_asked_and_once():
    heads = [
        e["text"] for e in Page(rules_box("R15", "R7", "R15")).all("th") if e["scope"] == "row"
    ]
    assert heads == ["R15", "R7", "R15", "R7"]  # the table, and the one folded below it


# --- Sources -----------------------------------------------------------------------------------


def test_sources_come_in_order_and_are_numbered_through():
    shown = Page(sources_box("R15", MEAN, "C1", "E16", "I-18", "S4-03", "E04", "R2", "S0-10"))
    ids = [element["id"] for element in shown.all("li") if "id" in element]
    assert [id.removeprefix("src-") for id in ids] == [
        *("S0-10", "S4-03", "I-18", "E04", "E16", "C1", "R2", "R15"),
        "figure-step2ck_mean-all-takers",
    ]
    assert [element["start"] for element in shown.all("ol")] == ["1", "4", "7", "9"]
    heads = [e["text"].split(":")[0] for e in shown.all("b") if e.get("class") == "btm-head"]
    assert [head.split()[0] for head in heads] == ["Documents", "Studies", "Official", "Published"]


def test_a_kind_that_is_not_cited_is_not_headed():
    shown = Page(sources_box("E16"))
    assert len(shown.all("ol")) == 1
    assert "Published figures" not in shown.text


@pytest.mark.parametrize("id", ["S0-10", "S4-03", "S4-09", "S2-38", "S0-44", "S1-21"])
def test_an_item_says_whose_claim_it_is_and_its_numbers(id):
    (row,) = [row for row in table("mechanisms") if row["id"] == id]
    told = Page(sources_box(id)).entry(f"src-{id}")
    assert f"claim of document {id[:2]}" in told
    assert row["says"] in told
    groups = [cell["group"] for cell in table("claimed") if cell["id"] == id]
    assert groups
    for group in groups:
        number = claim(id, group)
        amount = f"{number.value:,.10g}"
        assert (amount if group == "all" else f"{group}: {amount}") in told
        assert f"As claimed, {number.quantity}, in {number.unit}:" in told


def test_an_item_names_what_bears_on_it_and_a_contradiction_is_one():
    assert "What bears on it: E05, E16." in Page(sources_box("S4-03")).entry("src-S4-03")
    told = Page(sources_box("I-18")).entry("src-I-18")
    assert "contradiction between the documents" in told
    assert "As claimed" not in told


@pytest.mark.parametrize("id", list(findings()))
def test_a_study_says_verdict_finding_and_design(id):
    found, shown = findings()[id], Page(sources_box(id))
    told = shown.entry(f"src-{id}")
    for part in (found.claim, found.verdict.capitalize(), found.finding, found.design, found.note):
        assert part in told, part
    assert [e["href"] for e in shown.all("a")] == [s.address for s in found.sources if s.address]
    for source in found.sources:
        if source.kind != "none":
            assert source.title in told
            assert f"({source.kind}: " in told


def test_a_lost_original_is_called_lost_and_no_source_is_called_none():
    assert "address of the original not known" in Page(sources_box("E22")).text
    bare = Page(sources_box("E30"))
    assert "nothing: no study was found" in bare.text
    assert bare.all("details") == []


def test_a_rule_among_sources_says_when_and_how_it_was_read():
    told = Page(sources_box("R15")).entry("src-R15")
    rule = official_rules()["R15"]
    for part in ("official rule", rule.name, rule.clause, rule.who, "November 21, 2026", rule.note):
        assert part in told
    assert rule.read in told


def test_a_figure_is_cited_with_its_kind_and_year():
    shown = Page(sources_box(MEAN, OLDER))
    assert figure("step2ck_mean", "all takers").cite() in shown.text
    assert figure("step2ck_pass_mark", "all takers", 2021).cite() in shown.text
    assert "step2ck mean, all takers" in shown.text
    assert len(shown.all("a")) == 2


def test_a_figure_read_in_a_copy_is_not_linked():
    assert "mirror" in figure("interview_given_signal", "signalled program").source
    shown = Page(sources_box(SIGNAL))
    assert shown.all("a") == []
    assert figure("interview_given_signal", "signalled program").cite() in shown.text


def test_a_figure_may_leave_its_group_out_or_name_a_year():
    filled = "figure:SOAP_positions_filled"
    assert "2,632" in Page(sources_box(filled)).text
    assert "2,399" in Page(sources_box(f"{filled}/2024")).text
    assert "2,399" in Page(sources_box(f"{filled}/all/2024")).text
    slash = "figure:step2ck_matched_median/US MD senior / general surgery"
    assert "255 score" in Page(sources_box(slash)).text


# --- What the document is ----------------------------------------------------------------------


@pytest.mark.parametrize("id", list(documents()))
def test_what_a_document_is(id):
    shown, document = Page(provenance_box(id)).text, documents()[id]
    assert "unsigned opinion piece in the first person, without citations" in shown
    assert document.caveat in shown
    if id in ("S2", "S4"):
        for part in (document.title, "Residency Advisor", "January 6, 2026", "SmartPick"):
            assert part in shown
    else:
        assert "no title, no author, no publisher and no date" in shown
        assert "Residency Advisor" not in shown
        assert "SmartPick" not in shown
    assert ("does not say where their numbers come from" in shown) == (id == "S4")


@pytest.mark.parametrize("id", list(documents()))
def test_its_items_are_counted_from_the_ledger(id):
    book = ledger()
    book = book[book["id"].str.startswith(f"{id}-")]
    shown = Page(provenance_box(id))
    assert f"The {len(book)} items the course found in it" in shown.text
    cells = [element["text"] for element in shown.all("td")][::2]
    counts = book["status"].value_counts()
    assert [int(cell) for cell in cells] == [counts[name] for name in STATUSES if name in counts]
    assert len(shown.all("details")) == int("left out" in counts)
    for row in book[book["status"] == "left out"].itertuples():
        assert f"{row.id}: {row.says}. Left out: {row.where}." in shown.text


def test_every_status_of_the_ledger_has_its_words():
    assert tuple(sources._STATUSES) == STATUSES


# --- Bad ids -----------------------------------------------------------------------------------


def test_every_unknown_source_is_named_at_once():
    bad = ["S4-99", "E34", "R99", "C7", "X1", "", "figure:step2_mean/all", f"{MEAN}/1990", "S4-3"]
    with pytest.raises(MarketError) as error:
        sources_box("S4-03", *bad, "E16")
    assert len(error.value.problems) == len(bad)
    for id, problem in zip(bad, error.value.problems, strict=True):
        assert repr(id) in problem
    assert "nearest" in error.value.problems[6]


def test_the_box_of_rules_takes_rules_only():
    with pytest.raises(MarketError, match="no rule 'E16'"):
        rules_box("R7", "E16")
    with pytest.raises(MarketError, match=f"no rule '{MEAN}'"):
        rules_box(MEAN)


@pytest.mark.parametrize("box", [rules_box, sources_box])
def test_a_box_of_nothing_is_refused(box):
    with pytest.raises(MarketError, match="at least one id"):
        box()


@pytest.mark.parametrize("id", ["S5", "s4", "", "S4-03"])
def test_an_unknown_document_is_named(id):
    with pytest.raises(MarketError, match=f"no document '{id}'; known: S0, S1, S2, S3, S4"):
        provenance_box(id)


# --- Escaping ----------------------------------------------------------------------------------

NASTY = "<script>alert('1')</script> & \"more\""


def test_nothing_of_a_finding_is_markup(monkeypatch):
    read = (Source(NASTY, 'https://a.org/?a=1&b="2"', "primary"),)
    nasty = Finding("E01", NASTY, "mixed", NASTY, NASTY, read, NASTY)
    monkeypatch.setattr(source_entries, "findings", lambda: {"E01": nasty})
    shown = Page(sources_box("E01"))
    assert shown.all("script") == []
    assert shown.text.count(NASTY) == 5
    assert shown.all("a")[0]["href"] == 'https://a.org/?a=1&b="2"'


def test_nothing_of_a_rule_is_markup(monkeypatch):
    words = {field.name: NASTY for field in dataclasses.fields(official_rules()["R1"])}
    nasty = dataclasses.replace(official_rules()["R1"], **words | {"checked": "2026-01-01"})
    for module in (sources, source_entries):
        monkeypatch.setattr(module, "official_rules", lambda: {"R1": nasty})
    for box in (rules_box, sources_box):
        shown = Page(box("R1"))
        assert shown.all("script") == []
        assert shown.all("a") == []  # it is no web address
        assert shown.text.count(NASTY) >= 6


def test_nothing_of_an_item_or_a_document_is_markup(monkeypatch):
    row = {"id": "S4-03", "says": NASTY, "kind": NASTY, "evidence": NASTY, "rule": ""}
    monkeypatch.setattr(source_entries, "_items", lambda: {"S4-03": row})
    assert Page(sources_box("S4-03")).all("script") == []
    nasty = dataclasses.replace(documents()["S4"], title=NASTY, caveat=NASTY, advert=NASTY)
    monkeypatch.setattr(sources, "documents", lambda: {"S4": nasty})
    shown = Page(provenance_box("S4"))
    assert shown.all("script") == []
    assert shown.text.count(NASTY) == 3


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "", "(unnamed)"])
def test_only_web_addresses_are_linked(address):
    assert link("A & B", address) == "A &amp; B"


def test_the_title_of_a_fold_is_plain_text():
    assert ">&lt;b&gt;</summary><i>inner</i>" in folded("<b>", "<i>inner</i>")


# --- Marks in prose ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("He called [S4-09].", "S4-09"),
        ("Both [S4-24, E05] and [R15]; [I-18] too, [C1].", "S4-24 E05 R15 I-18 C1"),
        ("Twice [E03], again [E03].", "E03"),
        ("Side by side [S4-09][E05] and [E03][R1].", "S4-09 E05 E03 R1"),
        ("Parted otherwise [S4-24;E05,R1].", "S4-24 E05 R1"),
        ("Linked [E03](#src-E03) and [S4-24, E05](#sources).", "E03 S4-24 E05"),
        ("A [link](https://a.org) and [E03 in full](https://a.org).", ""),
        ("A link with [a study, E03](https://a.org) in it.", ""),
        ("[E03, abstract only]", "E03"),
        ("Known to nobody [E99], mistyped [S4-9] [E3].", "E99 S4-9 E3"),
        ("No mark: S4-09, (E03), {R1}, [see], [1], [x], [ ], [^E03], [R], [e03], [S4].", ""),
        ("No mark: [SE03] [E03a] [S4-09-1] [E 03] [E03 R1].", ""),
        ("A picture ![E03](a.png), an escape \\[E03\\].", ""),
        ("Code `x[E03]` and ``y[E04] ` z[E05]`` and [E06].", "E06"),
        ("```python\nx[E03]\n```\n\nthen [E04]", "E04"),
        ("~~~\n[E03]\n~~~\n[E04]\n```\n[E05]", "E04"),
        ("It`s one tick [E03]\n\nand another ` here [E04].", "E03 E04"),
        ("<!-- later [E03] --> now [E04]", "E04"),
        ("- [ ] a task [E03]\n- [x] done [R2]", "E03 R2"),
        ("| cell [S0-10] | [E29]|\n> quoted [E30]", "S0-10 E29 E30"),
        ("*[E03]* **[R1]** ([S4-09]) “[E05]”", "E03 R1 S4-09 E05"),
        ("Broken over\nlines [S4-24,\nE05].", "S4-24 E05"),
        ("[[E03]](#src-E03)", "E03"),
        ("", ""),
    ],
)
def test_marks_are_found_in_tricky_prose(text, ids):
    assert cited(text) == ids.split()


def test_every_id_there_is_can_be_cited():
    everything = [*ITEMS, *findings(), *official_rules()]
    assert len(everything) == 298 + 39 + 22
    assert cited(" ".join(f"[{id}]" for id in everything)) == everything
    assert cited(f"[{', '.join(everything)}]") == everything


def test_what_is_cited_can_be_shown():
    prose = "One call [S4-09, E03] is no rule [R15]; see [I-18] and [C4](#src-C4)."
    shown = Page(sources_box(*cited(prose)))
    assert len([element for element in shown.all("li") if "id" in element]) == 5
