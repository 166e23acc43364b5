/** How a process ends that a signal ends, as shells count. */
export const EXIT_CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

type Signal = keyof typeof EXIT_CODES;

/**
 * What the work gives back, done as a whole even when Ctrl-C comes in the middle of it: the process
 * then ends as soon as it hears of that, unless someone else listens to the signal too. The work must
 * not wait for anything, since a signal can only be held back while nothing else runs.
 */
export async function uninterrupted<T>(work: () => T): Promise<T> {
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
  for (const signal of Object.keys(EXIT_CODES) as Signal[]) {
    process.on(signal, () => {
      // An exit, not the signal again: under Deno that would need the permission to run programs.
      if (process.listenerCount(signal) === 1) process.exit(EXIT_CODES[signal]);
    });
  }
}
