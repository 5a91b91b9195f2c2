"""What a tab keeps of a log: told on every change, taken up once, and never trusted."""

import json

import pytest

from widgets.learning import Log, LogBox, OwnSentence
from widgets.learning.page_memory import PageMemory

ENTRY = {"time": "2026-01-06T10:00:00+00:00", "kind": "sentence", "id": "1", "text": "It was 4."}
TOLD = json.dumps(ENTRY, sort_keys=True)


@pytest.fixture
def log():
    return Log()


def test_the_page_is_told_of_every_entry_and_of_a_clear(log):
    log.remember([ENTRY])
    memory = PageMemory(log)
    assert memory.entries == [TOLD]
    log.add("answer", "1.2", right=[True])
    assert [json.loads(entry)["id"] for entry in memory.entries] == ["1", "1.2"]
    log.clear()
    assert memory.entries == []


def test_what_the_tab_held_is_put_back_on_the_page_and_told_again(log):
    asked, memory = OwnSentence("1", "Why?", log=log), LogBox(log).memory
    memory.found = {"entries": [TOLD], "file": ""}
    assert log.entries == (ENTRY,)
    assert asked.box.text == "It was 4."
    assert memory.entries == [TOLD]


def test_what_is_there_already_is_not_put_back_again(log):
    log.remember([ENTRY])
    seen = []
    log.when_loaded("sentence", "1", seen.append)
    PageMemory(log).found = {"entries": [TOLD], "file": ""}
    assert len(log.entries) == len(seen) == 1


def test_a_file_that_was_kept_is_kept_on_with(log, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    log.remember([ENTRY])
    log.save("mine.json")
    other = Log()
    PageMemory(other).found = {"entries": [], "file": "mine.json"}
    assert other.entries == (ENTRY,)
    other.add("answer", "1.2", right=[True])
    assert len(json.loads((tmp_path / "mine.json").read_text("utf-8"))["entries"]) == 2


@pytest.mark.parametrize(
    "found",
    [
        {},
        {"entries": None, "file": None},
        {"entries": ["oops"], "file": ""},
        {"entries": ['{"kind": 1}'], "file": ""},
        {"entries": [], "file": "../mine.json"},
        {"entries": [], "file": "gone.json"},
    ],
)
def test_what_is_no_log_is_left(log, tmp_path, monkeypatch, found):
    (tmp_path / "mine.json").write_text("{}")
    (tmp_path / "in").mkdir()
    monkeypatch.chdir(tmp_path / "in")
    PageMemory(log).found = found
    assert (log.entries, log.kept_in, log.problem) == ((), "", "")
