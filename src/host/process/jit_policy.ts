/**
 * Has Bun compile functions of this thread only after a hundred times as many calls as usual: to
 * compile one well takes longer than to run it as often as a command does. A compiled program starts
 * so, but its workers do not; other runtimes are left as they are.
 * https://bun.com/reference/bun/unsafe/setJITPolicy
 */
export function compileRarely(): void {
  const { Bun } = globalThis as { readonly Bun?: BunRuntime };
  Bun?.unsafe?.setJITPolicy?.(100);
}

/** Bun's, as far as it is used here: older versions have no such function. */
interface BunRuntime {
  readonly unsafe?: { setJITPolicy?(scale: number): void };
}
