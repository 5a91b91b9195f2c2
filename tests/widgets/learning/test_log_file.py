"""The file of the log against what people, systems and other sessions do to it."""

import json
import multiprocessing
import os
import stat
import sys
import threading
import time
import types
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.base import InputError
from widgets.learning import Log, LogBox, words
from widgets.learning.log_file import is_plain, read_log
from widgets.learning.log_rows import as_csv

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="links and modes as POSIX has them")


@pytest.fixture(autouse=True)
def beside_the_notebook(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def entry(id="1.1", time="2026-01-06T10:00:00+00:00", **facts):
    return {"time": time, "kind": "answer", "id": id, **facts}


def test_a_kernel_in_the_browser_has_an_empty_fcntl_and_saves_all_the_same(monkeypatch):
    monkeypatch.setitem(sys.modules, "fcntl", types.ModuleType("fcntl"))
    log_with("1.1").save("my-log.json")
    assert [one["id"] for one in read_log("my-log.json")] == ["1.1"]


def log_with(*ids):
    log = Log()
    for id in ids:
        log.add("answer", id, answers=[1], right=[True])
    return log


def ids(entries):
    return [one["id"] for one in entries]


# --- Read strictly -----------------------------------------------------------------------------


def test_a_byte_order_mark_of_a_windows_editor_does_no_harm(tmp_path):
    text = json.dumps({"entries": [entry()]})
    (tmp_path / "my-log.json").write_text(text, encoding="utf-8-sig")
    assert ids(read_log("my-log.json")) == ["1.1"]
    log_with("1.2").save("my-log.json")
    assert ids(read_log("my-log.json")) == ["1.1", "1.2"]


NO_LOGS = {
    "nested without end": "[" * 100_000,
    "nested within an entry": '{"entries": [' + '{"a":' * 100_000,
    "half a character": json.dumps({"entries": [entry(text="\ud83d")]}),
    "half a character in a name": json.dumps({"entries": [{**entry(), "\ud83d": 1}]}),
    "a key given twice": '{"entries": [], "entries": []}',
    "no number": json.dumps({"entries": [entry(guess=float("nan"))]}),
    "too long a number": '{"entries": [{"a": ' + "9" * 5000 + "}]}",
    "too long": json.dumps({"entries": [entry(text="x" * 5_000_000)]}),
    "no text": b"\xff\xfe",
}


@pytest.mark.parametrize("text", NO_LOGS.values(), ids=NO_LOGS)
def test_what_is_no_log_is_refused_in_a_short_sentence_and_later_entries_are_saved(tmp_path, text):
    raw = text if isinstance(text, bytes) else text.encode()
    (tmp_path / "my-log.json").write_bytes(raw)
    log, began = log_with("1.2"), time.process_time()
    for deed in (log.load, log.save):
        with pytest.raises(InputError, match=r"^my-log\.json cannot be read as a log") as error:
            deed("my-log.json")
        assert (len(error.value.problems), len(str(error.value)) < 300) == (1, True)
    assert time.process_time() - began < 2
    assert (tmp_path / "my-log.json").read_bytes() == raw
    log.save("other.json")
    log.add("answer", "1.3", answers=[1])
    assert ids(read_log("other.json")) == ["1.2", "1.3"]


UNWRITABLE = {
    "half a character": "half \ud83d",
    "not a number": float("nan"),
    "endless": float("inf"),
    "hundreds of digits": 10**400,
    "no value at all": object(),
}


@pytest.mark.parametrize("fact", UNWRITABLE.values(), ids=UNWRITABLE)
def test_no_entry_keeps_later_ones_from_being_written_and_read(fact):
    log = log_with("1.1")
    log.save("my-log.json")
    log.add("sentence", "1", text=fact, inner=[{"deep": fact}])
    log.add("answer", "1.2", answers=[1])
    assert log.problem == ""
    assert ids(read_log("my-log.json")) == ["1.1", "1", "1.2"]
    assert read_log("my-log.json") == log.entries


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
TIMES = st.datetimes().map(str) | st.datetimes(timezones=st.timezones()).map(str) | st.text()
ENTRIES = st.fixed_dictionaries(
    {"time": TIMES, "kind": st.sampled_from(["answer", "prediction", "setting", "sentence", "x"]),
     "id": st.text()},
    optional=dict.fromkeys(["answers", "right", "guess", "result", "off_by", "unit", "digits",
                            "try", "text", "settings"], JSON),
)  # fmt: skip
FILES = (
    st.binary()
    | st.text().map(lambda text: text.encode("utf-8", "replace"))
    | JSON.map(lambda value: json.dumps(value).encode())
    | st.lists(ENTRIES, max_size=5).map(lambda found: json.dumps({"entries": found}).encode())
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(FILES)
def test_whatever_a_file_holds_it_is_refused_or_read_shown_exported_and_kept(raw):
    Path("my-log.json").write_bytes(raw)
    log = Log()
    box = LogBox(log)
    box.wanted.value = True
    box.load.press()
    said = box.problem.text
    log.add("answer", "1.1", answers=[0.5])
    log.to_csv()
    assert log.problem == ""
    if log.kept_in:
        assert read_log("my-log.json") == log.entries
    else:
        assert "cannot be read" in said
        assert Path("my-log.json").read_bytes() == raw


# --- Time --------------------------------------------------------------------------------------


def test_entries_are_ordered_and_timed_by_moments_and_not_by_text(tmp_path):
    late = entry("late", "2026-01-06T11:00:00+00:00", answers=[1])
    early = entry("early", "2026-01-06T12:00:00+02:00", answers=[1])
    (tmp_path / "my-log.json").write_text(json.dumps({"entries": [late, early]}))
    log = Log()
    log.load("my-log.json")
    assert ids(log.entries) == ["early", "late"]
    rows = log.to_csv().splitlines()[1:]
    assert [row[: row.index(",")] for row in rows] == ["0.0", "60.0"]


def test_the_table_takes_time_in_proportion_to_the_entries():
    def seconds(count):
        found = [entry(f"1.{i}", answers=[1], right=[True]) for i in range(count)]
        began = time.process_time()
        as_csv(found)
        return time.process_time() - began

    assert min(seconds(8000) for _ in range(3)) < 30 * min(seconds(1000) for _ in range(3))


def test_the_page_shows_the_newest_of_very_many():
    found = [entry(f"1.{i}", answers=[1], right=[True]) for i in range(3000)]
    Path("my-log.json").write_text(json.dumps({"entries": found}))
    box = LogBox(Log())
    box.wanted.value = True
    box.load.press()
    assert box.table.value.count("<tr>") == 501
    assert "exercise 1.2999" in box.table.value
    assert words.LOG_NEWEST.format(500, 3000) in box.table.value


# --- Forgetting --------------------------------------------------------------------------------


def test_what_was_forgotten_stays_forgotten_when_the_file_had_vanished(tmp_path):
    log = log_with("1.1", "1.2")
    log.save("my-log.json")
    (tmp_path / "my-log.json").unlink()
    log.clear()
    assert log.entries == ()
    log.add("answer", "1.3", answers=[1])
    assert (ids(log.entries), ids(read_log("my-log.json"))) == (["1.3"], ["1.3"])


def test_what_was_forgotten_stays_forgotten_when_the_file_could_not_be_read_meanwhile(tmp_path):
    log, path = log_with("1.1", "1.2"), tmp_path / "my-log.json"
    log.save("my-log.json")
    kept = path.read_bytes()
    path.write_text("oops")
    with pytest.raises(InputError, match="it was left as it is"):
        log.clear()
    assert (log.entries, path.read_text()) == ((), "oops")
    log.add("answer", "1.3", answers=[1])
    assert "cannot be read as a log" in log.problem
    path.write_bytes(kept)  # it is back
    log.add("answer", "1.4", answers=[1])
    assert (log.problem, ids(log.entries)) == ("", ["1.3", "1.4"])
    assert ids(read_log("my-log.json")) == ["1.3", "1.4"]


def test_another_session_does_not_write_back_what_was_forgotten():
    one = log_with("1.1")
    one.save("my-log.json")
    two = log_with("2.1")
    two.save("my-log.json")
    one.clear()
    two.add("answer", "2.2", answers=[1])
    assert (ids(two.entries), ids(read_log("my-log.json"))) == (["2.2"], ["2.2"])
    one.add("answer", "1.2", answers=[1])
    assert ids(one.entries) == ["2.2", "1.2"]


def test_only_the_file_that_was_cleared_is_forgotten():
    log = log_with("1.1")
    log.save("old.json")
    other = log_with("2.1")
    other.save("my-log.json")
    other.clear()
    other.load("old.json")
    assert ids(other.entries) == ["1.1"]
    unsaved = log_with("3.1")  # noted before anybody cleared, and never in that file
    other.save("my-log.json")
    other.clear()
    unsaved.save("my-log.json")
    assert ids(read_log("my-log.json")) == ["3.1"]


def test_a_file_that_is_gone_is_no_wish_to_forget(tmp_path):
    log = log_with("1.1")
    log.save("my-log.json")
    log.clear()
    log.add("answer", "1.2", answers=[1])
    (tmp_path / "my-log.json").unlink()
    log.add("answer", "1.3", answers=[1])
    assert ids(read_log("my-log.json")) == ["1.2", "1.3"]


# --- Names and systems that refuse -------------------------------------------------------------

NO_NAMES = ["CON", "con.json", "NUL.json", "nul .txt", "COM1", "lpt9.json", "com\u00b2.x", "CONIN$",
            "a?.json", "a*", "<a>", 'a"b', "a|b", "my-log.json.", "a ", " a", "a\u200bb",
            "x" * 251, "é" * 126]  # fmt: skip


@pytest.mark.parametrize("name", NO_NAMES)
def test_a_name_that_some_system_refuses_is_refused_on_every_one(tmp_path, name):
    assert not is_plain(name)
    if name != name.strip():  # the box takes blanks at both ends away itself
        return
    box = LogBox(log_with("1.1"))
    box.file.text = name
    for button in (box.save, box.load):
        button.press()
        assert "cannot be the name of a file on every system" in box.problem.text
        assert len(box.problem.text) < 250
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["my-log.json", "my log 2.json", "console.json", "é.json",
                                  ".log", "x" * 250, "nullable"])  # fmt: skip
def test_other_names_are_taken(name):
    assert is_plain(name)
    log_with("1.1").save(name)
    assert ids(read_log(name)) == ["1.1"]


@pytest.mark.parametrize("length", [251, 252, 255, 256, 5000])
def test_a_name_too_long_is_one_short_sentence_for_a_caller_in_python_too(length):
    log = log_with("1.1")
    for deed in (log.save, log.load):
        with pytest.raises(InputError) as error:
            deed("x" * length)
        assert (len(error.value.problems), len(str(error.value)) < 150) == (1, True)
    assert (log.kept_in, len(log.entries)) == ("", 1)


@pytest.mark.parametrize("name", ["x\0y", "\ud83d"])
def test_a_name_that_is_no_name_is_one_sentence(name):
    for deed in (Log().save, Log().load):
        with pytest.raises(InputError):
            deed(name)


REFUSING = ["open", "replace", "fsync", "unlink", "chmod"]


@pytest.mark.parametrize("refused", REFUSING)
def test_whatever_the_system_refuses_is_one_sentence_and_nothing_is_lost(monkeypatch, refused):
    log = log_with("1.1")
    log.save("my-log.json")
    before = Path("my-log.json").read_text()

    def refuse(*_args, **_more):
        raise OSError(30, "Read-only file system")

    with monkeypatch.context() as patch:
        patch.setattr(os, refused, refuse)
        log.add("answer", "1.2", answers=[1])
        if refused != "unlink":
            said = "my-log.json cannot be written: Read-only file system."
            assert log.problem == said
            assert Path("my-log.json").read_text() == before
            with pytest.raises(InputError, match="cannot be written"):
                log.save("my-log.json")
            with pytest.raises(InputError, match="cannot be written"):
                log.clear()
            assert log.entries == ()
            return
    assert ids(log.entries) == ["1.1", "1.2"]


@POSIX
@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_refuses_is_one_sentence(tmp_path):
    log = log_with("1.1")
    (tmp_path / "shared").mkdir(0o500)
    with pytest.raises(InputError, match="cannot be written"):
        log.save("shared/my-log.json")


@POSIX
def test_a_pipe_is_refused_and_not_waited_for():
    os.mkfifo("my-log.json")
    for deed in (Log().load, Log().save):
        with pytest.raises(InputError, match="cannot be read: it is no file"):
            deed("my-log.json")


@POSIX
def test_a_link_where_something_is_written_aside_is_not_followed(tmp_path):
    precious = tmp_path / "precious.txt"
    precious.write_text("mine")
    for name in ("my-log.json.part", "my-log.json.lock"):
        (tmp_path / name).symlink_to(precious)
    log = log_with("1.1")
    with pytest.raises(InputError, match="cannot be written"):
        log.save("my-log.json")
    (tmp_path / "my-log.json.lock").unlink()
    log.save("my-log.json")
    assert precious.read_text() == "mine"
    assert ids(read_log("my-log.json")) == ["1.1"]


@POSIX
def test_a_linked_log_stays_a_link_and_the_mode_stays(tmp_path):
    (tmp_path / "kept").mkdir()
    real = tmp_path / "kept" / "log.json"
    log_with("1.1").save(real)
    real.chmod(0o600)
    (tmp_path / "my-log.json").symlink_to(real)
    log_with("1.2").save("my-log.json")
    assert (tmp_path / "my-log.json").is_symlink()
    assert ids(read_log(real)) == ["1.1", "1.2"]
    assert stat.S_IMODE(real.stat().st_mode) == 0o600
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["kept", "log.json", "my-log.json"]


# --- Several at once ---------------------------------------------------------------------------


def write_many(name, count, path):
    log = Log()
    log.save(path)
    for number in range(count):
        log.add("answer", f"{name}.{number}", answers=[1])
        assert log.problem == ""


def expected(names, count):
    return {f"{name}.{number}" for name in names for number in range(count)}


def test_two_processes_that_write_one_file_lose_nothing(tmp_path):
    path, start = str(tmp_path / "my-log.json"), multiprocessing.get_context("spawn")
    writers = [start.Process(target=write_many, args=(name, 60, path)) for name in "ab"]
    for one in writers:
        one.start()
    for one in writers:
        one.join(300)
    assert [one.exitcode for one in writers] == [0, 0]
    assert set(ids(read_log(path))) == expected("ab", 60)
    assert [found.name for found in tmp_path.iterdir()] == ["my-log.json"]


def test_two_threads_with_logs_of_their_own_lose_nothing(tmp_path):
    in_threads([lambda name=name: write_many(name, 40, "my-log.json") for name in "abc"])
    assert set(ids(read_log("my-log.json"))) == expected("abc", 40)
    assert [found.name for found in tmp_path.iterdir()] == ["my-log.json"]


def test_threads_that_share_one_log_lose_nothing():
    log = Log()
    log.save("my-log.json")

    def add(name):
        for number in range(40):
            log.add("answer", f"{name}.{number}", answers=[1])

    in_threads([lambda name=name: add(name) for name in "abc"])
    assert set(ids(log.entries)) == expected("abc", 40)
    assert set(ids(read_log("my-log.json"))) == expected("abc", 40)


def in_threads(deeds):
    failed = []

    def run(deed):
        try:
            deed()
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    switch = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        for one in threads:
            one.start()
        for one in threads:
            one.join(300)
    finally:
        sys.setswitchinterval(switch)
    assert failed == []


def test_a_lock_left_by_a_killed_session_does_not_stop_the_next(tmp_path):
    (tmp_path / "my-log.json.lock").touch()
    log_with("1.1").save("my-log.json")
    assert [found.name for found in tmp_path.iterdir()] == ["my-log.json"]
