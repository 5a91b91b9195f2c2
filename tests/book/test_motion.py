"""The picture of the README: the season of today, small, and asking nobody for anything."""

import re
from xml.etree import ElementTree

from book.motion import FILE, motion, played


def test_the_picture_tells_the_season_that_the_start_page_plays():
    """After a change of the engine: `python -m book.motion`."""
    picture = ElementTree.fromstring(FILE.read_text("utf-8"))
    told = ["".join(one.itertext()) for one in picture.iter() if one.tag.endswith("}text")]
    season = played()
    for step in season.steps:
        for said in (step.title, f"{step.you}.", f"{step.everybody}."):
            assert said in told
    circles = [one for one in picture.iter() if "dot" in one.get("class", "").split()]
    assert len(circles) == season.season.market.you + 1


def test_it_is_drawn_as_the_page_draws_it(a_browser):
    kept, drawn = (_words(text) for text in (FILE.read_text("utf-8"), motion(played())))
    assert drawn == kept
    assert sum(one.startswith("Small dot: ") for one in kept) == 1


def _words(picture):
    """Return all that a picture says, in its order."""
    told = ElementTree.fromstring(picture).iter("{http://www.w3.org/2000/svg}text")
    return ["".join(one.itertext()) for one in told]


def test_the_picture_is_small_and_stands_alone():
    text = FILE.read_text("utf-8")
    assert len(text.encode()) < 100_000
    assert "<script" not in text
    assert re.findall(r'(?:href|src)="|url\(', text) == []
    assert "prefers-reduced-motion: no-preference" in text
    assert re.search(r"animation: [\d.]+s 3 both", text)
