"""What axe finds on a page that not everybody can read or use."""

from dataclasses import dataclass

from axe_playwright_python.base import AXE_SCRIPT

from tests.browser.steps import settle

# All of the notebook at once, whatever holds it: axe takes for hidden what is scrolled out of sight
# and what overflows JupyterLab's body. A window of that height would be painted, which takes long.
UNROLL = """() => {
    const all = [document.querySelector('.jp-Notebook .jp-WindowedPanel-outer')];
    while (all[0].parentElement) all.unshift(all[0].parentElement);
    const panel = all.at(-1), top = panel.getBoundingClientRect().top - panel.scrollTop;
    const ends = [...panel.querySelectorAll('.jp-Cell')].map(
        (one) => one.getBoundingClientRect().bottom - top);
    const high = Math.ceil(Math.max(innerHeight, ...ends)), height = `${high}px`;
    if (window.rolled && panel.style.height === height) return 0;
    window.rolled ??= all.map((one) => [one, one.style.cssText]);
    const whole = { height, overflow: 'visible', contain: 'none' };
    for (const one of all)
        for (const [name, value] of Object.entries(whole))
            one.style.setProperty(name, value, 'important');
    return high;
}"""
ROLL_UP = """() => {
    for (const [one, style] of window.rolled) one.style.cssText = style;
    delete window.rolled;
}"""
# Only what is asked for comes back: a page's passes, node by node, take seconds to carry over.
LOOK = """(parts) => axe.run(parts, {
    resultTypes: ['violations', 'passes'], selectors: false,
}).then((found) => ({
    faults: found.violations.flatMap((fault) => fault.nodes.map(
        (node) => [fault.impact, `${fault.id}: ${node.html} ${node.failureSummary}`])),
    passed: found.passes.length,
    texts: found.passes.filter((one) => one.id === 'color-contrast')
        .flatMap((one) => one.nodes.flatMap((node) => node.any))
        .filter((check) => check.data?.contrastRatio !== undefined).length,
}))"""

# Of what is made alike in one place, such as rows of a table and marks of a picture, three say all;
# and of texts that are seen, of one size and color on one ground, three are measured.
THIN_OUT = """(parts) => {
    window.thinned = [];
    const shape = (one) => one.outerHTML.replace(/>[^<]+/g, '>')
        .replace(/(aria-label|value|d|transform|style|x|y|y1|y2|x1|x2|id)="[^"]*"/g, '')
        .replace(/-?[\\d.]+/g, '');
    for (const holder of document.querySelectorAll('.jp-Notebook :is(tbody, svg g, select)')) {
        const made = {};
        for (const one of [...holder.children]) {
            const like = shape(one);
            made[like] = (made[like] ?? 0) + 1;
            if (made[like] <= 3) continue;
            window.thinned.push([holder, one, one.nextSibling]);
            one.remove();
        }
    }
    const looks = new Map();
    const grounds = new Map();
    const ground = (one) => {
        if (!one) return '';
        if (!grounds.has(one)) {
            const { backgroundColor, backgroundImage, opacity } = getComputedStyle(one);
            grounds.set(one, `${ground(one.parentElement)} ${backgroundColor === 'rgba(0, 0, 0, 0)'
                ? '' : backgroundColor}${backgroundImage}${opacity}`.replaceAll('none1', ''));
        }
        return grounds.get(one);
    };
    const within = parts.map((part) => `${part}, ${part} *`).join();
    for (const one of document.querySelectorAll(within)) {
        const { color, fontSize, fontWeight, visibility } = getComputedStyle(one);
        const off = Boolean(one.closest(':disabled, [aria-disabled=true], [inert]'));
        const look = [one.tagName, off, color, fontSize, fontWeight, ground(one)].join();
        const says = visibility === 'visible' && one.getClientRects().length
            && [...one.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
        if (says) looks.set(look, (looks.get(look) ?? 0) + 1);
        one.toggleAttribute('data-alike', says && looks.get(look) > 3);
    }
    axe.configure({ rules: [{ id: 'color-contrast', selector: '*:not([data-alike])' }] });
}"""
FILL_UP = """() => {
    for (const [holder, one, next] of window.thinned.reverse()) holder.insertBefore(one, next);
    delete window.thinned;
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
    while high := page.evaluate(UNROLL):
        assert high < 80_000, "the notebook is higher than any page"
        settle(page)  # a cell seen for the first time may turn out higher
    page.evaluate(THIN_OUT, parts)
    found = page.evaluate(LOOK, within)
    page.evaluate(FILL_UP)
    page.evaluate(ROLL_UP)
    return Readable(
        faults=[text for _, text in found["faults"]],
        serious=[text for impact, text in found["faults"] if impact in ("serious", "critical")],
        passed=found["passed"],
        texts=found["texts"],
    )


PICTURES = ".btm-held svg:has(text):visible"
SMALLEST = 11  # pixels
# Of a picture: its letters that are drawn too small, its texts that touch, and those over its edge.
# What stands twice at a place is a text and the halo behind it.
PICTURE_FAULTS = """([picture, smallest]) => {
    const frame = picture.getBoundingClientRect();
    const texts = [...picture.querySelectorAll('text')].filter((text) => {
        const { visibility, opacity } = getComputedStyle(text);
        return text.textContent.trim() && visibility !== 'hidden' && Number(opacity)
            && text.getBoundingClientRect().width;
    }).map((text) => {
        const { a, b } = text.getScreenCTM();
        const { left, top, right, bottom } = text.getBoundingClientRect();
        const size = parseFloat(getComputedStyle(text).fontSize) * Math.hypot(a, b);
        return { said: text.textContent, size, left, top, right, bottom };
    });
    const touch = (one, other) => one.said !== other.said
        && Math.min(one.right, other.right) > Math.max(one.left, other.left) - 2
        && Math.min(one.bottom, other.bottom) > Math.max(one.top, other.top) + 3;
    return [
        ...texts.filter(({ size }) => size < smallest)
            .map(({ said, size }) => `${size.toFixed(1)} px: ${said}`),
        ...texts.flatMap((one, nth) => texts.slice(nth + 1).filter((other) => touch(one, other))
            .map((other) => `${one.said} | ${other.said}`)),
        ...texts.filter(({ left, right }) => left < frame.left - 2 || right > frame.right + 2)
            .map(({ said }) => `over the edge: ${said}`),
    ];
}"""


def unreadable(picture):
    """Say what of a picture's letters cannot be read."""
    picture.scroll_into_view_if_needed()
    return picture.evaluate(f"picture => ({PICTURE_FAULTS})([picture, {SMALLEST}])")
