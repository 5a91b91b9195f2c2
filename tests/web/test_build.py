"""What building the site says where it cannot be built."""

from web import __main__ as command
from web import fetch


def test_a_network_that_gives_nothing_is_said_in_one_sentence(tmp_path, monkeypatch, capsys):
    def nothing(target):
        raise fetch.MissingError(fetch.NO_PACKAGES)

    monkeypatch.setattr(command, "build", nothing)
    assert command.main([str(tmp_path)]) == 1
    assert capsys.readouterr().out == f"The site was not built. {fetch.NO_PACKAGES}\n"
