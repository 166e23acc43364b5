import { withoutSecrets } from "../../base/secrets.ts";
import { visibleLine } from "../../report/visible.ts";

/** A line of a terminal that says what is going on. */
export interface ProgressLine {
  /** Replaces what the line says, as soon as it has gone on for long enough to be worth a line. */
  show(words: string): void;
  /** Takes the line away. What is shown next has to go on for as long again. */
  clear(): void;
}

/** What tells the time, and does something later unless it is called off. */
export interface Clock {
  nowMs(): number;
  /** Gives back what calls it off. */
  after(delayMs: number, action: () => void): () => void;
}

/** What is over before that was not waited for. */
const WORTH_A_LINE_MS = 500;

/** Nobody reads faster. */
const REDRAW_MS = 100;

/**
 * A line that `write` draws. Most of the work lets no timer run, so that the line is drawn when it is
 * told something; where it waits for a program or a server, the clock draws it.
 */
export function createProgressLine(write: (text: string) => void, clock: Clock): ProgressLine {
  let dueMs = clock.nowMs() + WORTH_A_LINE_MS;
  let isDrawn = false;
  let words = "";
  let callOff: (() => void) | undefined;
  const stopWaiting = () => {
    callOff?.();
    callOff = undefined;
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
      else callOff ??= clock.after(leftMs, draw);
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

/** Only one line can be cleared, so a long one must not go on in the next. */
const [UNWRAPPED, WRAPPED] = ["\x1b[?7l", "\x1b[?7h"];

/** On one line, and without what a command line may hold that is nobody's business. */
function shortened(words: string): string {
  return visibleLine(withoutSecrets(words).replace(/\s+/g, " "));
}

/** The time as it passes. */
export const CLOCK: Clock = {
  nowMs: () => performance.now(),
  after(delayMs, action) {
    const timer = setTimeout(action, delayMs);
    return () => clearTimeout(timer);
  },
};
