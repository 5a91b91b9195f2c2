"""The algorithm of the Match in plain Python, to read and to check the fast one against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.base.errors import raise_if_any
from engine.base.settings import mapping_problem


def plain_match(
    applicants: Mapping[str, Sequence[str]],
    programs: Mapping[str, Sequence[str]],
    quotas: Mapping[str, int],
) -> dict[str, str | None]:
    """Match single applicants to programs, one proposal at a time.

    1. Everybody starts unmatched.
    2. Take an applicant who is unmatched and has programs left to try.
       When there is none, stop: what is tentative becomes final.
    3. The applicant tries the next program on the own rank order list.
    4. The program turns down whoever it did not rank.
    5. Otherwise it holds the applicant, tentatively.
    6. If it now holds more than its quota, it lets go of the one it ranked
       lowest (who may be the newcomer), and that applicant is unmatched again.
    7. Go to 2.

    Parameters
    ----------
    applicants, programs : mapping of str to list of str
        Rank order lists, best first.
    quotas : mapping of str to int
        Positions of each program.

    Returns
    -------
    dict of str to (str or None)
        Each applicant's program, or None.

    Raises
    ------
    MarketError
        When something is no mapping; `match` looks closer.

    Examples
    --------
    >>> plain_match({"Ana": ["City", "Lake"], "Bo": ["City"]},
    ...             {"City": ["Bo", "Ana"], "Lake": ["Ana"]}, {"City": 1, "Lake": 1})
    {'Ana': 'Lake', 'Bo': 'City'}
    """
    lists, counts = "names to lists of names", "names to numbers"
    raise_if_any(
        [
            mapping_problem("applicants", applicants, lists),
            mapping_problem("programs", programs, lists),
            mapping_problem("quotas", quotas, counts),
        ]
    )
    placed: dict[str, str | None] = dict.fromkeys(applicants)
    untried = {name: list(ranked) for name, ranked in applicants.items()}
    held: dict[str, list[str]] = {program: [] for program in programs}
    while True:
        waiting = [name for name in applicants if placed[name] is None and untried[name]]
        if not waiting:
            return placed
        name = waiting[0]
        program = untried[name].pop(0)
        if name not in programs[program]:
            continue
        held[program].append(name)
        placed[name] = program
        if len(held[program]) > quotas[program]:
            lowest = max(held[program], key=programs[program].index)
            held[program].remove(lowest)
            placed[lowest] = None
