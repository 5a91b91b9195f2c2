"""The first pictures wait for no table: pandas is imported only when one is asked for."""

import subprocess
import sys

OPEN = """
import sys
from widgets.season import SeasonExplorer
explorer = SeasonExplorer()
from widgets.past_the_filter import AdvocacyLevels, CaseReplay, filter_box
AdvocacyLevels()
from engine import Scenario, simulate
filter_box(simulate(Scenario(), 1).filter_counts())
from widgets.season import network_box
network_box(Scenario())
from widgets.safe_rank_only_too_risky import BeforeAllIn
BeforeAllIn()
assert "pandas" not in sys.modules, "pandas"
"""


def test_explorers_of_seasons_open_without_pandas():
    ran = subprocess.run([sys.executable, "-c", OPEN], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
