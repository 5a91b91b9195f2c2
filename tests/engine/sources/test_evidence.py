"""What studies found: every verdict there, every number as published, every source an original."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from engine import MarketError
from engine.scenario.rules import official_rules
from engine.sources.evidence import VERDICTS, Source, _finding, documents, findings
from engine.sources.figures import figure, table

CHECKS = [f"E{n:02d}" for n in range(1, 34)]
# Copies that may never stand for an original; other copies may, and are called mirrors.
NEVER = ("47.251.13.51", "booksci", "biocloudy", "nakenako", "snake-cloud", "litmetric", "yiyunmed")
COPIES = (
    "bohrium",
    "distantreader",
    "ebrary",
    "globalauthorid",
    "ouci.dntb",
    "researcher.life",
    "staging.",
    "studylib",
)
SURVEY = re.compile(r"\b(say|believe|report|reports|reported|admit|prefer|rate)\b")


def addresses():
    """Pair every address with the finding it belongs to."""
    return [
        (found, source.address)
        for found in findings().values()
        for source in found.sources
        if source.address
    ]


def test_there_are_thirty_three_checks_and_six_of_equity():
    assert list(findings()) == [*CHECKS, *(f"C{n}" for n in range(1, 7))]
    assert len(CHECKS) == 33


def test_the_table_is_plain_text():
    for row in table("evidence"):
        assert all(cell == cell.strip() and '"' not in cell for cell in row.values()), row
        assert not set("‘’“”–—…") & set("".join(row.values())), row["id"]


def test_every_row_says_claim_verdict_finding_and_design():
    for found in findings().values():
        assert found.verdict in VERDICTS, found.id
        assert 15 <= len(found.claim) <= 110, (found.id, len(found.claim))
        assert not found.claim.endswith("."), found.id
        assert re.fullmatch(r"[A-Z0-9].*\.", found.finding), found.id
        assert len(found.finding) <= 480, (found.id, len(found.finding))
        assert found.design, found.id
        assert not found.design.endswith("."), found.id


def test_the_verdicts_are_those_of_the_check():
    counts = Counter(findings()[id].verdict for id in CHECKS)
    assert counts == {
        "supported": 13,
        "plausible": 9,
        "mixed": 6,
        "contradicted": 3,
        "unresolved": 1,
        "out of date": 1,
    }
    assert set(VERDICTS) == set(counts)


@pytest.mark.parametrize(
    ("id", "settings"),
    [
        ("E04", ("otolaryngology", "other specialties")),
        ("E09", ("written letters", "phone calls")),
        ("E11", ("Against", "For")),
        ("E21", ("main Match", "SOAP")),
        ("E24", ("Bias is supported", "plausible")),
        ("E29", ("main season", "SOAP")),
    ],
)
def test_a_mixed_verdict_says_where_which_holds(id, settings):
    assert findings()[id].verdict == "mixed"
    assert all(setting in findings()[id].finding for setting in settings)


def test_every_verdict_cited_by_an_item_of_the_documents_exists():
    named = {id for row in table("mechanisms") for id in row["evidence"].split()}
    assert len(named) >= 30
    assert named <= set(findings())


def test_ids_named_within_the_table_exist():
    items = {row["id"] for row in table("mechanisms")}
    named = re.findall(
        r"\b(?:S\d-\d\d|E\d\d|R\d+|C\d)\b",
        " ".join(f"{found.finding} {found.design} {found.note}" for found in findings().values()),
    )
    assert len(named) >= 10
    assert set(named) <= items | set(findings()) | set(official_rules())


# --- Sources -----------------------------------------------------------------------------------


def test_every_source_has_a_title_and_a_kind():
    kinds = Counter(source.kind for found in findings().values() for source in found.sources)
    assert kinds == {"primary": 55, "secondary": 31, "none": 3}
    for found in findings().values():
        for source in found.sources:
            assert source.title, found.id
            assert not (source.kind == "none" and source.address), found.id


def test_a_finding_without_a_source_claims_no_number():
    bare = [found for found in findings().values() if found.sources[0].kind == "none"]
    assert [found.id for found in bare] == ["E30", "E31", "C6"]
    for found in bare:
        assert found.design.startswith("nothing"), found.id
        assert not re.search(r"(?<!S)\d", re.sub(r"S\d-\d\d", "", found.finding)), found.id


def test_addresses_are_well_formed_and_lead_to_no_machine():
    found = addresses()
    assert len(found) >= 75
    for row, address in found:
        parts = urlsplit(address)
        assert parts.scheme in ("http", "https"), (row.id, address)
        assert re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}", parts.netloc), (
            row.id,
            address,
        )
        assert re.fullmatch(r"[\x21-\x7e]+", address), (row.id, address)
        assert not any(copy in address for copy in NEVER), (row.id, address)
        assert "(mirror)" not in address, row.id


def test_a_mirror_is_called_one():
    seen = 0
    for row, address in addresses():
        if any(copy in address for copy in COPIES):
            seen += 1
            assert "mirror" in row.note, (row.id, address)
    assert seen >= 8


def test_a_source_without_an_address_says_so_in_the_note():
    lost = [
        found
        for found in findings().values()
        for source in found.sources
        if source.kind != "none" and not source.address
    ]
    assert [found.id for found in lost] == ["E22"]
    assert all("not known" in found.note for found in lost)


def test_an_address_belongs_to_one_kind_of_source():
    kinds: dict[str, set[str]] = {}
    for found in findings().values():
        for source in found.sources:
            if source.address:
                kinds.setdefault(f"{source.title} {source.address}", set()).add(source.kind)
    assert all(len(kind) == 1 for kind in kinds.values())


# --- A self-report never reads as an outcome ---------------------------------------------------


@pytest.mark.parametrize("id", ["E01", "E02", "E03", "E05", "E16", "E22", "E29", "C1", "C5"])
def test_a_survey_says_that_it_is_one(id):
    assert "survey" in findings()[id].design
    assert SURVEY.search(findings()[id].design), findings()[id].design


def test_every_survey_says_whose_word_it_is():
    surveys = [found for found in findings().values() if "survey" in found.design]
    assert len(surveys) >= 15
    loose = [found.id for found in surveys if not SURVEY.search(found.design)]
    assert loose == ["E24"]  # counts of places by programs, beside what programs did


def test_the_known_mentor_is_a_self_report_and_nobody_looked_at_outcomes():
    found = findings()["E03"]
    assert found.finding.startswith("As the directors' own report only.")
    assert "Nobody looked at what became of the applicants" in found.design
    assert "no proof that there is none" in findings()["E04"].note


# --- Numbers -----------------------------------------------------------------------------------

# What each finding prints, and the row of published.csv it is; a scale of 100 turns shares of one
# into percent.
PAIRS = Path(__file__).parents[2] / "data" / "evidence_figures.csv"
NUMBERS = list(csv.DictReader(PAIRS.read_text(encoding="utf-8").splitlines()))


def test_the_numbers_compared_are_many():
    assert len(NUMBERS) >= 110
    assert len({number["id"] for number in NUMBERS}) >= 30
    assert len({(number["id"], number["printed"]) for number in NUMBERS}) == len(NUMBERS)


@pytest.mark.parametrize(
    "number", NUMBERS, ids=lambda number: f"{number['id']} {number['printed']}"
)
def test_a_number_is_the_one_in_the_table_of_published_figures(number):
    finding, printed = findings()[number["id"]], number["printed"]
    text = f"{finding.finding} {finding.note}"
    assert re.search(rf"(?<![\d.,-]){re.escape(printed)}", text), text
    (last,) = re.findall(r"-?[\d,]*\.?\d+", re.sub(r" of (5|193)$|^Step 1 ", "", printed))
    year = int(number["year"]) if number["year"] else None
    value = figure(number["quantity"], number["group"], year).value * float(number["scale"])
    assert float(last.replace(",", "")) == pytest.approx(value)


# --- Reading the table -------------------------------------------------------------------------


def test_sources_come_in_pairs_with_their_addresses():
    row = {"id": "E99", "claim": "", "verdict": "", "finding": "", "design": "", "note": ""}
    row |= {"source": "A | B", "address": "https://a.org | -", "kind": "primary | secondary"}
    assert _finding(row).sources == (
        Source("A", "https://a.org", "primary"),
        Source("B", "", "secondary"),
    )
    with pytest.raises(MarketError, match=r"E99 .*2 in source, 1 in address, 2 in kind"):
        _finding(row | {"address": "https://a.org"})


# --- The documents -----------------------------------------------------------------------------


def test_the_five_documents_and_what_they_carry():
    assert list(documents()) == ["S0", "S1", "S2", "S3", "S4"]
    for id, document in documents().items():
        carried = (document.title, document.publisher, document.dated, document.advert)
        assert all(carried) if id in ("S2", "S4") else not any(carried), id
        assert document.figures == ("no caveat" if id == "S4" else "impression"), id
        assert document.caveat.endswith("."), id
    assert documents()["S2"].dated == documents()["S4"].dated == "2026-01-06"


def test_each_document_has_one_chapter():
    chapters = [document.chapter for document in documents().values()]
    assert sorted(name[:2] for name in chapters) == ["01", "02", "03", "04", "05"]
    assert documents()["S4"].chapter == "01-past-the-filter"
