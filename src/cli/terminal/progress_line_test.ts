import assert from "node:assert/strict";
import { type Clock, createProgressLine } from "./progress_line.ts";

/** A line with a clock controlled by the test, and everything drawn, with a cleared line as `""`. */
function testLine() {
  const drawn: string[] = [];
  let now = 0;
  let waiting: { readonly atMs: number; readonly action: () => void } | undefined;
  const clock: Clock = {
    nowMs: () => now,
    after(delayMs, action) {
      assert.equal(waiting, undefined, "one thing is waited for at a time");
      waiting = { atMs: now + delayMs, action };
      return () => waiting = undefined;
    },
  };
  // deno-lint-ignore no-control-regex -- It removes the escape sequences.
  const write = (text: string) => void drawn.push(text.replace(/\r|\x1b\[[\d?]+\w/g, ""));
  const line = createProgressLine(write, clock);
  const pass = (milliseconds: number) => {
    now += milliseconds;
    if (waiting === undefined || waiting.atMs > now) return;
    const { action } = waiting;
    waiting = undefined;
    action();
  };
  /** Advances the clock without running timers, like synchronous work. */
  const block = (milliseconds: number) => void (now += milliseconds);
  return { ...line, drawn, pass, block, isWaiting: () => waiting !== undefined };
}

Deno.test("a line appears after half a second of work, and not for anything faster", () => {
  const { show, clear, pass, drawn, isWaiting } = testLine();
  show("Reading");
  pass(499);
  clear();
  assert.deepEqual([drawn, isWaiting()], [[], false]);
  show("Asking");
  pass(500);
  clear();
  assert.deepEqual(drawn, ["Asking", ""]);
});

Deno.test("a line is drawn when its text is set if no timer can run", () => {
  const { show, block, drawn } = testLine();
  for (let place = 1; place <= 100; place++) {
    show(`Replaying ${place} of 100`);
    block(10);
  }
  assert.deepEqual(drawn.slice(0, 3), [
    "Replaying 51 of 100",
    "Replaying 61 of 100",
    "Replaying 71 of 100",
  ]);
  assert.equal(drawn.length, 5);
});

Deno.test("a line appears with the latest text", () => {
  const { show, pass, drawn, isWaiting } = testLine();
  show("Proving");
  pass(500);
  show("Running 1");
  show("Running 2");
  assert.deepEqual(drawn, ["Proving"]);
  pass(100);
  assert.deepEqual([drawn, isWaiting()], [["Proving", "Running 2"], false]);
});

Deno.test("a cleared line stays away for the same time again", () => {
  const { show, clear, pass, drawn } = testLine();
  show("Replaying");
  pass(500);
  clear();
  clear();
  show("Proving");
  pass(400);
  assert.deepEqual(drawn, ["Replaying", ""]);
  pass(100);
  assert.deepEqual(drawn, ["Replaying", "", "Proving"]);
});

Deno.test("a line contains no secrets, control characters or line breaks", () => {
  const { show, pass, drawn } = testLine();
  show("Running dump\n\x07--auth-token abc \x9b2J");
  pass(500);
  assert.deepEqual(drawn, ["Running dump ␇--auth-token … \ufffd2J"]);
});
