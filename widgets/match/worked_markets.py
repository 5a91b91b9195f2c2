"""The markets that the match player starts with: three worked examples of the Match.

"five" is the NRMP's own teaching example, "eight" its older one. "couple" is the walk-through
that the American Medical Association's students made with NRMP staff about 2000: Davis and
Eastman of the older example as a couple, and Issacs on top of three of the four programs'
lists. Which three the text that could be read does not say; here it is City, General and State.
The couple's sixth line repeats the fifth there and is left out.
"""

from __future__ import annotations

from dataclasses import replace

from widgets.match.market_text import SmallMarket


def _lists(text: str) -> dict[str, tuple[str, ...]]:
    """Read one list per line: the name, then the ranks."""
    rows = [line.replace(":", "").split() for line in text.strip().splitlines()]
    return {name: tuple(ranks) for name, *ranks in rows}


_FIVE_PROGRAMS = _lists("""
    Mercy: Darrius Joseph
    City: Darrius Arthur Sunny Latha Joseph
    General: Darrius Arthur Joseph Latha
""")
_FIVE = SmallMarket(
    applicants=_lists("""
        Arthur: City
        Sunny: City Mercy
        Joseph: City General Mercy
        Latha: Mercy City General
        Darrius: City Mercy General
    """),
    programs=_FIVE_PROGRAMS,
    quotas=dict.fromkeys(_FIVE_PROGRAMS, 2),
)
_EIGHT_PROGRAMS = _lists("""
    Mercy: Chen Garcia
    City: Garcia Hassan Eastman Anderson Brown Chen Davis Ford
    General: Brown Eastman Hassan Anderson Chen Davis Garcia
    State: Brown Eastman Anderson Chen Hassan Ford Davis Garcia
""")
_EIGHT = SmallMarket(
    applicants=_lists("""
        Anderson: City
        Brown: City Mercy
        Chen: City Mercy
        Davis: Mercy City General State
        Eastman: City Mercy State General
        Ford: City General Mercy State
        Garcia: City Mercy State General
        Hassan: State City Mercy General
    """),
    programs=_EIGHT_PROGRAMS,
    quotas=dict.fromkeys(_EIGHT_PROGRAMS, 2),
)
_COUPLE = replace(
    _EIGHT,
    applicants={
        **_EIGHT.applicants,
        "Davis": (),
        "Eastman": (),
        "Issacs": ("City", "Mercy", "State", "General"),
    },
    programs={
        program: ranks if program == "Mercy" else ("Issacs", *ranks)
        for program, ranks in _EIGHT.programs.items()
    },
    couples=(
        (
            "Davis",
            "Eastman",
            (
                ("Mercy", "Mercy"),
                ("City", "City"),
                ("General", "City"),
                ("Mercy", "State"),
                ("State", "Mercy"),
                ("State", "State"),
                ("General", "General"),
                (None, "City"),
                (None, "Mercy"),
                (None, "General"),
            ),
        ),
    ),
)
WORKED = {"five": _FIVE, "eight": _EIGHT, "couple": _COUPLE}
