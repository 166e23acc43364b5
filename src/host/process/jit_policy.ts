/**
 * Makes Bun compile functions of this thread only after a hundred times as many calls as usual:
 * optimizing one takes longer than running it as often as a command does. A compiled program starts
 * like this, but its workers do not; other runtimes are not affected.
 * https://bun.com/reference/bun/unsafe/setJITPolicy
 */
export function delayCompilation(): void {
  const { Bun } = globalThis as { readonly Bun?: BunRuntime };
  Bun?.unsafe?.setJITPolicy?.(100);
}

/** The part of Bun that is used here; older versions lack the function. */
interface BunRuntime {
  readonly unsafe?: { setJITPolicy?(scale: number): void };
}
