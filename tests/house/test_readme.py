"""What the README says in numbers is what the engine says today."""

import re
from pathlib import Path
from urllib.parse import unquote

from engine import ledger
from tests.browser.test_site import FIRST_VISIT
from tests.house.test_floors import ENGINE
from tools.links import CHAPTERS, ENVIRONMENT, Links, links

README = Path(__file__).parents[2] / "README.md"


def ledger_table():
    """Count the items of the documents by where they are."""
    counts = ledger()["status"].value_counts()
    assert counts.sum() == 298
    lines = ["| status | items |", "|---|---|"]
    return "\n".join([*lines, *(f"| {name} | {count} |" for name, count in counts.items())])


def between(name):
    """Return what stands between two marks of the README."""
    text = README.read_text(encoding="utf-8")
    return re.search(rf"<!-- {name} -->\n(.*?)\n<!-- /{name} -->", text, re.DOTALL)[1]


def test_the_ledger_in_the_readme_is_what_the_engine_says():
    """The tables of published figures are compared in `tests/calibration`."""
    assert between("ledger") == ledger_table(), f"\n{ledger_table()}"


def test_every_path_in_the_readme_exists():
    text = README.read_text(encoding="utf-8")
    paths = re.findall(r"`((?:chapters|engine|widgets|benchmarks|tests)/[\w./-]*)`", text)
    paths += re.findall(r"\]\((?!http)([\w./-]+)\)", text)
    paths += re.findall(r'src="([\w./-]+)"', text)
    assert "docs/season.svg" in paths
    assert len(paths) >= 5
    assert [path for path in paths if not (README.parent / path).exists()] == []


HERE = links()


def test_the_first_screen_has_the_link_the_picture_and_the_commands():
    text = README.read_text(encoding="utf-8")
    first = text.partition("\n## ")[0] + text.split("\n## ")[1].partition("\nOn Windows")[0]
    order = [f"[Open the course]({HERE.site})", 'src="docs/season.svg"', "`python3 run.py` |"]
    assert sorted(order, key=first.index) == order
    assert len(first.split()) < 220
    assert f"at most {FIRST_VISIT / 1e6:.0f} MB" in first


def test_a_fork_has_its_own_links(tmp_path):
    project = '[project]\nversion = "2.0"\n[project.urls]\nRepository = "https://github.com/o/n"\n'
    (tmp_path / "pyproject.toml").write_text(project)
    assert links(tmp_path) == Links("https://o.github.io/n/", "o/n", "v2.0")
    (tmp_path / "pyproject.toml").write_text(f'{project}Homepage = "https://n.example.edu"\n')
    assert links(tmp_path).site == "https://n.example.edu"


def test_the_readme_opens_the_course_where_the_project_says_it_is():
    """Owner and name stand in pyproject.toml; `python -m tools.links` prints what follows."""
    text = README.read_text(encoding="utf-8")
    found = re.findall(r"\]\((https://[^)]+)\)", text)
    ours = [link for link in found if HERE.owner_and_name.split("/")[0] in link]
    assert len(CHAPTERS) == 7
    assert ours == [HERE.site, HERE.archive, *map(HERE.binder, CHAPTERS)]


def test_every_link_to_binder_opens_a_file_that_exists_at_the_version_that_is_here():
    text = README.read_text(encoding="utf-8")
    pages = re.findall(r"https://mybinder\.org/v2/gh/([^?]+)\?urlpath=([^)]+)\)", text)
    assert len(pages) == 7
    citation = (README.parent / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\nversion: {HERE.tag[1:]}\n" in citation
    for place, page in pages:
        assert place == f"{HERE.owner_and_name}/{HERE.tag}"
        view, _, path = unquote(page).partition("/")
        assert view == "notebooks"
        assert (README.parent / path).is_file()
    assert all((README.parent / name).is_file() for name in ENVIRONMENT)


def test_the_files_agree_on_whether_this_version_is_released():
    changes, citation, readme = (
        (README.parent / name).read_text(encoding="utf-8")
        for name in ("CHANGELOG.md", "CITATION.cff", "README.md")
    )
    heading = re.search(r"(?m)^## (.+)$", changes)[1]
    assert heading.startswith(HERE.tag[1:])
    released = "not released yet" not in heading
    assert ("\ndate-released: " in citation) is released
    assert (f"Version {HERE.tag[1:]} is not released yet" not in readme) is released


def test_the_page_on_hubs_has_the_link_that_the_project_says():
    text = (README.parent / "docs" / "on-a-hub.md").read_text(encoding="utf-8")
    link = HERE.hub("https://hub.example.edu", CHAPTERS[0])
    assert f"<!-- hub -->\n```\n{link}\n```\n<!-- /hub -->" in text
    assert f"git clone --branch {HERE.tag} https://github.com/{HERE.owner_and_name}\n" in text


def test_the_learners_that_a_hub_carries_follow_from_the_memory_of_a_kernel():
    text = (README.parent / "docs" / "on-a-hub.md").read_text(encoding="utf-8")
    after = [int(mb) for mb in re.findall(r"(?m)^\| 0\d \| (\d+) \| \d+ \|$", text)]
    assert len(after) == 6
    room, server = 2 * 1024, int(re.search(r"(?s)takes about\s+(\d+) MB more", text)[1])
    largest = int(re.search(r"in other runs is (\d+)", text)[1])
    words = {5: "five", 7: "seven", 10: "ten"}
    voila, hub, voila_most, hub_most = (
        words[learners]
        for kernel in (max(after), largest)
        for learners in ((room - server) // kernel, room // (kernel + server))
    )
    told = f"2 GB carry {voila} learners with one page each with Voila and {hub} on a hub; "
    assert f"{told}{voila_most} and {hub_most} if every one" in " ".join(text.split())


def test_the_packages_of_a_hub_are_those_of_binder():
    """What the page tells an image to install: `sed` takes the pins out of environment.yml."""
    text = (README.parent / "environment.yml").read_text(encoding="utf-8")
    taken = re.findall(r"(?m)^      - (.*)$", text)
    assert len(taken) >= 9
    assert all("==" in pin for pin in taken)


def test_the_readme_shows_every_room_of_the_engine_on_its_floor():
    text = README.read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d) \| `(\w+)` \| .+ \|$", text, re.MULTILINE)
    assert len(rows) == len(ENGINE)
    assert {room: int(floor) for floor, room in rows} == ENGINE
