"""The site's files arrive even where the browser keeps nothing, and anew with a new build."""

from pathlib import Path

import pytest

WORKER = Path(__file__).parents[2] / "web" / "pages" / "service-worker.js"
# One file is asked for, with a store of files that does as told; everything else is the worker's.
ASKED = """async ([worker, store]) => {
    const listeners = {}, fetched = [], kept = {};
    const refuse = (name) => { throw new DOMException("", name); };
    const self = {
        registration: { scope: "https://x.test/" },
        addEventListener: (name, listener) => { listeners[name] = listener; },
    };
    const caches = { open: async () => store === "closed" ? refuse("SecurityError") : {
        match: async (address) => kept[address],
        put: async (address, file) => {
            if (store === "full") refuse("QuotaExceededError");
            kept[address] = file;
        },
    } };
    const fetch = async (address, options) => {
        fetched.push(options?.cache);
        if (store === "offline") throw new TypeError("no network");
        return new Response("the file");
    };
    const Channel = class { postMessage() {} };
    const given = { self, caches, fetch, BroadcastChannel: Channel };
    new Function(...Object.keys(given), worker)(...Object.values(given));
    const ask = async () => {
        let answer;
        listeners.fetch({
            request: { method: "GET", url: "https://x.test/files/a.txt?b" },
            respondWith: (promise) => { answer = promise; },
            stopImmediatePropagation() {}, waitUntil() {},
        });
        const response = await answer;
        return [response.status, await response.clone().text()];
    };
    return { first: await ask(), second: await ask(), fetched };
}"""


@pytest.fixture(scope="module")
def worker():
    return WORKER.read_text("utf-8").replace("CONTENTS;", "[];")


@pytest.mark.parametrize(
    ("store", "answer", "times"),
    [
        ("open", [200, "the file"], 1),
        ("full", [200, "the file"], 2),
        ("closed", [200, "the file"], 2),
        ("offline", [504, ""], 2),
    ],
)
def test_a_file_that_came_is_handed_on_whatever_can_be_kept(browser, worker, store, answer, times):
    page = browser.new_page()
    found = page.evaluate(ASKED, [worker, store])
    page.close()
    assert found["first"] == found["second"] == answer
    # Never from what the browser keeps by itself, which may be of an older build.
    assert found["fetched"] == ["no-cache"] * times
