import assert from "node:assert/strict";
import { markdownTable, measureCommand, measureHere, median, milliseconds } from "./measure.ts";

Deno.test("median() is the middle, or between the two in the middle", () => {
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([10, 1, 2, 4]), 3);
  assert.equal(median([7]), 7);
});

Deno.test("measureHere() runs once to warm up, and sees time that is spent", async () => {
  let [prepared, worked] = [0, 0];
  const { cpuMs, wallMs, runs } = await measureHere(() => {
    worked++;
    for (const end = performance.now() + 20; performance.now() < end;);
  }, { runs: 3, before: () => void prepared++ });
  assert.deepEqual([prepared, worked, runs], [4, 4, 3]);
  assert.ok(wallMs >= 20, `${wallMs}`);
  assert.ok(cpuMs > 1, `${cpuMs}`);
});

Deno.test("measureCommand() sees a child's CPU time, and that waiting is none", async () => {
  const deno = (code: string) => measureCommand([Deno.execPath(), "eval", code], { runs: 1 });
  const waiting = await deno("await new Promise((done) => setTimeout(done, 200))");
  const working = await deno("while (process.cpuUsage().user < 250_000);");
  assert.ok(waiting.wallMs >= 200, `${waiting.wallMs}`);
  assert.ok(
    working.cpuMs >= 250 && working.cpuMs > waiting.cpuMs + 100,
    `${working.cpuMs} > ${waiting.cpuMs}`,
  );
});

Deno.test("measureCommand() throws what a command printed that failed", async () => {
  const failing = ["bash", "-c", "echo said; echo complained >&2; exit 3"];
  await assert.rejects(
    measureCommand(failing, { runs: 1 }),
    /exited with 3\n(?:.*\n)*said\ncomplained/,
  );
  assert.equal((await measureCommand(failing, { runs: 1, code: 3 })).runs, 1);
});

Deno.test("markdownTable() lines the numbers up", () => {
  assert.equal(
    markdownTable(["what", "ms"], [["a", "1"], ["longer", "1,000"]]),
    "| what   |    ms |\n| ------ | ----: |\n| a      |     1 |\n| longer | 1,000 |\n",
  );
});

Deno.test("milliseconds() shows the digits that can be trusted", () => {
  assert.deepEqual([0.123, 3.14, 12.6, 12345.6].map(milliseconds), ["0.12", "3.1", "13", "12,346"]);
});
