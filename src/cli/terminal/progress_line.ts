import { withoutSecrets } from "../../base/secrets.ts";
import { visibleLine } from "../../report/visible.ts";

/** A line in a terminal that shows progress. */
export interface ProgressLine {
  /** Replaces the text of the line, once work has gone on long enough. */
  show(words: string): void;
  /** Clears the line. The next text again appears only after that time. */
  clear(): void;
}

/** A clock with a timer. */
export interface Clock {
  nowMs(): number;
  /** Runs the action later; returns a function that cancels it. */
  after(delayMs: number, action: () => void): () => void;
}

/** Shorter work shows no line. */
const WORTH_A_LINE_MS = 500;

/** The minimum time between two drawings, as nobody reads faster. */
const REDRAW_MS = 100;

/**
 * A line that is drawn with `write`. Most work is synchronous and runs no timers, so the line is
 * drawn when a text is set; while waiting for a program or a server, the clock draws it.
 */
export function createProgressLine(write: (text: string) => void, clock: Clock): ProgressLine {
  let dueMs = clock.nowMs() + WORTH_A_LINE_MS;
  let isDrawn = false;
  let words = "";
  let cancel: (() => void) | undefined;
  const stopWaiting = () => {
    cancel?.();
    cancel = undefined;
  };
  const draw = () => {
    stopWaiting();
    dueMs = clock.nowMs() + REDRAW_MS;
    isDrawn = true;
    write(`${CLEAR_LINE}${UNWRAPPED}${shortened(words)}${WRAPPED}`);
  };
  return {
    show(next) {
      words = next;
      const leftMs = dueMs - clock.nowMs();
      if (leftMs <= 0) draw();
      else cancel ??= clock.after(leftMs, draw);
    },
    clear() {
      stopWaiting();
      dueMs = clock.nowMs() + WORTH_A_LINE_MS;
      if (isDrawn) write(CLEAR_LINE);
      isDrawn = false;
    },
  };
}

const CLEAR_LINE = "\r\x1b[2K";

/** Only one line can be cleared, so wrapping is turned off for long texts. */
const [UNWRAPPED, WRAPPED] = ["\x1b[?7l", "\x1b[?7h"];

/** The text on one line, without secrets of a command line. */
function shortened(words: string): string {
  return visibleLine(withoutSecrets(words).replace(/\s+/g, " "));
}

/** The real clock. */
export const CLOCK: Clock = {
  nowMs: () => performance.now(),
  after(delayMs, action) {
    const timer = setTimeout(action, delayMs);
    return () => clearTimeout(timer);
  },
};
