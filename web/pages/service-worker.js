// Keeps what a page has loaded, and so lets it open again without a network. One set of files is kept
// for each build of the site; a new build is taken up when no page of the old one is open any more.
"use strict";

const KEPT = "behind-the-match VERSION";
const PYTHON = /\/static\/pyodide\/(.+)$/;
const BOOK = new URL("book/", self.registration.scope).href; // made by itself, so no build of ours
const ALIVE = /\/api\/service-worker-heartbeat$/;
const ANSWERED_BY_THE_PAGE = /\/api\/(drive|stdin)\b/; // the files of the kernel; see JupyterLite's own
const AT_REST = CONTENTS; // the other chapters

const loading = new BroadcastChannel("behind-the-match.loading");
const coming = new Map(); // what is under way, so that nothing is fetched twice

self.addEventListener("install", (event) => {
  event.stopImmediatePropagation();
  if (!self.registration.active) self.skipWaiting();
});

self.addEventListener("activate", (event) => {
  event.stopImmediatePropagation();
  event.waitUntil(takeOver());
});

self.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  const { pathname } = new URL(url);
  if (method !== "GET" || !url.startsWith(self.registration.scope)) return;
  if (url.startsWith(BOOK) || ANSWERED_BY_THE_PAGE.test(pathname)) return;
  event.stopImmediatePropagation();
  if (ALIVE.test(pathname)) {
    event.respondWith(new Response("ok"));
    event.waitUntil(Promise.all(AT_REST.map((path) => kept(new URL(path, self.registration.scope).href))));
  } else {
    event.respondWith(kept(url));
  }
});

async function takeOver() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== KEPT).map((name) => caches.delete(name)));
  await self.clients.claim();
}

// What is asked after the `?` never changes a file.
async function kept(url) {
  const address = url.replace(/[?#].*$/, "").replace(/\/$/, "/index.html");
  const files = await caches.open(KEPT).catch(() => null); // where nothing may be kept
  const found = await files?.match(address);
  if (found) return found;
  if (!coming.has(address)) coming.set(address, fetched(files, address));
  return (await coming.get(address)).clone();
}

async function fetched(files, address) {
  tell();
  try {
    // What the browser itself keeps under this name may be of an older build.
    const response = await fetch(address, { cache: "no-cache" });
    if (response.ok) await files?.put(address, response.clone()).catch(() => {}); // no room left
    return response;
  } catch {
    return new Response("", { status: 504, statusText: "No network" });
  } finally {
    coming.delete(address);
    tell();
  }
}

// Say which part of Python is under way; "" when none is. Pages ask for it as they open.
function tell() {
  const parts = [...coming.keys()].map((address) => PYTHON.exec(address)?.[1]);
  loading.postMessage(parts.find(Boolean) ?? "");
}
loading.onmessage = tell;
