"""The tables of the README and of ``docs/how-far-to-trust-it.md``, as the engine fills them today.

Each stands between two marks, ``<!-- name -->`` and ``<!-- /name -->``. The tests compare what
stands there with what is made here.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from calibration import stored
from calibration.free import FREE
from calibration.model import FITTED
from engine.market.counts import advanced_positions, positions_for, preliminary_positions
from engine.scenario.assumptions import Assumptions
from engine.scenario.scenario import Scenario
from engine.scenario.you import MarketSettings
from engine.study.claims_table import claims
from engine.study.published.calibrate import calibration, measured
from engine.study.published.rows import ROLES, ROWS
from engine.study.published.scores import implied_slope, worth_of_points

if TYPE_CHECKING:
    import pandas as pd

README = stored.ROOT / "README.md"
PAGE = stored.ROOT / "docs" / "how-far-to-trust-it.md"
# What the README shows of the rows; all of them stand on the page.
_SHORT = (
    "matched, % of active applicants",
    "positions left for SOAP, %",
    "positions left for SOAP that are filled there, %",
)
_SEASONS_SHOWN = 200  # of the class that opens
UNSEEN = range(40, 80)  # classes that no fit saw


def blocks() -> dict[Path, dict[str, str]]:
    """Make every table anew: by page and mark."""
    many = calibration()
    own = calibration(class_seeds=[MarketSettings().seed], seasons=_SEASONS_SHOWN)
    met = hits(many, calibration(class_seeds=UNSEEN))
    short = many[many["quantity"].isin(_SHORT)]
    page = {role: rows_table(many[many["role"] == role], own) for role in ROLES}
    dials = stored.read(stored.DIALS)
    return {
        README: {
            "calibration": rows_table(short, own),
            "hits": met,
        },
        PAGE: {
            **{role.replace(" ", "-"): table for role, table in page.items()},
            "hits": met,
            "type-counts": type_counts(),
            "types": types_table(many),
            "points": points(),
            "dials": dials_table(dials),
            "worlds": worlds_table(),
            "search": search_sentence(),
            "claims": claims_table(),
        },
    }


def rows_table(table: pd.DataFrame, own: pd.DataFrame) -> str:
    """Put ours beside theirs, hits and misses."""
    lines = [
        "| what | ours, 40 classes | the class you open | published | met | year | kind |",
        "|---|---|---|---|---|---|---|",
    ]
    for record in table.reset_index().to_dict("records"):
        row, here = ROWS[record["index"]], own["ours"].iloc[record["index"]]
        theirs = row.published()
        value = f"{theirs.value:.3g}"
        if theirs.low < theirs.high:
            value = f"{theirs.low:.3g} to {theirs.high:.3g}"
        met = "yes" if record["met"] else "no"
        allowed = f"{record['low']:.3g} to {record['high']:.3g}"
        found = f"{record['ours']:.1f} | {here:.1f} | {value} | {met} ({allowed})"
        lines.append(
            f"| {row.quantity}: {row.group} | {found} | {theirs.year or ''} | {theirs.kind} |"
        )
    return "\n".join(lines)


def type_counts() -> str:
    """Say how many positions of the class that opens are of other types."""
    first_years = positions_for(MarketSettings().applicants)
    return (
        f"Of the {first_years} first-year positions of the class that opens "
        f"{preliminary_positions(first_years)} are then preliminary, and about "
        f"{advanced_positions(first_years)} positions more begin in the second year; whole "
        "programs are of one type."
    )


def types_table(all_categorical: pd.DataFrame) -> str:
    """Put classes with several types of position beside those with one, and beside the rows."""
    typed = {"position_types": True}
    numbers = [
        n for n, row in enumerate(ROWS) if row.quantity in _SHORT or dict(row.classes) == typed
    ]
    shown = [ROWS[number] for number in numbers]
    ours = measured(shown, Scenario().with_market(**typed), range(40), 5)
    lines = [
        "| what | with several types | all categorical | published |",
        "|---|---|---|---|",
    ]
    for row, here, usual in zip(shown, ours, all_categorical["ours"].iloc[numbers], strict=True):
        before = "" if row.classes else f"{usual:.1f}"
        name = f"{row.quantity}: {row.group}"
        lines.append(f"| {name} | {here:.1f} | {before} | {row.published().value:.3g} |")
    return "\n".join(lines)


def hits(seen: pd.DataFrame, unseen: pd.DataFrame) -> str:
    """Count the rows that are met, by role, in the classes of the fit and in as many others."""
    said, others = [], []
    for role in ROLES[:2]:
        met, anew = (table.loc[table["role"] == role, "met"] for table in (seen, unseen))
        said.append(f"{int(met.sum())} of the {len(met)} rows {role}")
        others.append(int(anew.sum()))
    return (
        f"Met, over 40 classes: {said[0]}, and {said[1]}. The dials were fitted on these forty "
        f"classes; on forty others {others[0]} and {others[1]} are met."
    )


def points() -> str:
    """Say what points of Step 2 are worth to "you"."""
    worth, implied = worth_of_points(), implied_slope()
    low = worth.steps["step2"].min()
    return (
        f"Ten points raise the logarithm of your odds to match by {worth.slope:.2f}, over 20 "
        f"classes; the published medians of non-US IMGs imply {implied.value:.2f}. The largest "
        f"step between two scores five points apart, from {low} up, in any of these classes: "
        f"{worth.largest_step:.0f} points of the chance to match."
    )


def dials_table(table: list[dict[str, Any]]) -> str:
    """Say what each free dial is there for, and what it moves."""
    lines = [
        "| dial | value | range searched | tied to | over a tenth of the range it moves | moves "
        "most (in tolerances) |",
        "|---|---|---|---|---|---|",
    ]
    for row in table:
        span = f"{float(row['low']):g} to {float(row['high']):g}"
        moved = (
            f"{float(row['moves']):+.2g} | {row['moves_most']} ({float(row['tolerances']):+.1f})"
        )
        lines.append(f"| `{row['dial']}` | {row['value']} | {span} | {row['row']} | {moved} |")
    return "\n".join(lines)


def worlds_table() -> str:
    """Say how far each free dial ranges over the worlds."""
    dials = Assumptions()
    lines = ["| dial | default | lowest | highest |", "|---|---|---|---|"]
    for name, (low, high) in stored.ranges_of_worlds().items():
        lines.append(f"| `{name}` | {getattr(dials, name):g} | {low:g} | {high:g} |")
    return "\n".join(lines)


def claims_table() -> str:
    """Put what the documents claim beside what happens in both worlds."""
    lines = [
        "| claim | true from | to | unit | articles' world | studies' world | note |",
        "|---|---|---|---|---|---|---|",
    ]
    for row in claims().to_dict("records"):
        told = f"{row['low']:.3g} | {row['high']:.3g} | {row['unit']}"
        ours = " | ".join(
            f"{row[name]:.3g}{'' if row['low'] <= row[name] <= row['high'] else ' (no)'}"
            for name in ("source", "evidence")
        )
        lines.append(f"| {row['id']}: {row['claim']} | {told} | {ours} | {row['note']} |")
    return "\n".join(lines)


def search_sentence() -> str:
    """Say how many settings were tried for the worlds."""
    (found,) = stored.read(stored.SEARCH)
    some = f"{found['kept']} as different as they come"
    kept = "all of these" if found["kept"] == found["fit"] else some
    return (
        f"Of {found['wide']} settings drawn over the whole ranges of the {len(FREE)} dials, "
        f"{found['wide_kept']} fit. Of {found['tried']} that the regressions then proposed, "
        f"{found['fit']} fit, and {kept} are kept. They bring "
        f"{found['least_met']} to {found['most_met']} of the {len(FITTED)} fitted rows within "
        "their own tolerance."
    )


def write() -> None:
    """Write every table where it stands."""
    for path, tables in blocks().items():
        text = path.read_text(encoding="utf-8")
        for name, table in tables.items():
            text = put(text, name, table)
        path.write_text(text, encoding="utf-8")


def between(text: str, name: str) -> str:
    """Return what stands between two marks of a page."""
    found = re.search(rf"<!-- {name} -->\n(.*?)\n?<!-- /{name} -->", text, re.DOTALL)
    if not found:
        raise LookupError(f"the page has no marks for {name}")
    return found[1]


def put(text: str, name: str, table: str) -> str:
    """Put a table between two marks of a page."""
    between(text, name)  # or say that there are none
    marks = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    return marks.sub(lambda found: f"{found[1]}{table}\n{found[2]}", text)
