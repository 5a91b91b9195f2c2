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
