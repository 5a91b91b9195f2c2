"""One sign for each world, on every picture that shows both."""

import pytest

from widgets.charts.marks import BLUE
from widgets.past_the_filter import CaseReplay
from widgets.the_spreadsheet_at_match_week import Triage
from widgets.who_knows_whom import SeasonClock, TrustDial


def fills(node):
    """Find every scale by which a picture fills what is of a world."""
    if isinstance(node, dict):
        fill = node.get("fill")
        if isinstance(fill, dict) and fill.get("field") == "world":
            yield fill["scale"]
        for part in node.values():
            yield from fills(part)
    elif isinstance(node, list):
        for part in node:
            yield from fills(part)


@pytest.mark.parametrize("explorer", [CaseReplay, Triage, SeasonClock, TrustDial])
def test_the_articles_are_filled_and_the_studies_hollow(explorer):
    found = list(fills(explorer().picture.structure))
    assert found
    for scale in found:
        articles, studies = scale["domain"]
        assert "articles" in articles
        assert "studies" in studies
        assert scale["range"] == [BLUE, "transparent"]
