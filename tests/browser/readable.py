"""What axe finds on a page that not everybody can read or use."""

from dataclasses import dataclass

from axe_playwright_python.base import AXE_SCRIPT

# JupyterLab's body has no height of its own, and axe takes what overflows it for hidden.
FULL_HEIGHT = "full => { document.body.style.height = full ? `${innerHeight}px` : ''; }"
# Only what is asked for comes back: a page's passes, node by node, take seconds to carry over.
LOOK = """(parts) => axe.run(parts, { resultTypes: ['violations', 'passes'] }).then((found) => ({
    faults: found.violations.flatMap((fault) => fault.nodes.map(
        (node) => [fault.impact, `${fault.id}: ${node.target} ${node.failureSummary}`])),
    passed: found.passes.length,
    texts: found.passes.filter((one) => one.id === 'color-contrast')
        .flatMap((one) => one.nodes.flatMap((node) => node.any))
        .filter((check) => check.data?.contrastRatio !== undefined).length,
}))"""

# How far the notebook reaches below what is seen of it, in pixels.
BEYOND = """() => {
    const panel = document.querySelector('.jp-Notebook .jp-WindowedPanel-outer');
    panel.scrollTop = 0;  // it may be scrolled past its end
    const last = [...panel.querySelectorAll('.jp-Cell')].at(-1).getBoundingClientRect();
    return Math.max(0, Math.ceil(last.bottom - panel.getBoundingClientRect().bottom));
}"""
JUPYTERS_OWN = ".jp-InternalAnchorLink"  # at every heading


@dataclass(frozen=True)
class Readable:
    """What axe found.

    Attributes
    ----------
    faults : list of str
        Whatever it finds wrong.
    serious : list of str
        Those of them that keep somebody out.
    passed : int
        Rules that it tried and found kept.
    texts : int
        Texts whose contrast it measured and found enough.
    """

    faults: list[str]
    serious: list[str]
    passed: int
    texts: int


def look_with_axe(page, *parts):
    """Run axe over the parts of a page that these selectors name, but for what is Jupyter's own."""
    page.evaluate(AXE_SCRIPT)
    within = {"include": [[part] for part in parts], "exclude": [[JUPYTERS_OWN]]}
    page.evaluate(FULL_HEIGHT, True)
    found = page.evaluate(LOOK, within)
    page.evaluate(FULL_HEIGHT, False)
    return Readable(
        faults=[text for _, text in found["faults"]],
        serious=[text for impact, text in found["faults"] if impact in ("serious", "critical")],
        passed=found["passed"],
        texts=found["texts"],
    )


def show_all(page):
    """Make the page as high as the notebook: axe takes for hidden what is scrolled out of sight."""
    size, quiet = page.viewport_size, 0
    while quiet < 3:
        page.wait_for_timeout(200)  # a cell seen for the first time may turn out higher
        beyond = page.evaluate(BEYOND)
        quiet = 0 if beyond else quiet + 1
        size["height"] += beyond
        assert size["height"] < 80_000, "the notebook is higher than any page"
        page.set_viewport_size(size)
