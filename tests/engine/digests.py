"""Digests of what the engine answers to a set of questions, one line each.

``python -m tests.engine.digests`` prints them; `tests.engine.narrow` runs this with indices of
32 bits, as in a browser.
"""

import hashlib

import numpy as np

from engine import Scenario, compare, match, network, run_soap, simulate, stories, sweep
from engine.matching.deferred import deferred_acceptance
from engine.matching.stability import count_blocking_pairs
from engine.study.published.calibrate import calibration

BY_VOICES = Scenario().with_voice("attending", "difficult to work with", 3, 6, known=True)
SCENARIOS = {
    "reality": Scenario(),
    "source": Scenario(preset="source").with_you(step2=214, failed_attempt=True),
    "rules off": Scenario(rules=False)
    .with_you(told_number_one=3)
    .with_voice("home program director", "I'd take them", 2, 4),
    "ripple": BY_VOICES.with_assumptions(voices_combine="ripple"),
    "ripple, split": BY_VOICES.with_assumptions(voices_combine="ripple", ripple_reading="split"),
    "couples": Scenario().with_market(couples=3, seed=11),
    "a class of 2,500": Scenario().with_market(applicants=2500, seed=3),
    "soap": Scenario(preset="source", rules=False).with_strategy(applications=0),
    "position types": Scenario(preset="source", rules=False)
    .with_market(position_types=True)
    .with_assumptions(reversion_share=1.0),
}
ARRAYS = ("outcome", "program", "round", "reached", "interviews", "ranks", "your_reached")
ARRAYS += ("your_place", "your_rank", "your_list_length", "your_list_end", "your_match_choice")
ARRAYS += ("second", "second_round")


def of(*values):
    """Digest arrays by their values and widths, tables as text, and whatever else shows itself."""
    total = hashlib.sha256()
    for value in values:
        if hasattr(value, "to_csv"):
            value = value.round(9).to_csv()
        shape = f"{value.dtype}{value.shape}" if isinstance(value, np.ndarray) else ""
        total.update(value.tobytes() if shape else str(value).encode())
        total.update(shape.encode())
    return total.hexdigest()[:16]


def of_season(scenario):
    """Digest some seasons: every array of the result, and the tables of one of them."""
    season = simulate(scenario, replicates=12, seed=3)
    tables = (season.applications(7), season.soap_applications(7), season.filters())
    tables += (season.position_types(), season.training(), season.positions())
    return of(*(getattr(season, name) for name in ARRAYS), *tables, season.funnel())


def of_matches():
    """Digest the Match by name, with and without couples, and both of its array forms."""
    names = [f"applicant {n:02}" for n in range(60)]
    places = [f"program {n:02}" for n in range(12)]
    luck = np.random.default_rng(7)
    applicants = {name: luck.permutation(places)[:5].tolist() for name in names}
    programs = {place: luck.permutation(names)[:50].tolist() for place in places}
    quotas = dict.fromkeys(places, 4)
    pairs = [(a, b) for a in places[:6] for b in places[3:9]]
    couples = [(names[0], names[1], pairs), (names[2], names[3], pairs[::-1])]
    joint = applicants | {name: [] for name in names[:4]}
    found = [
        match(applicants, programs, quotas, proposing="programs"),
        match(applicants, programs, quotas),
        match(joint, programs, quotas, couples=couples),
    ]
    start = np.arange(0, 20_001, 5)
    program = luck.integers(0, 400, 20_000)
    standing = luck.permutation(20_000)
    row = deferred_acceptance(start, program, standing, np.full(400, 7))
    stable = count_blocking_pairs(start, program, standing, np.full(400, 7), row)
    return of(*((one.placed, one.status, one.blocking_pairs) for one in found), row, stable)


def of_soap():
    """Digest the offer rounds by name."""
    lists = {f"program {n}": [f"applicant {n * k % 31}" for k in range(1, 30)] for n in (1, 2, 5)}

    def answer(applicant, offers, round):
        return offers[-1] if round > 1 else None

    result = run_soap(lists, dict.fromkeys(lists, 6), answer)
    return of(result.offers, result.placed, result.unfilled)


def of_comparison():
    """Digest what a lower score changes."""
    compared = compare(Scenario(), Scenario().with_you(step2=214), replicates=12)
    return of(compared.outcomes(), compared.displaced())


QUESTIONS = {
    **{name: lambda one=one: of_season(one) for name, one in SCENARIOS.items()},
    "match": of_matches,
    "run_soap": of_soap,
    "compare": of_comparison,
    "sweep": lambda: of(sweep(Scenario(), {"you.step2": [214, 240]}, replicates=12)),
    "network": lambda: of(network(Scenario()), network(Scenario(), 5)),
    "stories": lambda: of(stories()["S4-09"].replay(12)),
    "calibration": lambda: of(calibration(class_seeds=[0], seasons=2)),
}


def main(names=tuple(QUESTIONS)):
    """Print a line for each question, or for those named."""
    for name in names:
        print(f"{name}: {QUESTIONS[name]()}")


if __name__ == "__main__":
    main()
