"""Every example in the README, in what contributors read and in docs runs as it stands."""

import doctest
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EXAMPLES = [
    pytest.param(block, id=f"{page.name}-{number}")
    for page in sorted(PAGES)
    for number, block in enumerate(BLOCK.findall(page.read_text(encoding="utf-8")))
]


def test_there_are_pages_and_examples():
    assert {"README.md", "CONTRIBUTING.md", "how-a-season-flows.md"} <= {p.name for p in PAGES}
    assert len(EXAMPLES) >= 4


@pytest.mark.parametrize("block", EXAMPLES)
def test_the_example_runs(block):
    if ">>>" in block:
        found = doctest.DocTestParser().get_doctest(block, {}, "example", None, None)
        assert doctest.DocTestRunner().run(found).failed == 0
    else:
        exec(compile(block, "example", "exec"), {})
