"""With indices of 32 bits, as in a browser, the engine answers the same."""

import subprocess
import sys

import pytest

from tests.engine import digests
from tests.engine.narrow import HOUSE

PREPARE = """
from tests.engine.narrow import narrow
narrow()
import numpy as np
wide = np.arange(3, dtype=np.int64)
"""
DEFAULT = [
    "np.arange(3)",
    "np.array([1, 2])",
    "np.append(np.arange(3), 7)",
    "np.concatenate([[0], np.arange(3)])",
    "np.diff(np.arange(3), prepend=-1)",
    "np.zeros(3, int)",
    "np.ones(3).astype(int)",
    "np.full(3, -1)",
    "np.where([True, False], 1, 0)",
    "np.where([True, False])[0]",
    "np.flatnonzero(wide)",
    "np.argsort(wide)",
    "np.lexsort((wide, wide))",
    "np.searchsorted(wide, wide)",
    "np.bincount([0, 1])",
    "np.cumsum([True, False])",
    "(wide > 1).sum()",
    "np.ones(3, np.int8).sum()",
    "np.add.reduce(np.ones(3, np.int32))",
    "np.empty(3, np.intp)",
    "np.indices((2, 2))",
    "np.repeat(np.arange(2), np.arange(2))",
]
WIDE = ["wide.sum()", "wide[np.arange(2)]", "np.append(wide, 7)", "np.arange(3) + wide"]
WIDE += ["np.array([1], np.int64)", "np.array([2**40])", "np.cumsum(wide)", "wide.take(wide)"]


def run(*command):
    """Run Python in a fresh process from the root of the house."""
    return subprocess.run([sys.executable, *command], cwd=HOUSE, capture_output=True, text=True)


def narrowed(snippet):
    """Run a snippet with numpy narrowed."""
    return run("-c", PREPARE + snippet)


@pytest.fixture(scope="module")
def widths():
    """Ask a narrowed numpy for the width of everything in one process."""
    asked = [*DEFAULT, *WIDE]
    ran = narrowed(f"for one in {asked!r}:\n    print(eval(one).dtype)")
    return dict(zip(asked, ran.stdout.split(), strict=True))


@pytest.mark.long
def test_the_engine_answers_the_same_with_indices_of_32_bits(capsys):
    digests.main()
    usual = capsys.readouterr().out
    narrow = run("-m", "tests.engine.narrow", "tests.engine.digests")
    assert narrow.returncode == 0, narrow.stderr
    assert len(usual.splitlines()) >= 15
    assert narrow.stdout.splitlines() == usual.splitlines()


@pytest.mark.parametrize(
    "refused",
    [
        "np.repeat(wide, wide)",
        "wide.repeat(wide)",
        "np.bincount(wide)",
        "np.put(wide, wide, 0)",
        "np.bincount(np.array([1, np.int64(2)]))",
    ],
)
def test_counts_and_cells_of_64_bits_are_refused_by_file_and_line(refused):
    ran = narrowed(refused)
    assert ran.returncode == 1
    assert "TypeError: <string>:6: Cannot cast array data from dtype('int64')" in ran.stderr


@pytest.mark.parametrize("asked", DEFAULT)
def test_what_has_the_default_width_has_32_bits(widths, asked):
    assert widths[asked] == "int32"


@pytest.mark.parametrize("asked", WIDE)
def test_what_asks_for_64_bits_by_name_has_them(widths, asked):
    assert widths[asked] == "int64"


def test_a_key_of_default_width_runs_over_without_a_word():
    ran = narrowed("print((np.arange(3) << 40).tolist() == (wide << 40).tolist())")
    assert ran.stdout == "False\n", ran.stderr


def test_tables_of_pandas_keep_their_own_width():
    ran = narrowed(
        "import pandas as pd\n"
        "table = pd.DataFrame({'a': [2, 1, 2], 'b': np.arange(3)}).sort_values('a')\n"
        "print(table.groupby('a')['b'].sum().tolist(), table['a'].dtype)"
    )
    assert ran.stdout == "[1, 2] int64\n", ran.stderr
