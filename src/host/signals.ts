import { isWatched } from "./board.ts";

/** The exit codes of processes ended by signals, as in shells. */
export const EXIT_CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** A signal that ends the process. */
export type Signal = keyof typeof EXIT_CODES;

export const SIGNALS = Object.keys(EXIT_CODES) as readonly Signal[];

/**
 * Runs the action before a signal ends the process; returns a function that cancels this. Never returns
 * if a signal is ending it already.
 */
export async function beforeSignalEnds(action: () => void): Promise<() => void> {
  if (isWatched()) {
    if (isEnding) await new Promise(() => {});
    passedOn.add(action);
    return () => void passedOn.delete(action);
  }
  const { default: process } = await import("node:process");
  const listener = (signal: Signal) => {
    action();
    process.exit(EXIT_CODES[signal]);
  };
  for (const signal of SIGNALS) process.on(signal, listener);
  return () => {
    for (const signal of SIGNALS) process.off(signal, listener);
  };
}

/** Actions in a thread that cannot receive signals itself. */
const passedOn = new Set<() => void>();

let isEnding = false;

/** Runs the registered actions before a signal that another thread has received ends the process. */
export function runBeforeEnd(): void {
  isEnding = true;
  passedOn.forEach((action) => action());
}

/**
 * Calls the listener for signals that would end the process, instead of ending it; returns a
 * function that removes it.
 */
export async function onSignal(listener: (signal: Signal) => void): Promise<() => void> {
  if ("Deno" in globalThis) {
    const signals = Deno.build.os === "windows" ? ["SIGINT"] as const : SIGNALS;
    const pairs = signals.map((signal) => [signal, () => listener(signal)] as const);
    for (const pair of pairs) Deno.addSignalListener(...pair);
    return () => pairs.forEach((pair) => Deno.removeSignalListener(...pair));
  }
  const { default: process } = await import("node:process");
  for (const signal of SIGNALS) process.on(signal, listener);
  return () => {
    for (const signal of SIGNALS) process.off(signal, listener);
  };
}
