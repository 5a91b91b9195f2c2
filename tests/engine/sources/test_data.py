"""The tables in ``engine/data``: complete, in range, every row with its source."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from engine.sources.figures import claim, table

DATA = Path(__file__).parents[3] / "engine" / "data"
ITEMS = {"S0": 69, "S1": 63, "S2": 55, "S3": 43, "S4": 37}
ALL_IDS = {f"{doc}-{n:02d}" for doc, count in ITEMS.items() for n in range(1, count + 1)}
CONTRADICTIONS = {f"I-{n:02d}" for n in range(1, 32)}

ROLES = (
    "home program director",
    "away program director",
    "clerkship director",
    "department chair",
    "research mentor",
    "chief resident",
    "resident",
    "attending",
    "program coordinator",
    "alumnus",
)
DIMENSIONS = {
    "reliability",
    "clinical sense",
    "team",
    "work ethic",
    "professionalism",
    "coachability",
    "pressure",
    "overall",
}
# Scales on which a number of the documents may stand; numbers of different scales never compare.
SCALES = {
    "count",
    "hours",
    "index",
    "level",
    "minutes",
    "months",
    "order",
    "percent of programs",
    "places",
    "probability",
    "rating",
    "score",
    "seconds",
    "share",
    "share or probability",
    "weeks",
    "words",
    "years",
}
# Curly quotes, by code point, and what they are typed as.
CURLY = {"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'}
COPIES = ("nakenako", "mib2e", "globalauthorid", "booksci", "biocloudy", "47.251.13.51", "redlib")


def normal(phrase: str) -> str:
    """Return a phrase as it is compared: case, quotes and spaces do not count."""
    straight = phrase.translate(str.maketrans(CURLY))
    return " ".join(straight.casefold().split())


def repeated(values: Sequence[object]) -> list[object]:
    """Return the values that occur more than once."""
    return [value for value, count in Counter(values).items() if count > 1]


@pytest.mark.parametrize(
    ("name", "rows", "columns"),
    [
        ("published", 677, "quantity group year value unit kind source address"),
        ("claimed", 186, "id quantity group value unit scale text"),
        ("phrases", 59, "phrase code dimension ids setting also note"),
        (
            "roles",
            10,
            "role proximity credibility candor channel called called_in_soap "
            "who network silent ids kind note",
        ),
        ("mechanisms", 298, "id says kind status where test evidence rule"),
    ],
)
def test_size_and_columns(name: str, rows: int, columns: str) -> None:
    assert len(table(name)) == rows
    for row in table(name):
        assert list(row) == columns.split()
        assert all(isinstance(cell, str) and cell == cell.strip() for cell in row.values()), row


def test_the_rows_of_every_table_are_counted_where_the_tables_are_described() -> None:
    tables = sorted(path.stem for path in DATA.glob("*.csv"))
    assert len(tables) == 10
    text = DATA.joinpath("README.md").read_text(encoding="utf-8")
    told = re.findall(r"(?m)^\| `(\w+)\.csv` \| (\d+) \|", text)
    assert sorted(told) == [(name, str(len(table(name)))) for name in tables]
    changes = DATA.parents[1].joinpath("CHANGELOG.md").read_text(encoding="utf-8")
    assert f"- Voices: {len(table('phrases'))} phrases," in changes


@pytest.mark.parametrize("name", ["claimed", "phrases", "roles", "mechanisms"])
def test_every_item_named_exists(name: str) -> None:
    known = ALL_IDS | CONTRADICTIONS
    assert len(ALL_IDS) == 267
    for row in table(name):
        named = set(re.findall(r"\b(?:S\d|I)-\d+\b", " ".join(row.values())))
        assert named <= known, row
        assert set(row.get("ids", row.get("id", "")).split()) <= known, row


# --- published --------------------------------------------------------------------------------


def test_every_published_figure_is_a_number_of_a_plausible_year() -> None:
    for row in table("published"):
        value = float(row["value"])
        assert abs(value) < 100_000, row
        if row["unit"] in ("percent", "probability"):
            assert -10 <= value <= (100 if row["unit"] == "percent" else 1), row
        assert not row["year"] or 1990 <= int(row["year"]) <= 2026, row


def test_no_published_figure_hides_where_it_comes_from() -> None:
    kinds = Counter(row["kind"] for row in table("published"))
    assert kinds == {"secondary": 454, "primary": 138, "derived": 61, "none": 24}
    for row in table("published"):
        assert row["source"], row
        assert bool(row["address"]) == (row["kind"] != "none"), row
        if row["kind"] == "derived":
            assert row["source"].startswith("arithmetic: "), row
        if any(copy in row["address"] for copy in COPIES):
            assert "mirror" in row["source"] or row["kind"] == "derived", row


def test_no_published_figure_is_there_twice() -> None:
    assert not repeated([(r["quantity"], r["group"], r["year"]) for r in table("published")])


def test_the_doubtful_study_is_marked() -> None:
    doubtful = [row for row in table("published") if "Expression of Concern" in row["source"]]
    assert len(doubtful) == 4
    assert all("do not use" in row["source"] for row in doubtful)


def by_key() -> dict[tuple[str, str, str], float]:
    """Return published values by quantity, group and year."""
    return {(r["quantity"], r["group"], r["year"]): float(r["value"]) for r in table("published")}


@pytest.mark.parametrize("year", ["2024", "2025", "2026"])
def test_published_totals_add_up(year: str) -> None:
    value = by_key()
    offered = value["positions_offered_all_PGY", "all", year]
    filled = value["positions_filled_by_algorithm", "all", year]
    assert offered - filled == value["positions_unfilled_after_algorithm", "all", year]
    rate = value["position_fill_rate_algorithm", "all", year]
    assert 100 * filled / offered == pytest.approx(rate, abs=0.06)
    soap = [value[f"SOAP_positions_{what}", "all", year] for what in ("filled", "offered")]
    assert 100 * soap[0] / soap[1] == pytest.approx(value["SOAP_fill_rate", "all", year], abs=0.06)


def test_applicant_types_add_up_to_all_active_applicants() -> None:
    types = [
        "US MD senior",
        "US DO senior",
        "US citizen IMG",
        "non-US citizen IMG",
        "previous graduates, Canadian and other",
    ]
    value = by_key()
    for year in ("2025", "2026"):
        active = [value["active_applicants", group, year] for group in types]
        assert sum(active) == value["active_applicants", "all", year]


# --- claimed ----------------------------------------------------------------------------------


def test_claims_are_numbers_on_a_named_scale() -> None:
    assert not repeated([(row["id"], row["group"]) for row in table("claimed")])
    for row in table("claimed"):
        assert float(row["value"]) >= 0, row
        assert row["scale"] in SCALES, row
        assert all((row["text"], row["unit"], row["quantity"])), row
        if row["unit"] == "percent":
            assert float(row["value"]) <= 100, row


def test_every_item_with_a_number_table_or_threshold_is_claimed() -> None:
    claimed = {row["id"] for row in table("claimed")}
    numeric = {"number", "table", "threshold"}
    for row in table("mechanisms"):
        if numeric & set(row["kind"].split(", ")):
            assert row["id"] in claimed, row


@pytest.mark.parametrize(
    ("id", "scale", "values"),
    [
        ("S0-10", "rating", [80, 60, 40, 20, 10]),
        ("S1-21", "probability", [10, 40, 70]),
        ("S1-41", "share or probability", [60, 30, 10]),
        ("S2-10", "percent of programs", [80, 65, 50, 30]),
        ("S3-28", "share", [20, 60, 20]),
        ("S3-36", "index", [40, 65, 80, 90, 95]),
        ("S4-03", "share", [45, 25, 20, 10]),
        ("S4-24", "share", [30, 40, 25, 5]),
    ],
)
def test_the_charts_of_the_documents(id: str, scale: str, values: list[float]) -> None:
    rows = [row for row in table("claimed") if row["id"] == id]
    assert [float(row["value"]) for row in rows] == values
    assert {row["scale"] for row in rows} == {scale}
    if scale == "share":
        assert sum(values) == 100


def test_scores_of_the_stories() -> None:
    assert claim("S0-35", "difficult to work with").value == 247
    assert claim("S0-35", "a machine").value == 229
    assert claim("S4-04").value == 230
    assert claim("S4-09", "Step 2").value == 214
    assert claim("S3-37", "Step 2, both").value == 243


# --- phrases ----------------------------------------------------------------------------------


def test_phrases_are_coded_within_the_scale() -> None:
    for row in table("phrases"):
        code = float(row["code"])
        assert -3 <= code <= 3, row
        assert (2 * code).is_integer(), row
        assert row["dimension"] in DIMENSIONS, row
        assert row["setting"] in {"call", "letter", "MSPE", "social", "school"}, row
        assert row["ids"], row


def test_every_code_of_the_lexicon_is_used() -> None:
    counts = Counter(float(row["code"]) for row in table("phrases"))
    assert counts == {
        3.0: 12,
        2.5: 5,
        2.0: 3,
        1.0: 4,
        0.0: 3,
        -1.0: 5,
        -1.5: 2,
        -2.0: 13,
        -2.5: 4,
        -3.0: 8,
    }


def test_a_phrase_can_be_typed_and_found_once() -> None:
    words = [
        row[column] for row in table("phrases") for column in ("phrase", "also") if row[column]
    ]
    assert not repeated([normal(word) for word in words])
    assert not set(CURLY) & set("".join(words))
    for row in table("phrases"):
        assert len(row["phrase"]) <= 60, row
        assert not row["phrase"].endswith((".", ",", "…", "!")), row


@pytest.mark.parametrize(
    ("phrase", "code", "id"),
    [
        ("I'd take them", 3, "S0-17"),
        ("I would not take them", -3, "S0-17"),
        ("I'd be cautious", -3, "S0-18"),
        ("They're fine", 0, "S1-13"),
        ("Yeah, they're fine", -1, "S1-44"),
        ("okay, just not our top group", -1, "S0-54"),
        ("difficult to work with", -2, "S0-35"),
        ("a machine", 3, "S0-35"),
        ("bit defensive with feedback", -1.5, "S3-37"),
        ("I don't completely trust their judgment", -3, "S3-15"),
    ],
)
def test_phrases_of_the_stories(phrase: str, code: float, id: str) -> None:
    (row,) = [row for row in table("phrases") if row["phrase"] == phrase]
    assert float(row["code"]) == code
    assert id in row["ids"].split()


# --- roles ------------------------------------------------------------------------------------


def roles() -> dict[str, Mapping[str, str]]:
    """Return the roles by name."""
    return {row["role"]: row for row in table("roles")}


def test_exactly_the_ten_roles() -> None:
    assert tuple(row["role"] for row in table("roles")) == ROLES
    for row in table("roles"):
        for column in ("proximity", "credibility", "candor"):
            assert 0 < float(row[column]) <= 1, row
        assert row["kind"] in {"claim", "modeling choice"}, row
        assert row["channel"] in {"phone", "text", "letter", "in person"}, row
        assert all((row["note"], row["ids"])), row


def test_the_phone_is_franker_than_a_letter_and_old_residents_are_frankest() -> None:
    channels: dict[str, list[float]] = {}
    for row in table("roles"):
        channels.setdefault(row["channel"], []).append(float(row["candor"]))
    assert min(channels["phone"]) > max(channels["letter"])
    frankness = {name: float(row["candor"]) for name, row in roles().items()}
    assert max(frankness, key=lambda name: frankness[name]) == "alumnus"


def test_influence_follows_the_words_of_the_documents() -> None:
    levels = {
        "home program director": claim("S4-14", "program director (home)").value,
        "clerkship director": claim("S4-14", "clerkship director").value,
        "research mentor": claim("S4-14", "famous research investigator").value,
        "attending": claim("S4-14", "attending of one or two days").value,
    }
    influence = {
        name: float(roles()[name]["proximity"]) * float(roles()[name]["credibility"])
        for name in levels
    }
    assert sorted(levels, key=levels.__getitem__) == sorted(influence, key=influence.__getitem__)


# --- mechanisms -------------------------------------------------------------------------------


def test_every_item_and_contradiction_has_one_row() -> None:
    ids = [row["id"] for row in table("mechanisms")]
    assert not repeated(ids)
    assert set(ids) == ALL_IDS | CONTRADICTIONS
    assert len(ALL_IDS) + len(CONTRADICTIONS) == 267 + 31


def test_rows_of_the_ledger_are_filled_in() -> None:
    known_kinds = {
        "actor",
        "advice",
        "claim",
        "contradiction",
        "failure",
        "mechanism",
        "number",
        "phrase",
        "question",
        "rule of decision",
        "story",
        "table",
        "threshold",
        "timeline",
    }
    rules, verdicts = {f"R{n}" for n in range(1, 23)}, {f"E{n:02d}" for n in range(1, 34)}
    for row in table("mechanisms"):
        assert 10 <= len(row["says"]) <= 130, row
        assert row["where"], row
        assert set(row["kind"].split(", ")) <= known_kinds, row
        assert ("contradiction" in row["kind"]) == row["id"].startswith("I-"), row
        assert set(row["rule"].split()) <= rules, row
        assert set(row["evidence"].split()) <= verdicts, row


def test_every_verdict_is_used_and_the_forbidden_contacts_name_their_rule() -> None:
    rows = {row["id"]: row for row in table("mechanisms")}
    used = {verdict for row in rows.values() for verdict in row["evidence"].split()}
    assert used == {f"E{n:02d}" for n in range(1, 34)}
    for id in ("S0-45", "S0-46", "S2-40", "S2-41", "S2-52"):
        assert "R1" in rows[id]["rule"].split()
    assert rows["S3-07"]["rule"] == "R8 R9"
