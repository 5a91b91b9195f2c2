"""Drawing a class: the quantiles of published figures, shuffled by a seed.

A market is drawn once from its own seed, so that "your place on each program's
list" means something. Each type of applicant gets the quantiles of every input,
shuffled, each input from its own stream: a class of 300 then carries the
published means and not a lucky sample of them. "You" join as one more applicant.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.base import noise
from engine.base.codes import (
    COMPETITIVE,
    FIELDS,
    GENERAL,
    NON_US_IMG,
    PREVIOUS_GRADUATE,
    PRIMARY_CARE,
    REGIONS,
    TYPES,
    US_IMG,
    US_MD_SENIOR,
)
from engine.base.errors import raise_if_any
from engine.base.grouping import repeat
from engine.market.apply import Sending, apply
from engine.market.counts import (
    advanced_positions,
    apportion,
    class_counts,
    positions_for,
    preliminary_positions,
    programs_for,
    registrant_counts,
)
from engine.market.market import Applicants, Market, Programs
from engine.market.population import field_shares, step2_by_field, step2_means, step2_scale
from engine.market.position_types import reversions_to, types_of
from engine.market.schools import (
    NO_SCHOOL,
    Schools,
    attended,
    belongs_to,
    draw_schools,
    home_programs,
)
from engine.market.strata import Strata
from engine.scenario.assumptions import Assumptions
from engine.scenario.you import MarketSettings, Strategy, You

_NO_LIMIT = 99  # years
_BEHIND_YOU = 1_000  # numbers that are yours and your voices'
_PRESTIGE = 1.6  # it runs evenly from minus this to this
_SMALLEST = 2  # positions
_SIZE_SPREAD = 0.6  # SD of the logarithm of the positions beyond those
# Mean size of a program against all; competitive programs have some 4 or 5 places (S1-30).
_SIZES = {COMPETITIVE: 0.6, PRIMARY_CARE: 1.2, GENERAL: 0.9}
_FEWEST = 4  # invitations per position
_SOUGHT = 2.0  # by so much competitive programs are likelier to belong to a school, in prestige

_PLACES = (
    "Alder", "Ashford", "Bayview", "Birchwood", "Bluff", "Briar", "Brookside", "Canyon", "Cedar",
    "Clearwater", "Copper", "Cypress", "Dover", "Eastgate", "Elmwood", "Fairhaven", "Fernhill",
    "Foxglove", "Glenmore", "Granite", "Greenfield", "Harbor", "Hawthorn", "Heron", "Highland",
    "Holly", "Juniper", "Kestrel", "Lakeshore", "Larch", "Linden", "Magnolia", "Maple", "Meadow",
    "Mesa", "Northfield", "Oakridge", "Orchard", "Pinecrest", "Prairie", "Quarry", "Redwood",
    "Ridgeway", "Riverbend", "Rosewood", "Sagebrush", "Spruce", "Stonebridge", "Summit", "Sycamore",
    "Tamarack", "Thornton", "Valley", "Walnut", "Westport", "Willow", "Windsor", "Woodland",
)  # fmt: skip


def _draw_applicants(
    seed: int, side: str, counts: NDArray[np.int64], schools: Schools, dials: Assumptions
) -> Applicants:
    """Draw so many of each type, shape (5,); ``side`` names them to chance."""
    kind = repeat(np.arange(len(TYPES), dtype=np.int8), counts)
    draw = Strata(seed, side, kind)
    readiness = draw.normal("readiness")

    def reading(name: str, truth: float) -> NDArray[np.float64]:
        """Read readiness with noise; ``truth`` is the squared correlation."""
        return float(np.sqrt(truth)) * readiness + float(np.sqrt(1 - truth)) * draw.normal(name)

    z = reading("exam", dials.exam_correlation**2)
    wanted = np.searchsorted(
        np.cumsum(field_shares("candidates_first_or_only_choice"))[:-1], draw.uniform("field")
    )
    usual = usual_scores(kind, wanted, dials)
    step2 = np.round(usual + dials.exam_sd * z).clip(180, 300)
    graduate = kind >= US_IMG
    img = (kind == US_IMG) | (kind == NON_US_IMG)
    idle = -dials.idle_years_mean * np.log1p(-draw.uniform("years"))
    years = np.where(graduate, np.floor(np.round(idle, 6)), 0)
    years = np.where(kind == PREVIOUS_GRADUATE, years + 1, years).clip(0, 40)
    region = np.floor(draw.uniform("region") * len(REGIONS)).astype(np.int8)
    luck = noise.uniform(noise.season_keys(seed, f"{side} school"), draw.ids)
    school = attended(schools, kind, region, luck)
    flattered = dials.school_generosity * (2 * schools.generosity[school] - 1)
    return Applicants(
        kind=kind,
        step2=step2.astype(np.int16),
        readiness=readiness,
        items=_items(
            step2,
            reading("mspe", dials.mspe_truth) + np.where(school == NO_SCHOOL, 0.0, flattered),
            reading("letters", dials.letters_truth),
            reading("research", dials.research_truth),
            reading("statement", dials.statement_truth),
        ),
        failed_attempt=draw.uniform("failed") < dials.failed_attempt_share,
        years=years.astype(np.int8),
        us_clinical_work=~(img & (draw.uniform("us work") < dials.no_us_clinical_work_share)),
        needs_visa=kind == NON_US_IMG,
        region=region,
        field=wanted.astype(np.int8),
        school=school,
        in_group=draw.uniform("group") < dials.group_share,
    )


def usual_scores(
    kind: NDArray[np.integer], field: NDArray[np.integer], dials: Assumptions
) -> NDArray[np.float64]:
    """Mean Step 2 CK score of those of a type who want a field, for each of some applicants."""
    above = dials.exam_by_field * np.array(step2_by_field())[kind, field]
    usual: NDArray[np.float64] = np.array(step2_means())[kind] + above
    return usual


def _items(step2: NDArray[np.float64], *others: NDArray[np.float64]) -> NDArray[np.float64]:
    """Stack the five standardized items of a file, in the order of `ITEMS`."""
    center, spread = step2_scale()
    return np.stack([(step2 - center) / spread, *others], axis=-1)


def _how_many(settings: MarketSettings) -> tuple[NDArray[np.int8], NDArray[np.int64], int]:
    """Field of each program, shape (P,), positions of each field, and how many are advanced.

    Preliminary programs stand last and count as a field of their own.
    """
    offered = positions_for(settings.applicants)
    whole = programs_for(offered)
    preliminary = preliminary_positions(offered) if settings.position_types else 0
    advanced = advanced_positions(offered) if settings.position_types else 0
    alone = programs_for(preliminary) if preliminary else 0
    shares = np.array(field_shares("positions_offered_excl_prelim"))
    by_field = apportion(shares / [_SIZES[f] for f in range(len(FIELDS))], whole)
    strata = repeat(np.arange(len(FIELDS) + 1, dtype=np.int8), np.append(by_field, alone))
    # Each field has its published share of the positions.
    split = apportion(shares * (by_field > 0), offered - preliminary + advanced)
    return strata, np.append(split, preliminary), advanced


def _split(draw: Strata, totals: NDArray[np.int64]) -> NDArray[np.int64]:
    """Draw how the programs of each field split its positions, shape (P,)."""
    relative = np.exp(np.round(_SIZE_SPREAD * draw.normal("positions"), 6))
    places = np.zeros(len(draw.group), np.int64)
    for f, total in enumerate(totals.tolist()):
        here = np.flatnonzero(draw.group == f)
        if len(here):
            least = min(_SMALLEST, total // len(here))
            places[here] = least + apportion(relative[here], total - least * len(here))
    return places


def _draw_programs(
    seed: int, settings: MarketSettings, schools: Schools, dials: Assumptions
) -> Programs:
    """Draw the programs of a class: their positions, what they ask for, and what they are like."""
    strata, totals, advanced = _how_many(settings)
    first_years = strata == len(FIELDS)
    count, whole = len(strata), int((~first_years).sum())
    field = np.where(first_years, GENERAL, strata).astype(np.int8)
    draw = Strata(seed, "program", strata)
    prestige = _PRESTIGE * (2 * draw.uniform("prestige") - 1)
    places = _split(draw, totals)
    cut = dials.exam_cut + dials.exam_cut_tilt * prestige + dials.exam_cut_sd * draw.normal("cut")
    each = dials.invitations_per_position + dials.invitation_tilt * prestige
    each = np.maximum(_FEWEST, each + dials.invitation_spread * draw.normal("invitations"))
    each = each * np.where(field == COMPETITIVE, dials.competitive_invitations, 1.0)
    region = np.floor(draw.uniform("region") * len(REGIONS)).astype(np.int8)
    academic = prestige + draw.normal("university") + _SOUGHT * (field == COMPETITIVE)
    university = _top_share(academic, dials.university_share, whole)
    limited = draw.uniform("year limit") < dials.year_limit_share
    kinds = types_of(field, first_years, places, advanced, draw.uniform("advanced"))
    outside = draw.uniform("outside") < dials.outside_match_share
    # A position reverts within the Match, and from a program that is more than a first year.
    receives = first_years & ~outside & (draw.uniform("reverts") < dials.reversion_share)
    gives = ~first_years & ~outside & (field != PRIMARY_CARE)
    return Programs(
        names=tuple(
            _PLACES[p % len(_PLACES)] + (f" {p // len(_PLACES) + 1}" if p >= len(_PLACES) else "")
            for p in range(count)
        ),
        field=field,
        prestige=prestige,
        region=region,
        positions=places,
        invitations=np.round(each * places).astype(np.int64),
        exam_cut=np.round(cut + np.where(field == COMPETITIVE, dials.competitive_cut, 0)),
        sponsors_visa=draw.uniform("visa") < dials.sponsors_visa_share,
        takes_failed_attempt=draw.uniform("attempt") < dials.takes_failed_attempt_share,
        year_limit=np.where(limited, dials.year_limit, _NO_LIMIT).astype(np.int8),
        needs_us_clinical_work=draw.uniform("us work") < dials.needs_us_clinical_work_share,
        seniors_only=_top_share(
            prestige + draw.normal("seniors only"), dials.seniors_only_share, whole
        ),
        outside_match=outside,
        relaxes_in_soap=draw.uniform("relaxes") < dials.soap_relaxed_share,
        ring=np.argsort(draw.uniform("ring"), kind="stable"),
        school=belongs_to(schools, field, region, prestige, university),
        position_type=kinds,
        reverts_to=reversions_to(gives, receives, region, prestige),
    )


def _top_share(score: NDArray[np.float64], share: float, of: int) -> NDArray[np.bool_]:
    """Mark the highest so many of the first ``of``."""
    top = np.argsort(-score[:of], kind="stable")[: round(share * of)]
    return np.isin(np.arange(len(score)), top)


def draw_class(settings: MarketSettings, dials: Assumptions) -> Market:
    """Draw a class without "you"; the same for the same input, always.

    Who registered and certifies no list stands behind those who do, and applies nowhere yet.

    Examples
    --------
    >>> market = draw_class(MarketSettings(), Assumptions())
    >>> len(market.applicants), int(market.programs.positions.sum())
    (300, 254)
    """
    seed, size = settings.seed, settings.applicants
    schools = draw_schools(seed, class_counts(size))
    applicants = _draw_applicants(seed, "applicant", class_counts(size), schools, dials)
    programs = _draw_programs(seed, settings, schools, dials)
    market = apply(seed, applicants, programs, schools, dials)
    more = round(dials.soap_without_list * size)
    if not more:
        return market
    registrants = _draw_applicants(seed, "registrant", registrant_counts(more), schools, dials)
    return market.joined(
        apply(
            seed,
            registrants,
            programs,
            schools,
            dials,
            numbers=size + _BEHIND_YOU + np.arange(more),
            sending=Sending(counts=np.zeros(more, np.int64)),
            certify=False,
        )
    )


def draw_you(others: Market, you: You, strategy: Strategy, dials: Assumptions) -> Market:
    """Let "you" apply to the programs of a class: a market of one applicant, the next in number.

    A program that is not in the class is refused by name.
    """
    kind = TYPES.index(you.applicant_type)
    needs_visa = kind == NON_US_IMG if you.needs_visa is None else you.needs_visa
    rest = (you.mspe, you.letters, you.research, you.statement)
    yours = Applicants(
        kind=np.array([kind], np.int8),
        step2=np.array([you.step2], np.int16),
        readiness=np.array([you.readiness]),
        items=_items(np.array([float(you.step2)]), *(np.array([value]) for value in rest)),
        failed_attempt=np.array([you.failed_attempt]),
        years=np.array([you.years_since_graduation], np.int8),
        us_clinical_work=np.array([you.us_clinical_work]),
        needs_visa=np.array([needs_visa]),
        region=np.array([REGIONS.index(you.region)], np.int8),
        field=np.array([FIELDS.index(you.field)], np.int8),
        school=np.array([_your_school(others, you)], np.int32),
        in_group=np.array([False]),
    )
    count, names = strategy.applications, others.programs.names
    raise_if_any(
        f"strategy.programs: there is no program called {name!r}"
        for name in strategy.programs or ()
        if name not in names
    )
    sending = Sending(
        counts=None if count is None else np.array([count]),
        signaled=strategy.signals,
        # Your list does not follow your score, or the score's dial would change the list.
        expected=usual_scores(yours.kind, yours.field, dials),
        named=None if strategy.programs is None else np.isin(names, strategy.programs),
    )
    number = np.array([np.count_nonzero(others.certifies)])
    return apply(
        others.seed,
        yours,
        others.programs,
        others.schools,
        dials,
        sending=sending,
        numbers=number,
    )


def _your_school(others: Market, you: You) -> int:
    """Find your school: with a home program in your field, or without, as you said.

    Unless you said so, seniors of MD schools have a home program where any has one, and nobody
    else has. Schools of your type come before others, and schools of your region.
    """
    schools, programs = others.schools, others.programs
    kind, field = TYPES.index(you.applicant_type), FIELDS.index(you.field)
    wanted = kind == US_MD_SENIOR if you.home_program is None else you.home_program
    home = home_programs(programs.school, programs.field, len(schools))[:-1, field] >= 0
    of_type = schools.kind == kind
    fitting = np.flatnonzero(home if wanted else ~home & of_type)
    if not len(fitting):
        return NO_SCHOOL
    elsewhere = schools.region[fitting] != REGIONS.index(you.region)
    return int(fitting[np.lexsort((elsewhere, ~of_type[fitting]))[0]])
