"""The tool that fits the dials: what it declares, what it stores, and the pages it writes."""

import shutil
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from calibration import pages, stored, worlds
from calibration.fit import fit
from calibration.free import FREE, dials_at, place_of, steps
from calibration.model import FITTED, Effort, misses, tolerances
from calibration.sensitivity import slopes
from calibration.surface import surface
from engine.scenario.assumptions import Assumptions, dial
from engine.study.published.rows import ROWS
from engine.study.published.scores import implied_slope

DIALS = Assumptions()
EFFORT = Effort([0], 1, [0], [230], 1)


def test_every_free_dial_is_declared_in_a_range_it_has_and_tied_to_a_fitted_row():
    assert len({free.dial for free in FREE}) == len(FREE) >= 15
    for free in FREE:
        about = dial(free.dial)
        assert about["low"] <= free.low < free.high <= about["high"], free.dial
        assert free.low <= getattr(DIALS, free.dial) <= free.high, free.dial
        assert free.row.role == "fitted", free.dial


def test_the_page_says_what_the_dials_are_fitted_to():
    rows = [row for row in ROWS if row.role == "fitted"]
    assert tuple(rows[:-1]) == FITTED
    assert rows[-1].classes
    assert len(tolerances()) == len(FITTED) + 1
    page = " ".join(pages.PAGE.read_text(encoding="utf-8").split())
    assert (
        "to all but the last, whose classes are its own, and to what ten points are worth" in page
    )
    assert "at most a quarter of a tolerance farther off" in page
    assert worlds._SLACK == 0.25


def test_no_fitted_row_is_held_by_nothing():
    """There are no more free dials than targets, and the stored table says what each moves.

    Beside the rows, two targets: what ten points are worth, and that no step of a score is a cliff.
    """
    assert len(FREE) <= len(FITTED) + 2
    table = stored.read(stored.DIALS)
    assert [row["dial"] for row in table] == [free.dial for free in FREE]
    assert all(abs(float(row["moves"])) > 0 for row in table)


def test_a_place_and_its_dials_are_the_same_thing():
    place = place_of({free.dial: getattr(DIALS, free.dial) for free in FREE})
    assert np.allclose(place, stored.defaults())
    for name, value in dials_at(place).items():
        assert value == pytest.approx(getattr(DIALS, name), abs=1e-3)
        assert type(value) is type(getattr(DIALS, name))
    whole = np.array([free.whole for free in FREE])
    assert whole.any()
    assert (steps(0.001)[whole] > 0.001).all()


def test_a_miss_is_counted_in_tolerances_from_the_nearest_end():
    targets = [*(row.published() for row in FITTED), implied_slope()]
    lows, highs = (np.array([getattr(one, end) for one in targets]) for end in ("low", "high"))
    assert (misses((lows + highs) / 2) == 0).all()
    assert np.allclose(misses(highs + tolerances()), 1)
    assert np.allclose(misses(lows - 2 * tolerances()), -2)
    assert (misses(np.full(len(lows), np.nan)) > 5).all()


def test_defaults_are_written_where_they_are_declared_and_nowhere_else(tmp_path, monkeypatch):
    shutil.copytree(stored.DIAL_MODULES, tmp_path / "dials")
    monkeypatch.setattr(stored, "DIAL_MODULES", tmp_path / "dials")
    stored.write_defaults({"prior_us_img": -0.5, "interviews_accepted_most": 9, "exam_cut": 221.5})
    before = {
        path.name: path.read_text() for path in stored.ROOT.glob("engine/scenario/dials/*.py")
    }
    after = {path.name: path.read_text() for path in (tmp_path / "dials").glob("*.py")}
    assert len(after) == len(before) >= 9
    changed = [name for name, text in after.items() if text != before[name]]
    assert sorted(changed) == ["files.py", "programs.py", "screening.py"]
    assert "prior_us_img: float = _prior(-0.5, -1.37)" in after["files.py"]  # the articles' stays
    assert '9, 1, 60, "interviews per applicant"' in after["screening.py"]
    with pytest.raises(LookupError, match="no_such_dial"):
        stored.write_defaults({"no_such_dial": 1.0})


def test_the_stored_dials_are_the_defaults():
    for row in stored.read(stored.DIALS):
        assert float(row["value"]) == getattr(DIALS, row["dial"]), row["dial"]


def test_slopes_and_a_fit_on_a_model_one_can_check(monkeypatch):
    """Targets that are a straight line in the dials: slopes are its own, and the fit nears it."""
    luck = np.random.default_rng(3)
    best = luck.uniform(0.3, 0.7, len(FREE))
    matrix = luck.normal(size=(len(FITTED) + 1, len(FREE)))
    targets = [*(row.published() for row in FITTED), implied_slope()]
    goal = np.array([one.value for one in targets])

    def at(place, effort):
        assert isinstance(effort, Effort)
        return goal + tolerances() * 10 * (matrix @ (place - best))

    monkeypatch.setattr("calibration.fit.at", at)
    monkeypatch.setattr("calibration.sensitivity.at", at)
    with ThreadPoolExecutor(1) as executor:
        here, found = slopes(best, EFFORT, executor)
        assert np.allclose(here, goal)
        assert np.allclose(found, tolerances()[:, None] * 10 * matrix)
        start = np.full(len(FREE), 0.5)
        ended = fit(start, executor, rounds=5)
    before, after = (np.abs(misses(at(place, EFFORT))).max() for place in (start, ended))
    assert after < 0.3 * before


def test_a_surface_guesses_what_bends_and_what_works_together():
    luck = np.random.default_rng(4)
    places = luck.uniform(0.3, 0.7, (120, 6))

    def measured(at):
        return np.stack([at[:, 0] - at[:, 1] ** 2, 3 + at[:, 2] * at[:, 3]], axis=1)

    guess = surface(places, measured(places), np.full(6, 0.5))
    others = luck.uniform(0.35, 0.65, (40, 6))
    assert np.abs(guess(others) - measured(others)).max() < 0.01


def test_a_table_is_put_between_its_marks():
    page = "a\n<!-- x -->\nold\n<!-- /x -->\nb\n<!-- y -->\n<!-- /y -->"
    assert pages.between(page, "x") == "old"
    written = pages.put(pages.put(page, "x", "new"), "y", "first")
    assert written == "a\n<!-- x -->\nnew\n<!-- /x -->\nb\n<!-- y -->\nfirst\n<!-- /y -->"
    with pytest.raises(LookupError, match="no marks for z"):
        pages.between(page, "z")
