"""Markets to test the Match with, and every stable matching of a small one by enumeration.

The definitions are written out here once more, plainly and apart from the engine.
"""

from __future__ import annotations

from itertools import product

from hypothesis import strategies as st

APPLICANTS = ("Ana", "Bo", "Cy", "Di", "Ed", "Flo", "Gus")
PROGRAMS = ("City", "Lake", "Mercy", "Oak")

# The two worked examples of the NRMP, each program with two positions.
NRMP_FIVE = (
    {
        "Arthur": ["City"],
        "Sunny": ["City", "Mercy"],
        "Joseph": ["City", "General", "Mercy"],
        "Latha": ["Mercy", "City", "General"],
        "Darrius": ["City", "Mercy", "General"],
    },
    {
        "Mercy": ["Darrius", "Joseph"],
        "City": ["Darrius", "Arthur", "Sunny", "Latha", "Joseph"],
        "General": ["Darrius", "Arthur", "Joseph", "Latha"],
    },
    {"Mercy": 2, "City": 2, "General": 2},
)

NRMP_EIGHT = (
    {
        "Anderson": ["City"],
        "Brown": ["City", "Mercy"],
        "Chen": ["City", "Mercy"],
        "Davis": ["Mercy", "City", "General", "State"],
        "Eastman": ["City", "Mercy", "State", "General"],
        "Ford": ["City", "General", "Mercy", "State"],
        "Garcia": ["City", "Mercy", "State", "General"],
        "Hassan": ["State", "City", "Mercy", "General"],
    },
    {
        "Mercy": ["Chen", "Garcia"],
        "City": ["Garcia", "Hassan", "Eastman", "Anderson", "Brown", "Chen", "Davis", "Ford"],
        "General": ["Brown", "Eastman", "Hassan", "Anderson", "Chen", "Davis", "Garcia"],
        "State": ["Brown", "Eastman", "Anderson", "Chen", "Hassan", "Ford", "Davis", "Garcia"],
    },
    {"Mercy": 2, "City": 2, "General": 2, "State": 2},
)


@st.composite
def markets(draw, most_applicants=6, most_programs=4):
    """Draw lists that need not agree with one another, and quotas from zero."""
    applicants = APPLICANTS[: draw(st.integers(1, most_applicants))]
    programs = PROGRAMS[: draw(st.integers(1, most_programs))]
    return (
        {name: draw(some_of(programs)) for name in applicants},
        {name: draw(some_of(applicants)) for name in programs},
        {name: draw(st.integers(0, 3)) for name in programs},
    )


@st.composite
def contested_markets(draw, size=4):
    """Draw complete lists for one position each: these often have several stable matchings."""
    applicants, programs = APPLICANTS[:size], PROGRAMS[:size]
    return (
        {name: draw(st.permutations(programs)) for name in applicants},
        {name: draw(st.permutations(applicants)) for name in programs},
        dict.fromkeys(programs, 1),
    )


@st.composite
def couple_markets(draw, most_singles=3, most_couples=2, most_programs=3):
    """Draw a market with couples."""
    singles = draw(st.integers(0, most_singles))
    number = draw(st.integers(1, most_couples))
    names = APPLICANTS[: singles + 2 * number]
    programs = PROGRAMS[: draw(st.integers(1, most_programs))]
    place = st.sampled_from((*programs, None))
    pairs = st.lists(
        st.tuples(place, place).filter(lambda pair: pair != (None, None)), max_size=4, unique=True
    )
    applicants = {name: draw(some_of(programs)) for name in names[:singles]}
    applicants.update({name: [] for name in names[singles:]})
    couples = [
        (names[singles + 2 * n], names[singles + 2 * n + 1], draw(pairs)) for n in range(number)
    ]
    return (
        applicants,
        {name: draw(st.permutations(names)) for name in programs},
        {name: draw(st.integers(0, 2)) for name in programs},
        couples,
    )


def some_of(names):
    """Draw some of the names in some order."""
    return st.permutations(names).flatmap(
        lambda order: st.integers(0, len(order)).map(lambda count: list(order[:count]))
    )


def all_stable(applicants, programs, quotas, couples=(), stability="choice"):
    """Return every stable matching, each as a dict of applicant to program or None."""
    together = [(one, other) for one, other, _ in couples]
    alone = [name for name in applicants if not any(name in pair for pair in together)]
    units = [(name,) for name in alone] + together
    options = [[(p,) for p in applicants[name]] for name in alone]
    options += [list(pairs) for *_, pairs in couples]
    options = [
        [o for o in ranked if returned(unit, o, programs)] + [(None,) * len(unit)]
        for unit, ranked in zip(units, options, strict=True)
    ]
    found = []
    for choice in product(*(range(len(ranked)) for ranked in options)):
        placed = {
            name: program
            for unit, ranked, number in zip(units, options, choice, strict=True)
            for name, program in zip(unit, ranked[number], strict=True)
        }
        at = {p: {name for name, where in placed.items() if where == p} for p in programs}
        if any(len(at[p]) > quotas[p] for p in programs):
            continue
        if not any(
            would_hold(unit, better, at, programs, quotas, stability)
            for unit, ranked, number in zip(units, options, choice, strict=True)
            for better in ranked[:number]
        ):
            found.append({name: placed[name] for name in applicants})
    return found


def returned(unit, option, programs):
    """Tell whether every program of an option ranked the one who would come."""
    return all(p is None or n in programs[p] for n, p in zip(unit, option, strict=True))


def would_hold(unit, option, at, programs, quotas, stability):
    """Tell whether every program of an option would choose those who come."""
    for program in set(option) - {None}:
        coming = {n for n, p in zip(unit, option, strict=True) if p == program}
        staying = at[program] - set(unit) if stability == "choice" else at[program]
        chosen = sorted(staying | coming, key=programs[program].index)[: quotas[program]]
        if not coming <= set(chosen):
            return False
    return True


def rank_of(applicants, name, program):
    """Return the place of a program on an applicant's list; unmatched is the last."""
    listed = applicants[name]
    return listed.index(program) if program is not None else len(listed)
