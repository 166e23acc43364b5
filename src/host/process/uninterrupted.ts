/** How a process ends that a signal ends, as shells count. */
export const EXIT_CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

type Signal = keyof typeof EXIT_CODES;

/**
 * What the work gives back, done as a whole even when Ctrl-C comes in the middle of it: the process
 * then ends right after, unless someone else listens to the signal too. The work must not wait for
 * anything, since a signal can only be held back while nothing else runs.
 */
export async function uninterrupted<T>(work: () => T): Promise<T> {
  const { default: process } = await import("node:process");
  const signals = Object.keys(EXIT_CODES) as Signal[];
  const heard = signals.filter((signal) => process.listenerCount(signal) > 0);
  let caught: Signal | undefined;
  const listener = (signal: Signal) => void (caught ??= signal);
  for (const signal of signals) process.on(signal, listener);
  try {
    return work();
  } finally {
    // A signal that came meanwhile reaches the listener only when the event loop turns. Once is too
    // little in one try of five (Deno 2.9).
    for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setTimeout(resolve, 0));
    for (const signal of signals) process.off(signal, listener);
    // An exit, not the signal again: under Deno that would need the permission to run programs.
    if (caught !== undefined && !heard.includes(caught)) process.exit(EXIT_CODES[caught]);
  }
}
