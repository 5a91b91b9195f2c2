"""The learner's log: theirs, whole after any crash, and never written over something else."""

import csv
import io
import json
import os
import re
from datetime import datetime
from html import unescape

import pytest

from engine import Scenario
from engine.base import InputError
from widgets.learning import log_box, log_file, words
from widgets.learning.log import Log
from widgets.learning.log_box import LogBox, NoteButton
from widgets.learning.log_file import read_log
from widgets.season import SeasonExplorer
from widgets.text.spreadsheet import MARK


@pytest.fixture(autouse=True)
def beside_the_notebook(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def later(monkeypatch):
    """Let some seconds go by."""
    passed = [0.0]
    monkeypatch.setattr(log_box.time, "monotonic", lambda: passed[0])
    return lambda seconds=2.0: passed.__setitem__(0, passed[0] + seconds)


@pytest.fixture
def log():
    log = Log()
    log.add("prediction", "1A", guess=10.0, result=26.6, off_by=16.6, **{"try": 1})
    log.add("answer", "1.2", answers=[0.14, None], right=[True, False], **{"try": 1})
    return log


def test_nothing_is_written_before_the_learner_says_so(log, tmp_path):
    assert list(tmp_path.iterdir()) == []
    assert log.kept_in == ""


def test_where_visitors_share_a_folder_nothing_is_written_or_read(log, tmp_path, monkeypatch):
    log.save("another-visitor.json")
    monkeypatch.setenv("BTM_LOG", "tab")
    mine = Log()
    box = LogBox(mine)
    said = [one["label"] for one in box.says.values() if one.get("label")]
    assert not {words.LOG_SAVE, words.LOG_LOAD} & set(said)
    assert {words.LOG_CLEAR, words.LOG_EXPORT} <= set(said)
    assert "tab of your browser" in box.status.text
    for act in (mine.save, mine.load):
        with pytest.raises(InputError, match="others use this folder"):
            act("another-visitor.json")
    box.memory.found = {"entries": [], "file": "another-visitor.json"}  # as a page may claim
    assert mine.entries == ()
    mine.add("answer", "1.2", answers=[0.14])
    assert [path.name for path in tmp_path.iterdir()] == ["another-visitor.json"]


def test_entries_have_their_time(log):
    times = [datetime.fromisoformat(entry["time"]) for entry in log.entries]
    assert times == sorted(times)
    assert all(time.tzinfo is not None for time in times)


def test_a_saved_log_is_read_back_in_another_session(log, tmp_path):
    log.save("my-log.json")
    other = Log()
    other.load("my-log.json")
    assert other.entries == log.entries
    assert [path.name for path in tmp_path.iterdir()] == ["my-log.json"]


def test_after_saving_every_entry_is_written_at_once(log):
    log.save("my-log.json")
    log.add("answer", "1.1", answers=[0.27], right=[True])
    assert [entry["id"] for entry in read_log("my-log.json")] == ["1A", "1.2", "1.1"]


def test_saving_over_another_session_keeps_both(log):
    log.save("my-log.json")
    other = Log()
    other.add("answer", "5.3", answers=[18.5], right=[True])
    other.save("my-log.json")
    assert [entry["id"] for entry in read_log("my-log.json")] == ["1A", "1.2", "5.3"]
    log.add("answer", "5.5", answers=[2], right=[True])
    assert [entry["id"] for entry in read_log("my-log.json")] == ["1A", "1.2", "5.3", "5.5"]


def test_loading_takes_the_file_to_what_there_is_and_nothing_twice(log):
    log.save("my-log.json")
    log.load("my-log.json")
    assert [entry["id"] for entry in log.entries] == ["1A", "1.2"]
    other = Log()
    other.add("answer", "5.3", answers=[18.5], right=[True])
    other.load("my-log.json")
    assert [entry["id"] for entry in other.entries] == ["1A", "1.2", "5.3"]


BROKEN = [
    "",
    "not json",
    '{"entries": [',
    "[]",
    "{}",
    '{"entries": {}}',
    '{"entries": [1]}',
    '{"entries": [{"time": "yesterday", "kind": "answer", "id": "1.1"}]}',
    '{"entries": [{"time": "2026-11-21T10:00:00", "kind": "answer", "id": "1.1"}]}',
    '{"entries": [{"time": "2026-11-21T10:00:00+00:00", "kind": 1, "id": "1.1"}]}',
    '{"cells": []}',
]


@pytest.mark.parametrize("text", BROKEN)
def test_a_file_that_is_no_log_is_named_and_left_as_it_is(log, tmp_path, text):
    path = tmp_path / "my-log.json"
    path.write_text(text)
    for deed in (log.save, log.load):
        with pytest.raises(InputError, match=r"my-log\.json cannot be read as a log") as error:
            deed("my-log.json")
        assert len(error.value.problems) == 1
    assert path.read_text() == text
    assert log.kept_in == ""


def test_a_file_of_bytes_is_named_too(log, tmp_path):
    (tmp_path / "photo.png").write_bytes(b"\x89PNG\xff\xfe")
    with pytest.raises(InputError, match=r"photo\.png cannot be read as a log"):
        log.save("photo.png")
    assert (tmp_path / "photo.png").read_bytes() == b"\x89PNG\xff\xfe"


def test_a_log_broken_behind_our_back_is_reported_and_neither_side_is_lost(log, tmp_path):
    log.save("my-log.json")
    (tmp_path / "my-log.json").write_text("oops")
    log.add("answer", "1.1", answers=[0.27], right=[True])
    assert "cannot be read as a log" in log.problem
    assert (tmp_path / "my-log.json").read_text() == "oops"
    assert len(log.entries) == 3
    log.save("another.json")
    assert (log.problem, len(read_log("another.json"))) == ("", 3)


def test_a_crash_while_writing_leaves_the_old_file_whole(log, tmp_path, monkeypatch):
    log.save("my-log.json")
    before = (tmp_path / "my-log.json").read_text()

    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(log_file.os, "fsync", full)
    log.add("answer", "1.1", answers=[0.27], right=[True])
    assert log.problem == "my-log.json cannot be written: No space left on device."
    assert (tmp_path / "my-log.json").read_text() == before
    assert [path.name for path in tmp_path.iterdir()] == ["my-log.json"]


def test_the_file_is_replaced_in_one_step(log, tmp_path, monkeypatch):
    steps = []
    real = os.replace
    monkeypatch.setattr(
        log_file.os,
        "replace",
        lambda new, old: (steps.append((json.loads(new.read_text()), old)), real(new, old)),
    )
    log.save("my-log.json")
    ((whole, path),) = steps
    assert (len(whole["entries"]), path) == (2, tmp_path / "my-log.json")


@pytest.mark.parametrize("name", ["no-such-folder/my-log.json", "."])
def test_a_place_that_cannot_be_written_is_one_sentence(log, name):
    with pytest.raises(InputError, match="cannot be"):
        log.save(name)


def test_a_missing_file_is_one_sentence(log):
    with pytest.raises(InputError, match=r"^There is no file my-log\.json\.$"):
        log.load("my-log.json")


def test_clearing_empties_the_file_too(log):
    log.save("my-log.json")
    log.clear()
    assert (log.entries, read_log("my-log.json")) == ((), ())


# --- The table for an instructor ---------------------------------------------------------------


def table_of(log):
    return list(csv.DictReader(io.StringIO(log.to_csv().removeprefix(MARK))))


def test_the_table_has_answers_and_predictions_only(log):
    log.add("setting", "explorer", settings={"you": {"step2": 211}}, result="You find a place.")
    rows = table_of(log)
    assert [row["kind"] for row in rows] == ["prediction", "answer"]
    assert "211" not in log.to_csv()
    assert rows[0] == {
        "minutes": "0.0", "kind": "prediction", "id": "1A", "try": "1", "answer": "10",
        "result": "26.6", "right": "", "off_by": "16.6",
    }  # fmt: skip
    assert (rows[1]["answer"], rows[1]["right"]) == ("0.14; -", "1 of 2")


def test_the_table_tells_no_clock_time(log):
    for entry in log.entries:
        assert entry["time"][:10] not in log.to_csv()


def test_a_text_is_no_formula_for_a_spreadsheet(log, tmp_path):
    entry = {**log.entries[1], "answers": ["=HYPERLINK(1)"], "id": "@SUM(1)"}
    (tmp_path / "my-log.json").write_text(json.dumps({"entries": [entry]}))
    other = Log()
    other.load("my-log.json")
    (row,) = table_of(other)
    assert (row["answer"], row["id"]) == ("'=HYPERLINK(1)", "'@SUM(1)")


def test_an_empty_log_has_an_empty_table():
    assert table_of(Log()) == []


@pytest.mark.parametrize(
    ("given", "answer"),
    [(10.0, "10"), (14.3 / 100, "0.143"), (-1.25, "-1.25"), ("A", "A"), ("-A", "'-A")],
)
def test_numbers_are_as_long_as_people_read_them(given, answer):
    log = Log()
    facts = {"guess": given, "result": 26.598552904870054, "off_by": 16.598552904870054}
    log.add("prediction", "1A", **facts)
    (row,) = table_of(log)
    assert (row["answer"], row["result"], row["off_by"]) == (answer, "26.5986", "16.5986")


EDITED = [{}, {"answers": 3, "right": "x", "guess": [1], "result": {}, "settings": 1, "text": 2},
          {"answers": [None, [], 10**400], "right": [1, "x"], "result": 10**400, "digits": "x",
           "unit": 7, "settings": {"you": [{"step2": [1, None, True]}]}}]  # fmt: skip


@pytest.mark.parametrize("facts", EDITED)
def test_a_log_edited_by_hand_is_still_shown_and_exported(facts):
    log = Log()
    box = LogBox(log)
    box.wanted.value = True
    for kind in ("answer", "prediction", "setting", "sentence", "else"):
        log.add(kind, "1", **facts)
    assert len(table_of(log)) == 2
    assert box.table.value.count("<tr>") == 6


# --- The box -----------------------------------------------------------------------------------


def test_the_box_saves_loads_and_says_how_much_there_is(log, tmp_path):
    box = LogBox(log)
    assert box.status.text == "Entries: 2, in this session only. Save keeps them in a file."
    box.save.press()
    assert box.status.text == "Entries: 2, kept in my-log.json."
    other = LogBox(Log())
    other.load.press()
    assert other.status.text == "Entries: 2, kept in my-log.json."
    log.add("answer", "1.1", answers=[0.27], right=[True])
    assert box.status.text.startswith("Entries: 3,")


def test_the_box_reports_what_went_wrong_and_recovers(log, tmp_path):
    box = LogBox(log)
    box.load.press()
    assert box.problem.text == "There is no file my-log.json."
    (tmp_path / "my-log.json").write_text("oops")
    box.save.press()
    assert "left as it is" in box.problem.text
    box.file.text = "  "
    box.save.press()
    assert box.problem.text == "Name the file first."
    box.file.text = "mine.json"
    box.save.press()
    assert (box.problem.text, len(read_log("mine.json"))) == ("", 2)


def test_clearing_takes_two_presses_in_a_row(log, later):
    box = LogBox(log)
    box.save.press()
    box.clear.press()
    assert "Press Clear again" in box.problem.text
    later()
    box.save.press()
    box.clear.press()
    assert len(log.entries) == 2
    later()
    box.clear.press()
    assert (log.entries, read_log("my-log.json")) == ((), ())
    assert box.problem.text == ""


@pytest.mark.parametrize("presses", [2, 3, 5])
def test_a_double_click_on_clear_does_not_confirm_itself(log, later, presses):
    box = LogBox(log)
    box.save.press()
    for _ in range(presses):
        box.clear.press()
        later(0.1)
    assert (len(log.entries), len(read_log("my-log.json"))) == (2, 2)
    assert "Press Clear again" in box.problem.text
    later()
    box.clear.press()
    assert (log.entries, read_log("my-log.json")) == ((), ())


def test_a_double_click_that_waited_for_a_slow_kernel_does_not_confirm_itself_either(log, later):
    box = LogBox(log)
    box.problem.observe(lambda _change: later(5.0), names="text")
    for _ in range(2):
        box.clear.press()
    assert len(log.entries) == 2


def test_the_box_offers_the_table(log):
    box = LogBox(log)
    box.export.presses += 1
    assert box.export.content == log.to_csv()
    assert box.export.made == 1


def test_one_notebook_has_one_log(monkeypatch):
    monkeypatch.setattr(Log, "_shared", None)
    assert Log.shared() is Log.shared()
    assert LogBox().my_log is Log.shared()


def test_a_setting_is_noted_with_its_result(log):
    explorer = SeasonExplorer()
    explorer.score.text = "250"
    note = NoteButton(explorer, "season explorer", log)
    note.note.press()
    entry = log.entries[-1]
    assert entry["kind"] == "setting"
    assert Scenario.from_json(json.dumps(entry["settings"])) == explorer.scenario
    assert entry["result"] == explorer.sentence.text
    explorer.score.text = "-5"
    note.note.press()
    assert len(log.entries) == 3
    assert "Not noted" in note.note.problem


def rows_shown(box):
    """Return the rows of the table in a box, as plain text."""
    body = box.table.value.partition("<tbody>")[2]
    rows = [re.split("</t[hd]>", row)[:-1] for row in body.split("</tr>")[:-1]]
    return [[unescape(re.sub("<[^>]*>", "", cell)) for cell in row] for row in rows]


def test_the_entries_are_shown_on_request_newest_last(log):
    box = LogBox(log)
    assert box.table.value == ""
    box.wanted.take({"value": True})
    facts = {"guess": 30.0, "result": 26.598552904870054, "off_by": 3.4, "unit": "%", "digits": 0}
    log.add("prediction", "1A", **facts, **{"try": 2})
    log.add("sentence", "1", text="A shut gate & <b>0</b> files.")
    log.add("prediction", "1B", guess="B", result="B", unit="", **{"try": 1})
    log.add("prediction", "3A", guess=15.0, result=12, unit="places", **{"try": 1})
    assert rows_shown(box) == [
        ["prediction 1A, try 1", "10", "26.6"],
        ["exercise 1.2", "0.14; –", "1 of 2 right"],
        ["prediction 1A, try 2", "30%", "27%"],
        ["sentence 1", "A shut gate & <b>0</b> files.", "–"],
        ["prediction 1B", "B", "B"],
        ["prediction 3A", "15 places", "12 places"],
    ]
    assert "<b>0" not in box.table.value
    assert "<caption>" in box.table.value
    assert box.table.value.count('<th scope="col">') == 3
    assert box.table.value.count('<th scope="row">') == 6
    box.wanted.value = False
    assert box.table.value == ""


def test_a_noted_setting_is_shown_by_what_was_changed(log):
    explorer = SeasonExplorer()
    NoteButton(explorer, "season <explorer>", log).note.press()
    explorer.score.text = "251"
    NoteButton(explorer, "season <explorer>", log).note.press()
    box = LogBox(log)
    box.wanted.value = True
    assert [row[:2] for row in rows_shown(box)[2:]] == [
        ["setting season <explorer>", "applicant_type non-US IMG; step2 234"],
        ["setting season <explorer>", "applicant_type non-US IMG; step2 251"],
    ]
    assert rows_shown(box)[3][2] == explorer.sentence.text


def test_the_table_follows_the_log(log, later):
    box = LogBox(log)
    box.wanted.value = True
    box.save.press()
    assert len(rows_shown(box)) == 2
    other = LogBox(Log())
    other.wanted.value = True
    assert other.table.value == ""
    other.load.press()
    assert rows_shown(other) == rows_shown(box)
    for _ in range(2):
        other.clear.press()
        later()
    assert other.table.value == ""


FOLDERS = ["../../x", "..\\x", "a/b.json", "/tmp/x.json", "C:x.json", "C:\\x", ".", "..", " . ",
           "...", "x\0y", "~/x", "my-log.json:more"]  # fmt: skip


@pytest.mark.parametrize("name", FOLDERS)
def test_the_box_keeps_its_promise_that_the_file_is_beside_the_notebook(log, tmp_path, name):
    box = LogBox(log)
    box.file.text = name
    for button in (box.save, box.load):
        button.press()
        assert box.problem.text == words.LOG_NO_NAME.format(name.strip())
    assert list(tmp_path.iterdir()) == []
    assert log.kept_in == ""
    box.file.text = " my log 2.json "
    box.save.press()
    assert [path.name for path in tmp_path.iterdir()] == ["my log 2.json"]


def test_a_caller_in_python_may_name_a_folder_and_the_box_goes_on_with_it(log, tmp_path):
    (tmp_path / "folder").mkdir()
    log.save("folder/my-log.json")
    box = LogBox(log)
    assert box.file.text == "folder/my-log.json"
    box.save.press()
    assert box.problem.text == ""


def test_a_name_that_no_system_takes_is_one_sentence(log):
    box = LogBox(log)
    box.file.text = "x" * 300
    for button in (box.save, box.load):
        button.press()
        assert "cannot be" in box.problem.text


def test_what_is_put_back_gets_its_own_entries_and_only_on_load(log):
    got = []
    other = Log()
    for kind, id in (("answer", "1.2"), ("answer", "1A"), ("prediction", "1A")):
        other.when_loaded(kind, id, lambda past, id=id: got.append((id, past)))
    log.save("my-log.json")
    other.add("answer", "9.9", answers=[1], right=[True])
    assert got == []
    other.load("my-log.json")
    assert got == [("1.2", (log.entries[1],)), ("1A", (log.entries[0],))]
    other.save("my-log.json")
    assert len(got) == 2
