"""What building the site says where it cannot be built."""

import pytest

from web import __main__ as command
from web import fetch, lite


def test_a_network_that_gives_nothing_is_said_in_one_sentence(tmp_path, monkeypatch, capsys):
    def nothing(target):
        raise fetch.MissingError(fetch.NO_PACKAGES)

    monkeypatch.setattr(command, "build", nothing)
    assert command.main([str(tmp_path)]) == 1
    assert capsys.readouterr().out == f"The site was not built. {fetch.NO_PACKAGES}\n"


def test_what_is_pruned_goes_and_all_else_stays(tmp_path, monkeypatch):
    monkeypatch.setitem(fetch.PARTS, "pruned", ["doc", "*.json", "**/a.js"])
    for name in ("doc/tree/index.html", "one.json", "b/a.js", "b/one.json", "b/c.js"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    lite.thin(tmp_path)
    left = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*"))
    assert left == ["b", "b/c.js", "b/one.json"]
    with pytest.raises(OSError, match="prunes doc, and the site has no such file"):
        lite.thin(tmp_path)


def test_a_page_whose_word_is_gone_is_said(tmp_path):
    with pytest.raises(OSError, match=r"^index\.html has no NOWHERE that could be replaced\.$"):
        lite.page(tmp_path / "index.html", {"NOWHERE": ""})
