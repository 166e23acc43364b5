/** Resolves once the clock shows another second, so that SQL sees another time of day. */
export async function nextSecond(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1_000 - Date.now() % 1_000 + MARGIN_MS));
}

/** Timers may end a little early. */
const MARGIN_MS = 5;
