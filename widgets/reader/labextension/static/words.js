// All that the reader's view says.

export const COURSE = "Behind the Match";
export const SKIP = "Skip to the first question";
export const CHAPTERS = "Chapters";
export const NO_CHAPTERS =
  "The chapters cannot be listed now: the course does not answer. If it goes on like this, start it again.";
export const CONTENTS = "On this page";
export const LARGER = "Larger type";
export const CODE = "Show code";
export const BAR = "The course and this page";

export const STARTING = "Starting…";
export const LOADING = {
  "pyodide.asm.wasm": "Loading Python…",
  "python_stdlib.zip": "Loading Python…",
  "numpy.zip": "Loading what computes…",
  "packages.zip": "Loading what draws…",
  "course.zip": "Loading the course…",
  "": "Starting Python…",
};
export const progress = (done, all) => `${done} of ${all}`;

export const ASLEEP =
  "This page has fallen asleep: what computes its pictures has stopped. Your guesses, answers and settings are kept.";
export const WAKE = "Wake this page";
export const WAKING = "Waking…";
export const AWAY =
  "This page cannot reach what computes its pictures. It goes on by itself as soon as it can; if it does not, start the course again.";
export const STUMBLED = "A part of this page did not run, and what follows it may be missing.";
export const AGAIN = "Run this page again";

export const NOTE = "Note on this source";
export const NOTE_LATER = "This note comes when the page has run to its end.";
export const TO_SOURCES = "Show it in the list of sources";
export const CLOSE = "Close";
