"""The live chart, as far as it can be seen without a browser: what is sent, and when."""

import altair as alt
import ipywidgets as ipw
import numpy as np
import pandas as pd
import pytest

from widgets.charts import bundle, live_chart
from widgets.charts.live_chart import LiveChart, VegaLibrary
from widgets.charts.marks import with_narrow

SENTENCE = "60 applied."


def bars(rows=({"stage": "applied", "count": 60},), sentence=SENTENCE, **more):
    data = alt.Data(name="bars", values=list(rows))
    chart = alt.Chart(data, **({"description": sentence} if sentence else {}), **more)
    return chart.mark_bar().encode(x="count:Q", y="stage:N")


@pytest.fixture
def live():
    return LiveChart(bars())


@pytest.fixture
def sent(live, monkeypatch):
    """Write down the names of what goes to the browser, message by message."""
    messages = []
    live.comm.send = lambda data, **_: messages.append(set(data.get("state", ())))
    return messages


def test_a_chart_is_taken_apart_into_what_changes_and_what_does_not(live):
    assert live.rows == {"bars": [{"stage": "applied", "count": 60}]}
    assert live.description == SENTENCE
    assert live.structure["data"] == {"name": "bars"}
    assert "applied" not in str(live.structure)


def test_an_update_is_one_message_with_nothing_but_what_changed(live, sent):
    live.update(rows={"bars": []}, description="None applied.")
    live.update(description="Nobody applied.")
    live.update(rows={"bars": []}, description="Nobody applied.")
    assert sent == [{"rows", "description"}, {"description"}]


def test_an_update_leaves_other_names_alone():
    both = alt.layer(
        alt.Chart(alt.Data(name="before", values=[{"x": 1}])).mark_tick().encode(x="x:Q"),
        alt.Chart(alt.Data(name="after", values=[{"x": 2}])).mark_point().encode(x="x:Q"),
        description="Before and after.",
    )
    live = LiveChart(both)
    live.update(rows={"after": [{"x": 3}]})
    assert live.rows == {"before": [{"x": 1}], "after": [{"x": 3}]}


def test_a_new_chart_of_the_same_structure_sends_rows_and_words_only(live, sent):
    live.chart = bars([{"stage": "applied", "count": 45}], "45 applied.")
    assert sent == [{"rows", "description"}]
    assert live.rows["bars"][0]["count"] == 45


def test_a_new_structure_is_sent(live, sent):
    live.chart = bars(title="Another")
    assert sent == [{"structure"}]
    assert live.structure["title"] == "Another"


def test_rows_of_a_data_frame_arrive_as_plain_numbers():
    live = LiveChart(bars())
    table = pd.DataFrame({"stage": ["applied"], "count": np.array([45], dtype=np.int64)})
    live.update(rows={"bars": table.to_dict("records")})
    assert type(live.rows["bars"][0]["count"]) is int


@pytest.mark.parametrize("nothing", [float("nan"), float("inf"), np.float64("nan")])
def test_what_json_has_no_word_for_is_sent_as_nothing(live, nothing):
    live.update(rows={"bars": [{"stage": "applied", "count": nothing}]})
    assert live.rows["bars"][0]["count"] is None


def test_an_update_copies_the_rows_it_is_given(live):
    rows = [{"stage": "applied", "count": 1}]
    live.update(rows={"bars": rows})
    rows[0]["count"] = 2
    assert live.rows["bars"][0]["count"] == 1


def test_a_name_the_chart_does_not_have_is_refused(live):
    before = live.rows
    with pytest.raises(ValueError, match=r"no rows named 'bar', only \['bars'\]"):
        live.update(rows={"bar": []})
    assert live.rows == before


def test_a_chart_without_a_description_is_refused():
    with pytest.raises(ValueError, match="needs a description"):
        LiveChart(bars(sentence=""))


def test_one_name_for_two_sets_of_rows_is_refused():
    other = bars([{"stage": "applied", "count": 1}], "")
    with pytest.raises(ValueError, match="'bars'"):
        LiveChart(alt.layer(bars(sentence=""), other, description=SENTENCE))


def test_unnamed_data_of_a_chart_is_kept():
    table = pd.DataFrame({"x": [1, 2]})
    live = LiveChart(alt.Chart(table, description="Two.").mark_point().encode(x="x:Q"))
    assert [{"x": 1}, {"x": 2}] in live.rows.values()


def test_a_picture_for_narrow_places_draws_the_same_rows_and_sends_them_once():
    slim = alt.Chart(alt.Data(name="bars")).mark_text().encode(text="stage:N")
    head = alt.Chart(alt.Data(values=[{"said": "stages"}])).mark_text().encode(text="said:N")
    live = LiveChart(with_narrow(alt.layer(bars(), description=SENTENCE), alt.layer(head, slim)))
    assert list(live.rows) == ["bars"]
    narrow = live.structure["usermeta"]["narrow"]
    assert [part["data"] for part in narrow["layer"]] == [
        {"values": [{"said": "stages"}]},
        {"name": "bars"},
    ]


def test_no_text_of_a_chart_is_smaller_than_twelve_pixels(live):
    config = live.structure["config"]
    sizes = [
        size for part in config.values() if isinstance(part, dict)
        for name, size in part.items() if name.lower().endswith("fontsize")
    ]  # fmt: skip
    assert len(sizes) >= 8
    assert min(sizes) >= 12


def test_a_chart_that_sets_its_own_font_size_keeps_it():
    own = bars().configure_axis(labelFontSize=18)
    axis = LiveChart(own).structure["config"]["axis"]
    assert (axis["labelFontSize"], axis["titleFontSize"]) == (18, 13)


def test_all_charts_share_one_library(live):
    assert LiveChart(bars()).library is live.library
    assert len(live.library.code) > 500_000
    assert len(live.structure) + len(live._esm) < 20_000


def test_the_library_is_made_anew_after_all_widgets_were_closed(live):
    ipw.Widget.close_all()
    fresh = LiveChart(bars()).library
    assert fresh is not live.library
    assert fresh.comm is not None
    assert fresh.version == live.library.version


def test_a_missing_bundle_is_named_with_the_command_that_makes_it(monkeypatch, tmp_path):
    monkeypatch.setattr(live_chart, "BUNDLE", tmp_path / "vega_bundle.js")
    monkeypatch.setattr(VegaLibrary, "_shared", None)
    with pytest.raises(FileNotFoundError, match=r"python -m widgets\.charts\.bundle"):
        LiveChart(bars())


def test_the_bundle_is_one_module_that_gives_the_embedder(tmp_path):
    path = tmp_path / "vega.js"
    size = bundle.make_bundle(path)
    assert size == path.stat().st_size > 500_000
    assert path.read_text("utf-8").rstrip().endswith("as vegaEmbed};")
    assert [file.name for file in tmp_path.iterdir()] == ["vega.js"]
