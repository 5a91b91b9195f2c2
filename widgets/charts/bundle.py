"""Make the one JavaScript file that draws every chart, so that no chart needs a network.

Run once at set-up, as ``python -m widgets.charts.bundle`` or by `run.py`. The file is
never committed: it follows from the locked versions of altair and vl-convert.
"""

from __future__ import annotations

from pathlib import Path

BUNDLE = Path(__file__).with_name("vega_bundle.js")


def make_bundle(path: Path = BUNDLE) -> int:
    """Write Vega, Vega-Lite and Vega-Embed as one JavaScript module; return its size in bytes."""
    import altair as alt
    import vl_convert

    # Altair writes specs for one minor version of Vega-Lite; the bundle must read that one.
    version = ".".join(alt.VEGALITE_VERSION.split(".")[:2])
    code = vl_convert.javascript_bundle("export { vegaEmbed };", vl_version=version)
    unfinished = path.with_suffix(".part")
    unfinished.write_text(code, encoding="utf-8", newline="\n")
    unfinished.replace(path)  # in one step, so that no reader sees half of it
    return len(code.encode())


if __name__ == "__main__":
    make_bundle()
