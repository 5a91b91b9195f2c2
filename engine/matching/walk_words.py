"""The events of `engine.matching.walk` in plain words.

A unit is one single applicant or the two members of a couple; an option is one program
for each of them, None = unmatched. `places` holds, for each program, the place of each
applicant on its list, 0 = best. `lost` and `left` pair applicants with the program where
they lose, or give back, a place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Places = Mapping[str, Mapping[str, int]]
Option = Sequence[str | None]
Moves = Sequence[tuple[str, str]]


def names(unit: Sequence[str]) -> str:
    """Name a single applicant or both members of a couple."""
    return " and ".join(unit)


def try_again(unit: Sequence[str]) -> str:
    """Say that one or two applicants try again.

    >>> try_again(("Ana",)), try_again(("Di", "Ed"))
    ('Ana tries again', 'Di and Ed try again')
    """
    return f"{names(unit)} {'tries' if len(unit) == 1 else 'try'} again"


def placing(unit: Sequence[str], option: Option) -> str:
    """Name the places of an option.

    >>> placing(("Ana",), ("City",)), placing(("Di", "Ed"), ("City", None))
    ('Ana at City', 'Di at City and Ed unmatched')
    """
    pairs = zip(unit, option, strict=True)
    return " and ".join(f"{name} at {to}" if to else f"{name} unmatched" for name, to in pairs)


def proposal(unit: Sequence[str], option: Option, rank: int) -> str:
    """Say who tries what, and where it stands on their list, 1 = best.

    >>> proposal(("Di", "Ed"), ("City", None), 2)
    'Di and Ed propose Di at City and Ed unmatched, pair 2 on their list.'
    """
    if len(unit) == 1:
        return f"{unit[0]} proposes to {option[0]}, rank {rank} on {unit[0]}'s list."
    return f"{names(unit)} propose {placing(unit, option)}, pair {rank} on their list."


def refusal(
    unit: Sequence[str], refusing: Moves, chosen: Mapping[str, Sequence[str]], places: Places
) -> str:
    """Say who is turned down and why: `chosen` is whom each program would rather hold.

    >>> refusal(["Bo"], [("Bo", "City")], {"City": ["Ana"]}, {"City": {"Ana": 0, "Bo": 1}})
    'City turns down Bo, rank 2 on its list: it is full down to Ana, rank 1.'
    """
    said = []
    for name, program in refusing:
        place = places[program]
        if name not in place:
            said.append(f"{program} turns down {name}, whom it did not rank")
        elif not chosen[program]:
            said.append(f"{program} turns down {name}: it has no positions")
        else:
            last = chosen[program][-1]
            why = f"it is full down to {_ranked(last, place)}"
            if last in unit:
                why = f"it would hold {last} only"
            said.append(f"{program} turns down {_ranked(name, place)} on its list: {why}")
    return "; ".join(said) + ("." if len(unit) == 1 else ". So this pair does not hold.")


def holding(unit: Sequence[str], option: Option, lost: Moves, left: Moves, places: Places) -> str:
    """Say who is held where, who loses a place for it, and who gives one back.

    >>> places = {"City": {"Ana": 0, "Bo": 1}}
    >>> holding(["Ana"], ["City"], [("Bo", "City")], [("Ana", "Lake")], places)
    'City holds Ana, rank 1 on its list, and lets go of Bo, rank 2. Ana leaves Lake.'
    """
    said = ", and ".join(
        f"{to} holds {_ranked(name, places[to])} on its list" if to else f"{name} stays unmatched"
        for name, to in zip(unit, option, strict=True)
    )
    gone = {
        program: " and ".join(_ranked(name, places[program]) for name, at in lost if at == program)
        for program in dict.fromkeys(program for _, program in lost)
    }
    if not lost:
        said += ": a position was open." if len(unit) == 1 else ": there was room."
    elif len(unit) == 1:
        said += f", and lets go of {', '.join(gone.values())}."
    else:
        said += "." + "".join(f" {program} lets go of {who}." for program, who in gone.items())
    return said + "".join(f" {name} leaves {program}." for name, program in left)


def _ranked(name: str, place: Mapping[str, int]) -> str:
    """Name an applicant with the rank on a program's list."""
    return f"{name}, rank {place[name] + 1}"
