"""Drawing a class: the quantiles of published figures, shuffled by a seed.

A market is drawn once from its own seed, so that "your place on each program's
list" means something. Each type of applicant gets the quantiles of every input,
shuffled, each input from its own stream: a class of 300 then carries the
published means and not a lucky sample of them. "You" join as one more applicant.
"""

from __future__ import annotations

from dataclasses import fields
from functools import lru_cache
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from engine import noise
from engine.assumptions import Assumptions
from engine.figures import figure
from engine.market import REGIONS, Applicants, Market, MarketSettings, Programs, Strategy, You
from engine.population import (
    COMPETITIVE,
    FIELDS,
    GENERAL,
    NON_US_IMG,
    PREVIOUS_GRADUATE,
    PRIMARY_CARE,
    TYPES,
    US_IMG,
    applications_means,
    class_counts,
    field_shares,
    positions_for,
    programs_for,
    step2_means,
)

SIGNALS = 5  # family medicine, emergency medicine, pediatrics, pathology (2025)
_NO_LIMIT = 99

_PLACES = (
    "Alder", "Ashford", "Bayview", "Birchwood", "Bluff", "Briar", "Brookside", "Canyon", "Cedar",
    "Clearwater", "Copper", "Cypress", "Dover", "Eastgate", "Elmwood", "Fairhaven", "Fernhill",
    "Foxglove", "Glenmore", "Granite", "Greenfield", "Harbor", "Hawthorn", "Heron", "Highland",
    "Holly", "Juniper", "Kestrel", "Lakeshore", "Larch", "Linden", "Magnolia", "Maple", "Meadow",
    "Mesa", "Northfield", "Oakridge", "Orchard", "Pinecrest", "Prairie", "Quarry", "Redwood",
    "Ridgeway", "Riverbend", "Rosewood", "Sagebrush", "Spruce", "Stonebridge", "Summit", "Sycamore",
    "Tamarack", "Thornton", "Valley", "Walnut", "Westport", "Willow", "Windsor", "Woodland",
)  # fmt: skip


class _Strata:
    """Draws that give each group the quantiles of a distribution, shuffled."""

    def __init__(self, seed: int, group: NDArray[np.integer]) -> None:
        self.seed = seed
        self.group = group
        self.ids = noise.pair_keys(np.arange(len(group)))

    def uniform(self, name: str) -> NDArray[np.float64]:
        """Evenly spaced numbers in (0, 1) within each group."""
        key = noise.uniform(noise.season_keys(self.seed, f"draw {name}"), self.ids)
        order = np.lexsort((key, self.group))
        size = np.bincount(self.group)
        first = np.cumsum(size) - size
        within = self.group[order]
        even = np.empty(len(order))
        even[order] = (np.arange(len(order)) - first[within] + 0.5) / size[within]
        return even

    def normal(self, name: str) -> NDArray[np.float64]:
        """Normal quantiles within each group, rounded to be the same everywhere."""
        quantile = NormalDist().inv_cdf
        return np.round([quantile(u) for u in self.uniform(name).tolist()], 9)


def _draw_applicants(seed: int, size: int, dials: Assumptions) -> Applicants:
    kind = np.repeat(np.arange(len(TYPES), dtype=np.int8), class_counts(size))
    draw = _Strata(seed, kind)
    readiness = draw.normal("readiness")

    def reading(name: str, truth: float) -> NDArray[np.float64]:
        """Read readiness with noise; ``truth`` is the squared correlation."""
        return np.sqrt(truth) * readiness + np.sqrt(1 - truth) * draw.normal(name)

    z = reading("exam", dials.exam_correlation**2)
    step2 = np.round(np.array(step2_means())[kind] + dials.exam_sd * z).clip(180, 300)
    graduate = kind >= US_IMG
    img = (kind == US_IMG) | (kind == NON_US_IMG)
    idle = -dials.idle_years_mean * np.log1p(-draw.uniform("years"))
    years = np.where(graduate, np.floor(np.round(idle, 6)), 0)
    years = np.where(kind == PREVIOUS_GRADUATE, years + 1, years).clip(0, 40)
    wanted = np.searchsorted(
        np.cumsum(field_shares("candidates_first_or_only_choice"))[:-1], draw.uniform("field")
    )
    return Applicants(
        kind=kind,
        step2=step2.astype(np.int16),
        readiness=readiness,
        items=_items(
            step2,
            reading("mspe", dials.mspe_truth),
            reading("letters", dials.letters_truth),
            reading("research", dials.research_truth),
            reading("statement", dials.statement_truth),
        ),
        failed_attempt=draw.uniform("failed") < dials.failed_attempt_share,
        years=years.astype(np.int8),
        us_clinical_work=~(img & (draw.uniform("us work") < dials.no_us_clinical_work_share)),
        needs_visa=kind == NON_US_IMG,
        region=np.floor(draw.uniform("region") * len(REGIONS)).astype(np.int8),
        field=wanted.astype(np.int8),
    )


def _items(step2: NDArray[np.float64], *others: NDArray[np.float64]) -> NDArray[np.float64]:
    """Stack the five standardized items of a file, in the order of `ITEMS`."""
    center, spread = (figure(f"step2ck_{name}", "all takers", 2020).value for name in ("mean", "sd"))
    return np.stack([(step2 - center) / spread, *others], axis=-1)


def _draw_programs(seed: int, size: int, dials: Assumptions) -> Programs:
    positions = positions_for(size)
    count = programs_for(positions)
    shares = np.array(field_shares("positions_offered_excl_prelim"))
    # Competitive programs are about half the size of the others (claims of S1-30: 5 places).
    relative = {COMPETITIVE: 0.6, PRIMARY_CARE: 1.2, GENERAL: 0.9}
    by_field = shares / np.array([relative[f] for f in range(len(FIELDS))])
    cuts = np.round(np.cumsum(by_field / by_field.sum()) * count).astype(int)
    field = np.searchsorted(cuts, np.arange(count), side="right").clip(0, 2).astype(np.int8)

    draw = _Strata(seed, field)
    prestige = 1.6 * (2 * draw.uniform("prestige") - 1)
    size_wish = np.exp(np.round(0.45 * draw.normal("positions"), 6))
    wish = np.empty(count)
    for f in range(len(FIELDS)):
        here = field == f
        wish[here] = size_wish[here] / max(size_wish[here].sum(), 1e-9) * shares[f] * positions
    places = np.maximum(2, np.floor(wish)).astype(np.int64)
    short = positions - int(places.sum())
    order = np.argsort(-(wish - np.floor(wish)), kind="stable")
    if short > 0:
        places += np.bincount(order[np.arange(short) % count], minlength=count)
    cut = dials.exam_cut + dials.exam_cut_tilt * prestige + dials.exam_cut_sd * draw.normal("cut")
    each = dials.invitations_per_position + dials.invitation_tilt * prestige
    each = np.maximum(4, each + 2 * draw.normal("invitations"))
    limited = draw.uniform("year limit") < dials.year_limit_share
    return Programs(
        names=tuple(
            _PLACES[p % len(_PLACES)] + (f" {p // len(_PLACES) + 1}" if p >= len(_PLACES) else "")
            for p in range(count)
        ),
        field=field,
        prestige=prestige,
        region=np.floor(draw.uniform("region") * len(REGIONS)).astype(np.int8),
        positions=places,
        invitations=np.round(each * places).astype(np.int64),
        exam_cut=np.round(cut + np.where(field == COMPETITIVE, dials.competitive_cut, 0)),
        sponsors_visa=draw.uniform("visa") < dials.sponsors_visa_share,
        takes_failed_attempt=draw.uniform("attempt") < dials.takes_failed_attempt_share,
        year_limit=np.where(limited, dials.year_limit, _NO_LIMIT).astype(np.int8),
        needs_us_clinical_work=draw.uniform("us work") < dials.needs_us_clinical_work_share,
        outside_match=draw.uniform("outside") < dials.outside_match_share,
        relaxes_in_soap=draw.uniform("relaxes") < dials.soap_relaxed_share,
    )


def _applications(
    seed: int, people: Applicants, ids: NDArray[np.int64], programs: Programs,
    counts: NDArray[np.int64], dials: Assumptions,
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float64]]:  # fmt: skip
    """Let each person apply to the programs they like best, most of them in their field."""
    liking = (
        programs.prestige
        + dials.liking_region * (people.region[:, None] == programs.region)
        + dials.liking_wrong_field * (people.field[:, None] != programs.field)
        + dials.liking_taste
        * noise.normal(
            noise.season_keys(seed, "liking"),
            noise.pair_keys(ids[:, None], np.arange(len(programs))),
        ).astype(float)
    )
    liking = np.round(liking, 6)
    order = np.argsort(-liking, axis=1, kind="stable")
    outside = np.take_along_axis(people.field[:, None] != programs.field, order, axis=1)
    allowed = ~outside | (np.cumsum(outside, axis=1) <= dials.outside_field_most)
    chosen = allowed & (np.cumsum(allowed, axis=1) <= counts[:, None])
    row, place = np.nonzero(chosen)
    program = order[row, place]
    return row.astype(np.int32), program.astype(np.int32), liking[row, program]


def _usual_applications(kind: NDArray[np.int8], dials: Assumptions) -> NDArray[np.int64]:
    each = np.array(applications_means())[kind] * dials.application_scale
    return np.round(each).astype(np.int64)


_BLOCK = 4096  # applicants whose likings are held at once


@lru_cache(maxsize=8)
def draw_class(settings: MarketSettings, dials: Assumptions) -> Market:
    """Draw a class without "you".

    Parameters
    ----------
    settings : MarketSettings
        Which class, and how large.
    dials : Assumptions
        What the population is like.

    Returns
    -------
    Market
        The same for the same input, always.

    Examples
    --------
    >>> market = draw_class(MarketSettings(), Assumptions())
    >>> len(market.applicants), int(market.programs.positions.sum())
    (300, 254)
    """
    people = _draw_applicants(settings.seed, settings.applicants, dials)
    programs = _draw_programs(settings.seed, settings.applicants, dials)
    counts = _usual_applications(people.kind, dials)
    parts = []
    for first in range(0, len(people), _BLOCK):
        ids = np.arange(first, min(first + _BLOCK, len(people)))
        block = Applicants(**{f.name: getattr(people, f.name)[ids] for f in fields(Applicants)})
        row, program, liking = _applications(
            settings.seed, block, ids, programs, counts[ids], dials
        )
        parts.append((row + np.int32(first), program, liking))
    applicant, program, liking = (np.concatenate(column) for column in zip(*parts, strict=True))
    return _market(settings.seed, people, programs, applicant, program, liking)


def _market(
    seed: int, people: Applicants, programs: Programs,
    applicant: NDArray[np.int32], program: NDArray[np.int32], liking: NDArray[np.float64],
) -> Market:  # fmt: skip
    sent = np.bincount(applicant, minlength=len(people))
    start = np.concatenate([[0], np.cumsum(sent)])
    nth = np.arange(len(applicant)) - start[applicant]
    return Market(seed, people, programs, applicant, program, start, liking, nth < SIGNALS)


def join(market: Market, you: You, strategy: Strategy, dials: Assumptions) -> Market:
    """Add "you" to a class as its last applicant.

    Parameters
    ----------
    market : Market
        The class, from `draw_class`.
    you : You
        Your file.
    strategy : Strategy
        How many applications you send; which ones does not depend on your score.
    dials : Assumptions
        What you like in a program.

    Returns
    -------
    Market
        One applicant more; everybody else exactly as before.
    """
    kind = TYPES.index(you.applicant_type)
    needs_visa = kind == NON_US_IMG if you.needs_visa is None else you.needs_visa
    others = (you.mspe, you.letters, you.research, you.statement)
    yours = Applicants(
        kind=np.array([kind], np.int8),
        step2=np.array([you.step2], np.int16),
        readiness=np.array([you.readiness]),
        items=_items(np.array([float(you.step2)]), *(np.array([value]) for value in others)),
        failed_attempt=np.array([you.failed_attempt]),
        years=np.array([you.years_since_graduation], np.int8),
        us_clinical_work=np.array([you.us_clinical_work]),
        needs_visa=np.array([needs_visa]),
        region=np.array([REGIONS.index(you.region)], np.int8),
        field=np.array([FIELDS.index(you.field)], np.int8),
    )
    number = len(market.applicants)
    usual = _usual_applications(yours.kind, dials)
    count = usual if strategy.applications is None else np.array([strategy.applications])
    row, program, liking = _applications(
        market.seed, yours, np.array([number]), market.programs, count, dials
    )
    people = Applicants(
        **{
            f.name: np.concatenate([getattr(market.applicants, f.name), getattr(yours, f.name)])
            for f in fields(Applicants)
        }
    )
    return _market(
        market.seed,
        people,
        market.programs,
        np.concatenate([market.applicant, row + np.int32(number)]),
        np.concatenate([market.program, program]),
        np.concatenate([market.liking, liking]),
    )


