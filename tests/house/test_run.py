"""The set-up script: what it does when things are not as they should be."""

import ast
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
READER = ROOT / "widgets" / "reader" / "labextension"


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Load the script with its work written down instead of done."""
    spec = importlib.util.spec_from_file_location("run", ROOT / "run.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    environment = tmp_path / ".venv"
    script.did = []

    def make(name, *files):
        def step():
            script.did.append(name)
            for file in files:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text("")

        return step

    for name in ("LOCK", "PROJECT", "BUNDLE_MAKER"):
        monkeypatch.setattr(script, name, tmp_path / name)
        (tmp_path / name).write_text(name)
    monkeypatch.setattr(script, "READER", tmp_path / "reader")
    (tmp_path / "reader").mkdir()
    (tmp_path / "reader" / "page.js").write_text("")
    monkeypatch.setattr(script, "VENV", environment)
    monkeypatch.setattr(script, "MARKER", environment / "ready.json")
    monkeypatch.setattr(script, "BUNDLE", tmp_path / "bundle.js")
    script.really_make_environment = script.make_environment
    made = make("environment", environment / "pyvenv.cfg")
    monkeypatch.setattr(script, "make_environment", made)
    installed = make("course", script.reader_of(environment) / "package.json")
    monkeypatch.setattr(script, "install_course", installed)
    monkeypatch.setattr(script, "make_bundle", make("bundle", script.BUNDLE))
    return script


def did_next(run):
    run.did.clear()
    run.set_up()
    return run.did


def test_the_second_start_does_nothing(run):
    assert did_next(run) == ["environment", "course", "bundle"]
    assert did_next(run) == []


@pytest.mark.parametrize(
    ("changed", "done_again"),
    [
        ("LOCK", ["environment", "course", "bundle"]),
        ("PROJECT", ["course"]),
        ("BUNDLE_MAKER", ["bundle"]),
    ],
)
def test_what_changed_is_done_again_with_what_rests_on_it(run, changed, done_again):
    run.set_up()
    getattr(run, changed).write_text("changed")
    assert did_next(run) == done_again


def test_another_python_makes_the_environment_anew(run, monkeypatch):
    run.set_up()
    monkeypatch.setattr(sys, "version", "3.12.0 (another)")
    assert did_next(run) == ["environment", "course", "bundle"]


def test_a_changed_reader_s_view_is_installed_again(run):
    run.set_up()
    (run.READER / "page.js").write_text("changed")
    assert did_next(run) == ["course"]
    (run.READER / "more.js").write_text("")
    assert did_next(run) == ["course"]


def test_a_lost_reader_s_view_is_installed_again(run):
    run.set_up()
    shutil.rmtree(run.reader_of(run.VENV))
    assert did_next(run) == ["course"]


def test_the_reader_s_view_comes_with_the_package_and_stands_where_it_is_looked_for(tmp_path):
    """As `run.py` and Binder install it, and as a wheel holds it."""
    files = sorted(path for path in READER.rglob("*") if path.is_file())
    assert len(files) >= 10
    place = "share/jupyter/labextensions/behind-the-match"
    for build in ("build_wheel", "build_editable"):
        folder = tmp_path / build
        folder.mkdir()
        made = f"from hatchling.build import {build} as build; build({str(folder)!r})"
        subprocess.run([sys.executable, "-c", made], cwd=ROOT, check=True, capture_output=True)
        (wheel,) = folder.glob("*.whl")
        held = {name.partition(".data/data/")[2] for name in zipfile.ZipFile(wheel).namelist()}
        names = {f"{place}/{path.relative_to(READER).as_posix()}" for path in files}
        assert held - {""} == names


def test_a_lost_bundle_is_made_again(run):
    run.set_up()
    run.BUNDLE.unlink()
    assert did_next(run) == ["bundle"]


@pytest.mark.parametrize(
    ("step", "left"),
    [
        ("make_environment", ["environment", "course", "bundle"]),
        ("install_course", ["course", "bundle"]),
        ("make_bundle", ["bundle"]),
    ],
)
def test_an_interrupted_set_up_is_taken_up_where_it_stopped(run, monkeypatch, step, left):
    def interrupted():
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(run, step, interrupted)
        with pytest.raises(KeyboardInterrupt):
            run.set_up()
    assert did_next(run) == left


def test_a_marker_cut_short_counts_as_none(run):
    run.set_up()
    run.MARKER.write_text('{"environment": "')
    assert did_next(run) == ["environment", "course", "bundle"]


def test_a_set_up_without_a_network_ends_in_advice(run, monkeypatch, capsys):
    def offline():
        raise OSError("no address")

    monkeypatch.setattr(run, "make_environment", offline)
    assert run.main(["lab"]) == 1
    assert "Check the network" in capsys.readouterr().out


def test_a_step_of_a_verb_that_fails_is_no_set_up_that_stopped(run, monkeypatch, capsys):
    def failing(*_):
        raise subprocess.CalledProcessError(2, "uv")

    monkeypatch.setattr(run, "choose_versions", failing)
    assert run.main(["lock"]) == 1
    assert capsys.readouterr().out == "A step of `lock` failed; it says above why.\n"


def test_an_old_python_gets_one_plain_sentence(run, monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))
    assert run.main([]) == 1
    told = capsys.readouterr().out
    assert told.startswith("The course needs Python 3.11 or newer; this is Python 3.9. To get one:")
    assert told.count("\n") == 1
    assert run.did == []


def test_a_python_without_its_own_tools_gets_one_plain_sentence(run, monkeypatch, capsys):
    def without(name):
        raise ImportError(name)

    found = run.machine.python_makes_environments(without)
    monkeypatch.setattr(run.machine, "python_makes_environments", lambda: found)
    with pytest.raises(OSError, match="comes without venv, which the set-up needs"):
        run.really_make_environment()
    assert not run.VENV.exists()


def test_the_script_runs_from_any_folder(tmp_path):
    words = [sys.executable, "-P", str(ROOT / "run.py"), "help"]
    told = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert "run.py doctor" in told


@pytest.mark.parametrize(
    ("words", "lock"),
    [
        *((["book"], "BOOK_LOCK"), (["setup", "tests"], "DEV_LOCK"), (["test"], "DEV_LOCK")),
        *(([verb], "DEV_LOCK") for verb in ("check", "fix", "bench", "calibrate", "mutate")),
    ],
)
def test_what_a_verb_needs_besides_is_installed_once_and_again_after_a_change(
    run, monkeypatch, tmp_path, words, lock
):
    run.set_up()
    monkeypatch.setattr(run, lock, tmp_path / "besides.txt")
    monkeypatch.setattr(run, "pip_install", lambda *words: run.did.append(words[-1]))
    monkeypatch.setattr(run, "run", lambda *words: 0)
    besides = [str(tmp_path / "besides.txt")]

    def did():
        run.did.clear()
        run.main(words)
        return run.did

    getattr(run, lock).write_text("sphinx")
    assert did() == besides
    assert did() == []
    getattr(run, lock).write_text("another sphinx")
    assert did() == besides
    assert did_next(run) == []
    run.LOCK.write_text("changed")
    assert did() == ["environment", "course", "bundle", *besides]


@pytest.mark.parametrize("words", [["course"], ["lab"], ["handout"], ["site"], ["setup"]])
def test_whoever_only_reads_gets_nothing_besides(run, monkeypatch, words):
    run.set_up()
    run.did.clear()
    monkeypatch.setattr(run, "pip_install", lambda *words: run.did.append("besides"))
    monkeypatch.setattr(run, "run", lambda *words: 0)
    assert run.main(words) == 0
    assert run.did == []


def test_an_old_python_can_read_the_script_as_far_as_that():
    files = [ROOT / "run.py", *sorted((ROOT / "tools").glob("*.py"))]
    assert len(files) >= 4
    for file in files:
        ast.parse(file.read_text("utf-8"), feature_version=(3, 6))


def test_words_are_passed_on(run, monkeypatch):
    calls = []
    monkeypatch.setattr(run, "run", lambda *words: calls.append(words) or 0)
    assert run.main(["test", "-k", "voices"]) == 0
    assert calls == [("pytest", "-k", "voices")]


READ, WRITE = "--JupyterNotebookApp.default_url=/notebooks/", "--LabApp.default_url=/lab/tree/"


@pytest.mark.parametrize(
    ("words", "app", "opened"),
    [
        ([], "notebook", READ + "chapters/00-start-here.ipynb"),
        (["course", "--no-browser"], "notebook", READ + "chapters/00-start-here.ipynb"),
        (["course", "chapters/03-x.ipynb"], "notebook", READ + "chapters/03-x.ipynb"),
        (["lab"], "lab", WRITE + "chapters/00-start-here.ipynb"),
        (["lab", "chapters/03-x.ipynb", "--no-browser"], "lab", WRITE + "chapters/03-x.ipynb"),
    ],
)
def test_the_course_opens_on_the_start_page_or_on_the_page_named(
    run, monkeypatch, words, app, opened
):
    calls = []
    monkeypatch.setattr(run, "run", lambda *words: calls.append(words) or 0)
    assert run.main(words) == 0
    assert calls[0][:2] == ("jupyter", app)
    assert [word for word in calls[0] if word.endswith(".ipynb")] == [opened]
    assert ("--no-browser" in calls[0]) == ("--no-browser" in words)


def test_an_unknown_word_shows_the_words_there_are(run, capsys):
    assert run.main(["tset"]) == 2
    assert "run.py test" in capsys.readouterr().out


def test_an_unknown_benchmark_is_refused(run, capsys):
    assert run.main(["bench", "no such"]) == 1
    assert "no such" in capsys.readouterr().out


def test_jupyterlab_keeps_quiet_about_news(run):
    settings = run.LAB_SETTINGS["@jupyterlab/apputils-extension:notification"]
    assert settings == {"checkForUpdates": False, "fetchNews": "false"}


def test_messages_of_controls_run_one_after_the_other(run, tmp_path):
    run.write_lab_settings(tmp_path)
    written = json.loads(run.overrides_of(tmp_path).read_text(encoding="utf-8"))
    kernels = written["@jupyterlab/apputils-extension:kernels-settings"]
    assert kernels == {"commsOverSubshells": "disabled"}
    # The name is JupyterLab's, and still one that it knows.
    place = Path(sys.prefix, "share/jupyter/lab/schemas/@jupyterlab/apputils-extension")
    known = json.loads((place / "kernels-settings.json").read_text(encoding="utf-8"))
    options = known["properties"]["commsOverSubshells"]["oneOf"]
    assert "disabled" in {option["const"] for option in options}
    assert "write_lab_settings" in (ROOT / "postBuild").read_text(encoding="utf-8")


@pytest.mark.skipif(os.name == "nt", reason="a closed pipe is another error there")
@pytest.mark.parametrize("verb", ["doctor", "help"])
def test_a_reader_that_has_seen_enough_is_no_failure_to_report(verb):
    """As when `head -1` reads along: nothing is said, and no traceback shown."""
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, str(ROOT / "run.py"), verb]
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, text=True)
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, "")


@pytest.mark.parametrize(
    ("codes", "told"), [((0, 0), 0), ((-9, 0), 1), ((0, -11), 1), ((2, 1), 2), ((0, 5), 5)]
)
def test_all_tests_pass_only_when_both_runs_do(run, monkeypatch, codes, told):
    """A run that the system stopped, as for want of memory, has a negative code."""
    left = list(codes)
    monkeypatch.setattr(run, "run", lambda *words: left.pop(0))
    assert run.test([]) == told
    assert not left
