"""What README, contributors' page and docs say: examples run, and what is named is there."""

import doctest
import re
from pathlib import Path
from pkgutil import resolve_name

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


FILE = re.compile(r"`([\w./-]+/[\w.-]+\.(?:py|md|toml|csv|js|css|yml))`")
NAME = re.compile(r"`((?:engine|widgets|benchmarks|tests|book)(?:\.\w+)+)(?:\(.*?\))?`")


def named(pattern):
    """Everything of a kind that the pages name."""
    return {one for page in PAGES for one in pattern.findall(page.read_text(encoding="utf-8"))}


def there(name):
    """Whether a dotted name is a module, or something in one."""
    try:
        resolve_name(name)
    except (AttributeError, ImportError):
        return False
    return True


def test_every_file_that_is_named_is_there():
    files = named(FILE)
    assert len(files) >= 30
    # What is made, and what a section names from its own folder.
    files -= {"widgets/charts/vega_bundle.js"}
    tops = [ROOT, *(ROOT / top for top in ("engine", "widgets", "web"))]
    assert [file for file in sorted(files) if not any((top / file).exists() for top in tops)] == []


def test_every_function_that_is_named_is_there():
    names = named(NAME)
    assert len(names) >= 20
    assert [name for name in sorted(names) if not there(name)] == []
    assert not there("engine.season.stages.no_such")
