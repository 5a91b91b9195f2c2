"""Looking figures up: the latest year, the model's words, honest citations, helpful refusals."""

from __future__ import annotations

import dataclasses
import subprocess
import sys

import pytest

from engine.base.errors import MarketError
from engine.sources.figures import Figure, claim, claimed, figure, published, table


def test_the_latest_year_is_the_default() -> None:
    assert figure("PGY1_match_rate", "US MD senior").year == 2026
    assert figure("PGY1_match_rate", "US MD senior", 2022).value == 92.9
    assert figure("SOAP_positions_filled") == figure("SOAP_positions_filled", "all", 2026)


@pytest.mark.parametrize(
    ("group", "value"),
    [
        ("US MD senior", 93.5),
        ("US DO senior", 93.2),
        ("US IMG", 70.0),
        ("US citizen IMG", 70.0),
        ("non-US IMG", 56.4),
        ("all", 79.8),
    ],
)
def test_applicant_types_go_by_the_models_names_too(group: str, value: float) -> None:
    assert figure("PGY1_match_rate", group, 2026).value == value


def test_names_do_not_depend_on_case_or_spaces() -> None:
    assert figure("pgy1_match_rate", " us md  senior") == figure("PGY1_match_rate", "US MD senior")
    assert claim("s0-10", "mspe").value == 40


def test_evidence_mode_numbers_are_there() -> None:
    known = figure("rank_higher_given_endorsement", "known mentor")
    assert (known.value, known.kind) == (0.41, "primary")
    assert figure("rank_higher_given_endorsement", "unknown mentor").value == 0.14
    assert figure("rank_higher_given_endorsement", "applicant").value == 0.03
    signals = ("signalled program", "comparator program", "program not signalled")
    rates = [figure("interview_given_signal", group).value for group in signals]
    assert rates == [0.58, 0.23, 0.14]
    assert figure("step2ck_pass_mark", "all takers").value == 218
    assert figure("step2ck_pass_mark", "all takers", 2022).value == 214
    assert figure("mentor_contact_p_value", "match, otolaryngology").value == 0.78


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (figure("positions_unfilled_after_algorithm", "all", 2026), "2,862 (2026, derived: "),
        (figure("PGY1_match_rate", "US MD senior"), "93.5 % (2026, secondary: "),
        (figure("PGY1_match_rate", "all", 2024), "80.2 % (2024, primary: "),
        (figure("SOAP_positions_filled_share_approx", "US IMG"), "(2024, no source read: "),
        (figure("agreement_of_two_referees", "general hiring"), "0.4 correlation (secondary: "),
        (claim("S3-28", "rank only"), "60 % (share) (an author's claim, not a measurement: S3-28"),
    ],
)
def test_a_citation_never_hides_the_doubt(item: Figure, words: str) -> None:
    assert words in item.cite()
    assert "\n" not in item.cite()


def test_signal_totals_keep_their_parts() -> None:
    item = figure("program_signals_per_applicant", "internal medicine")
    assert item.value == 15
    assert "3 gold + 12 silver" in item.cite()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("PGY1_match_rat",), ["'PGY1_match_rat'", "nearest", "'PGY1_match_rate'"]),
        (("PGY1_match_rate", "US IM"), ["'US IM'", "'US citizen IMG'"]),
        (("PGY1_match_rate", "US MD senior", 1999), ["1999", "2022, 2024, 2025, 2026"]),
        (("couples_match_rate",), ["'all'", "'couples'"]),
    ],
)
def test_an_unknown_figure_names_the_culprit_and_its_neighbors(
    arguments: tuple[str, ...], words: list[str]
) -> None:
    with pytest.raises(MarketError) as caught:
        figure(*arguments)  # type: ignore[arg-type]
    for word in words:
        assert word in str(caught.value)


@pytest.mark.parametrize(
    ("id", "group", "words"),
    [
        ("S0-99", None, "nearest: "),
        ("S0-10", None, "'backchannel reference', 'USMLE scores'"),
        ("S0-10", "letters", "no group 'letters'"),
    ],
)
def test_an_unknown_claim_is_refused(id: str, group: str | None, words: str) -> None:
    with pytest.raises(MarketError, match=words):
        claim(id, group)


def test_a_claim_says_what_scale_it_is_on() -> None:
    assert claim("S0-10", "USMLE scores").unit == "points (rating)"
    assert claim("S1-41", "cross-specialty").unit == "percent (share or probability)"
    assert claim("S2-41", "low").unit == "places"
    assert claim("S0-10", "USMLE scores").kind == "claim"


def test_an_unknown_table_is_refused() -> None:
    with pytest.raises(MarketError, match="no table 'secrets'"):
        table("secrets")


def test_what_is_cached_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        table("phrases")[0]["code"] = "3"  # type: ignore[index]
    with pytest.raises(dataclasses.FrozenInstanceError):
        figure("PGY1_match_rate").value = 100.0  # type: ignore[misc]


def test_tables_come_out_as_data_frames() -> None:
    frame = published()
    assert list(frame.columns) == [
        "quantity",
        "group",
        "year",
        "value",
        "unit",
        "kind",
        "source",
        "address",
    ]
    assert len(frame) == len(table("published"))
    assert frame["value"].notna().all()
    assert frame["year"].isna().sum() == sum(not row["year"] for row in table("published"))
    assert claimed().groupby("id")["value"].sum()["S0-10"] == 210
    frame.loc[:, "value"] = 0.0
    assert published()["value"].sum() > 0


def test_starting_up_reads_no_table_and_no_pandas() -> None:
    code = (
        "import sys, engine.sources.figures as figures;"
        "assert figures.table.cache_info().misses == 0;"
        "assert 'pandas' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
