"""The events of `engine.matching.couples.steps` in plain words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Places = Mapping[str, Mapping[str, int]]
Moves = Sequence[tuple[str, str | None]]


def names(unit: Sequence[str]) -> str:
    """Name a single applicant or both members of a couple.

    Parameters
    ----------
    unit : sequence of str
        One or two applicants.

    Returns
    -------
    str

    Examples
    --------
    >>> names(("Di", "Ed"))
    'Di and Ed'
    """
    return " and ".join(unit)


def try_again(unit: Sequence[str]) -> str:
    """Say that one or two applicants try again.

    Parameters
    ----------
    unit : sequence of str
        Who does it.

    Returns
    -------
    str

    Examples
    --------
    >>> try_again(("Ana",)), try_again(("Di", "Ed"))
    ('Ana tries again', 'Di and Ed try again')
    """
    return f"{names(unit)} {'tries' if len(unit) == 1 else 'try'} again"


def placing(unit: Sequence[str], option: Sequence[str | None]) -> str:
    """Name the places of an option.

    Parameters
    ----------
    unit : sequence of str
        One or two applicants.
    option : sequence of (str or None)
        One program for each; None = unmatched.

    Returns
    -------
    str

    Examples
    --------
    >>> placing(("Ana",), ("City",)), placing(("Di", "Ed"), ("City", None))
    ('Ana at City', 'Di at City and Ed unmatched')
    """
    pairs = zip(unit, option, strict=True)
    return " and ".join(f"{name} at {to}" if to else f"{name} unmatched" for name, to in pairs)


def proposal(unit: Sequence[str], option: Sequence[str | None], rank: int) -> str:
    """Say who tries what.

    Parameters
    ----------
    unit : sequence of str
        One or two applicants.
    option : sequence of (str or None)
        One program for each; None = unmatched.
    rank : int
        Where it stands on their list, 1 = best.

    Returns
    -------
    str

    Examples
    --------
    >>> proposal(("Di", "Ed"), ("City", None), 2)
    'Di and Ed propose Di at City and Ed unmatched, pair 2 on their list.'
    """
    if len(unit) == 1:
        return f"{unit[0]} proposes to {option[0]}, rank {rank} on {unit[0]}'s list."
    return f"{names(unit)} propose {placing(unit, option)}, pair {rank} on their list."


def refusal(
    unit: Sequence[str],
    refusing: Sequence[tuple[str, str]],
    chosen: Mapping[str, Sequence[str]],
    places: Places,
) -> str:
    """Say who is turned down, and why.

    Parameters
    ----------
    unit : sequence of str
        Who proposed.
    refusing : sequence of (str, str)
        The members turned down, each with the program.
    chosen : mapping of str to list of str
        Whom each program would rather hold, best first.
    places : mapping of str to mapping of str to int
        For each program, the place of each applicant on its list, 0 = best.

    Returns
    -------
    str

    Examples
    --------
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


def holding(
    moves: Moves, lost: Sequence[tuple[str, str]], left: Sequence[tuple[str, str]], places: Places
) -> str:
    """Say who is held where, who loses a place for it, and who gives one back.

    Parameters
    ----------
    moves : sequence of (str, str or None)
        Each member with the program that holds it now; None = unmatched.
    lost, left : sequence of (str, str)
        Who loses, and who gives back, a place at which program.
    places : mapping of str to mapping of str to int
        As in `refusal`.

    Returns
    -------
    str

    Examples
    --------
    >>> places = {"City": {"Ana": 0, "Bo": 1}}
    >>> holding([("Ana", "City")], [("Bo", "City")], [("Ana", "Lake")], places)
    'City holds Ana, rank 1 on its list. City lets go of Bo, rank 2. Ana leaves Lake.'
    """
    said = ", and ".join(
        f"{to} holds {_ranked(name, places[to])} on its list" if to else f"{name} stays unmatched"
        for name, to in moves
    )
    said += "." if lost else ": there was room."
    for program in dict.fromkeys(program for _, program in lost):
        gone = [_ranked(name, places[program]) for name, at in lost if at == program]
        said += f" {program} lets go of {' and '.join(gone)}."
    return said + "".join(f" {name} leaves {program}." for name, program in left)


def _ranked(name: str, place: Mapping[str, int]) -> str:
    """Name an applicant with the rank on a program's list."""
    return f"{name}, rank {place[name] + 1}"
