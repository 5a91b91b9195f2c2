"""From a key press to the changed picture, by the browser's own clock."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, Playwright

from tests.browser.steps import WATCH_FIRST, lock_guesses
from tools.browser import QUIET, find_browser
from widgets.season.words import SCORE

KNOWN = 7  # presses that may go back over scores whose seasons are still kept
PATIENCE = 120_000  # ms: in a browser alone the kernel is some five times slower

# From the key press to the first frame after the picture changed, by the browser's own clock.
_ARM = """(chart) => {
    window.repainted = new Promise((tell) => {
        const pressed = (event) => {
            const watch = new MutationObserver(() => {
                watch.disconnect();
                requestAnimationFrame(() => {
                    const frame = new MessageChannel();  // its message comes after the paint
                    frame.port1.onmessage = () => tell(performance.now() - event.timeStamp);
                    frame.port2.postMessage(null);
                });
            });
            watch.observe(chart, {
                subtree: true, childList: true, attributes: true, characterData: true,
            });
        };
        addEventListener('keydown', pressed, { once: true, capture: true });
    });
}"""
_WAIT = """() => Promise.race([
    window.repainted,
    new Promise((tell) => setTimeout(tell, 5000, null)),
])"""


def launched(playwright: Playwright) -> Browser:
    """Start the machine's own browser."""
    return playwright.chromium.launch(executable_path=find_browser(), args=[*QUIET, "--no-sandbox"])


def new_page(browser: Browser) -> Page:
    """Return a page of a browser without a past."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    context.add_init_script(WATCH_FIRST)
    page = context.new_page()
    page.set_default_timeout(PATIENCE / 2)
    return page


def presses_of_the_score(
    page: Page, number: int, key: str = "ArrowRight", apart: int = 0
) -> list[float]:
    """Press a key on the score of the start page again and again.

    Parameters
    ----------
    page : Page
        Where the start page is open.
    number : int
        How many presses count. Some before them do not: the way back is known for a while.
    key : str, default "ArrowRight"
        Which key; where the score stands, each press has to change the picture.
    apart : int, default 0
        Milliseconds from a picture to the next press; in these the page prepares for it.

    Returns
    -------
    list of float
        Milliseconds from each press to the first frame after the picture changed.

    Raises
    ------
    TimeoutError
        When a picture does not change within 5 seconds.
    """
    lock_guesses(page, PATIENCE)  # which brings the explorer before the eyes
    slider = page.get_by_role("slider", name=SCORE).first
    holder = page.locator(".jp-OutputArea-output").filter(has=slider).first
    picture = holder.locator(".btm-moving").first
    slider.focus()
    times = []
    for _ in range(KNOWN + number):
        picture.evaluate(_ARM)
        page.keyboard.press(key)
        time = page.evaluate(_WAIT)
        if time is None:
            raise TimeoutError("the picture did not change within 5 seconds")
        times.append(float(time))
        page.wait_for_timeout(apart)
    return times[KNOWN:]
