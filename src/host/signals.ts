import { isWatched } from "./board.ts";

/** How a process ends that a signal ends, as shells count. */
export const EXIT_CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** A signal that ends us. */
export type Signal = keyof typeof EXIT_CODES;

export const SIGNALS = Object.keys(EXIT_CODES) as readonly Signal[];

/** Does this before a signal ends us; gives back how to stop that. */
export async function beforeSignalEnds(action: () => void): Promise<() => void> {
  if (isWatched()) {
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

/** What is to be done in a thread that hears no signals itself. */
const passedOn = new Set<() => void>();

/** Does what is to be done before a signal ends us, which another thread has heard. */
export function doBeforeEnd(): void {
  passedOn.forEach((action) => action());
}

/** Hears signals that would end us, and leaves that to the listener; gives back how to stop that. */
export async function hearSignals(listener: (signal: Signal) => void): Promise<() => void> {
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
