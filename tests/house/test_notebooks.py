"""Notebooks are committed clean: no output, no widget state, nothing of the machine they ran on."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CHAPTERS = 5  # how many there are; change it with a chapter
NOTEBOOKS = CHAPTERS + 2  # with the start page, and the list of all claims
FIXTURES = 5

CLEAN = {
    "cells": [{"cell_type": "code", "execution_count": None, "outputs": [], "source": "1"}],
    "metadata": {"kernelspec": {"name": "python3", "language": "python", "display_name": "Python"}},
}


def faults(notebook):
    """Say everything in a notebook that running it left behind."""
    wrong = []
    for place, cell in enumerate(notebook["cells"]):
        if cell.get("outputs"):
            wrong.append(f"cell {place} has outputs")
        if cell.get("execution_count") is not None:
            wrong.append(f"cell {place} has an execution count")
    if "widgets" in notebook["metadata"]:
        wrong.append("it holds widget state")
    if "language_info" in notebook["metadata"]:
        wrong.append("it names one version of Python")
    if notebook["metadata"].get("kernelspec", {}).get("name") != "python3":
        wrong.append("its kernel is not python3")
    return wrong


def test_every_chapter_is_there_and_has_a_name_one_can_say():
    names = sorted(path.name for path in (ROOT / "chapters").glob("*.ipynb"))
    assert len(names) == NOTEBOOKS
    assert all(re.fullmatch(r"\d\d(-[a-z]+)+\.ipynb", name) for name in names), names
    numbers = [int(name[:2]) for name in names]
    assert numbers == sorted({*numbers} & {*range(NOTEBOOKS)})


def test_every_notebook_is_clean():
    chapters = sorted((ROOT / "chapters").glob("*.ipynb"))
    fixtures = sorted((ROOT / "tests" / "browser" / "notebooks").glob("*.ipynb"))
    assert (len(chapters), len(fixtures)) == (NOTEBOOKS, FIXTURES)
    wrong = {path.name: faults(json.loads(path.read_text("utf-8"))) for path in chapters + fixtures}
    assert {name: found for name, found in wrong.items() if found} == {}


def test_no_stray_key_can_edit_or_delete_the_text_of_a_chapter():
    texts = [
        cell["metadata"]
        for path in (ROOT / "chapters").glob("*.ipynb")
        for cell in json.loads(path.read_text("utf-8"))["cells"]
        if cell["cell_type"] == "markdown"
    ]
    assert len(texts) >= 40
    assert {(text.get("editable"), text.get("deletable")) for text in texts} == {(False, False)}


def test_every_chapter_opens_as_a_reader_meets_it_and_so_does_the_fixture_that_stumbles():
    chapters = set((ROOT / "chapters").glob("*.ipynb"))
    fixtures = ROOT / "tests" / "browser" / "notebooks"
    readers = {
        path
        for path in {*chapters, *fixtures.glob("*.ipynb")}
        if json.loads(path.read_text("utf-8"))["metadata"].get("behind_the_match", {}).get("reader")
    }
    assert readers == {*chapters, fixtures / "stumbles.ipynb"}


def test_a_clean_notebook_has_no_faults():
    assert faults(CLEAN) == []


@pytest.mark.parametrize(
    ("place", "left_behind"),
    [
        ("cell", {"outputs": [{"output_type": "stream", "text": "1"}]}),
        ("cell", {"execution_count": 1}),
        ("metadata", {"widgets": {}}),
        ("metadata", {"language_info": {"version": "3.11.7"}}),
        ("metadata", {"kernelspec": {"name": "my-course"}}),
    ],
)
def test_what_a_run_leaves_behind_is_seen(place, left_behind):
    notebook = json.loads(json.dumps(CLEAN))
    (notebook["cells"][0] if place == "cell" else notebook["metadata"]).update(left_behind)
    assert len(faults(notebook)) == 1
