"""What the calibration can be asked to do; each step prints what it finds.

python3 run.py calibrate sensitivity      which dial moves which fitted row
python3 run.py calibrate fit              choose the defaults, and write them where they stand
python3 run.py calibrate worlds           find the other worlds that fit as well
python3 run.py calibrate pages            write the tables of the README and of docs/ anew

``--workers 2`` shares the work among so many processes, ``--count 40`` is how many worlds.
A fit takes some minutes, and so does the search for worlds.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, ProcessPoolExecutor

from calibration import fit, pages, sensitivity, stored, worlds
from calibration.free import dials_at


def _sensitivity(executor: Executor, count: int) -> None:
    table = sensitivity.identify(stored.defaults(), executor)
    stored.write_free(table)
    print(pages.dials_table(table))


def _fit(executor: Executor, count: int) -> None:
    best = fit.fit(stored.defaults(), executor)
    stored.write_defaults(dials_at(best))
    print("The defaults are written; now run sensitivity, worlds and pages.")


def _worlds(executor: Executor, count: int) -> None:
    found = worlds.search(stored.defaults(), stored.known_worlds(), count, executor)
    stored.write_worlds(found)
    print(f"{len(found.kept)} worlds kept, {found.tried} tried.")


def _pages(executor: Executor, count: int) -> None:
    pages.write()


STEPS: Mapping[str, Callable[[Executor, int], None]] = {
    "sensitivity": _sensitivity,
    "fit": _fit,
    "worlds": _worlds,
    "pages": _pages,
}


def main() -> None:
    """Do one step."""
    parser = argparse.ArgumentParser(
        "run.py calibrate", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("step", choices=STEPS)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--count", type=int, default=40)
    asked = parser.parse_args()
    with ProcessPoolExecutor(asked.workers) as executor:
        STEPS[asked.step](executor, asked.count)


if __name__ == "__main__":
    main()
