// anywidget gives a widget two seconds to be ready, and afterwards hands it no message of the kernel,
// ever: on a page that was busy for so long a picture would stand still for good. A minute is given.
const GIVEN = 2000; // milliseconds
const NEEDED = 60_000;

export function havePatience() {
  const { timeout } = AbortSignal;
  AbortSignal.timeout = (wait) => timeout.call(AbortSignal, wait === GIVEN ? NEEDED : wait);
}
