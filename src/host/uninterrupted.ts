import { held, isWatched } from "./board.ts";
import { EXIT_CODES, SIGNALS } from "./signals.ts";

/**
 * What the work gives back, done as a whole even when Ctrl-C comes in the middle of it: the process
 * then ends as soon as it hears of that, unless someone else listens to the signal too. The work must
 * not wait for anything, since a signal can only be held back while nothing else runs.
 */
export async function uninterrupted<T>(work: () => T): Promise<T> {
  // Signals are heard by another thread, which then waits for the end of this.
  if (isWatched()) return held(work);
  const { default: process } = await import("node:process");
  endWithSignals(process);
  try {
    return work();
  } finally {
    // A signal that came meanwhile is heard when the event loop turns, mostly within two of them. One
    // that takes longer, on a busy machine, still ends the process: the listeners stay.
    for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setTimeout(resolve, 0));
  }
}

let isListening = false;

/** Has the process end at a signal, but in the middle of what does not wait for anything. */
function endWithSignals(process: NodeJS.Process): void {
  if (isListening) return;
  isListening = true;
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      // An exit, not the signal again: under Deno that would need the permission to run programs.
      if (process.listenerCount(signal) === 1) process.exit(EXIT_CODES[signal]);
    });
  }
}
