import { held, isWatched } from "./board.ts";
import { EXIT_CODES, SIGNALS } from "./signals.ts";

/**
 * The result of the work, which is completed even if Ctrl-C comes in the middle: the process then
 * ends as soon as it receives the signal, unless there are other listeners. The work must be
 * synchronous, since a signal can only be held back while nothing else runs.
 */
export async function uninterrupted<T>(work: () => T): Promise<T> {
  // Another thread receives signals and waits for the end of this.
  if (isWatched()) return held(work);
  const { default: process } = await import("node:process");
  endWithSignals(process);
  try {
    return work();
  } finally {
    // A signal that arrived meanwhile is delivered when the event loop turns, usually within two
    // turns. One that takes longer, on a busy machine, still ends the process: the listeners stay.
    for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setTimeout(resolve, 0));
  }
}

let isListening = false;

/** Makes signals end the process, but never in the middle of synchronous work. */
function endWithSignals(process: NodeJS.Process): void {
  if (isListening) return;
  isListening = true;
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      // An exit rather than re-raising the signal, for which Deno would need the permission to run
      // programs.
      if (process.listenerCount(signal) === 1) process.exit(EXIT_CODES[signal]);
    });
  }
}
