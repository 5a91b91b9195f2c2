// What a page that runs in the browser alone still waits for. The site's service worker tells it
// (web/pages/service-worker.js); elsewhere nobody does.

import { LOADING } from "./words.js";

// Call `tell` with a few words whenever it changes; what comes back ends that.
export function whileLoading(tell) {
  const channel = new BroadcastChannel("behind-the-match.loading");
  channel.onmessage = ({ data }) => LOADING[data] && tell(LOADING[data]);
  channel.postMessage("?");
  return () => channel.close();
}
