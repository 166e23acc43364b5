import assert from "node:assert/strict";
import {
  markdownTable,
  measureInTurn,
  median,
  milliseconds,
  ratio,
  runCommand,
  runHere,
} from "./measure.ts";

Deno.test("median() is the middle, or the mean of the two in the middle", () => {
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([10, 1, 2, 4]), 3);
  assert.equal(median([7]), 7);
});

Deno.test("runHere() measures time", async () => {
  let prepared = 0;
  const { cpuMs, wallMs } = await runHere(() => {
    const start = process.cpuUsage();
    while (process.cpuUsage(start).user < 20_000) for (let i = 0; i < 1e5; i++);
  }, () => void prepared++)();
  assert.equal(prepared, 1);
  assert.ok(cpuMs >= 20, `${cpuMs}`);
  assert.ok(wallMs > 0, `${wallMs}`);
});

Deno.test("runCommand() measures a child's CPU time, which waiting does not add to", async () => {
  const deno = (code: string) => runCommand([Deno.execPath(), "eval", code])();
  const waiting = await deno("await new Promise((done) => setTimeout(done, 200))");
  const working = await deno(
    "const start = process.cpuUsage();" +
      "while (process.cpuUsage(start).user < 400_000) for (let i = 0; i < 1e6; i++);",
  );
  assert.ok(waiting.wallMs >= 200, `${waiting.wallMs}`);
  // Both take about the same time to start.
  assert.ok(working.cpuMs >= 400, `${working.cpuMs}`);
  assert.ok(working.cpuMs > waiting.cpuMs + 100, `${working.cpuMs} > ${waiting.cpuMs}`);
});

Deno.test("runCommand() throws the output of a command that failed", async () => {
  const failing = ["bash", "-c", "echo said; echo complained >&2; exit 3"];
  await assert.rejects(runCommand(failing)(), /exited with 3\n(?:.*\n)*said\ncomplained/);
  assert.ok((await runCommand(failing, { code: 3 })()).wallMs > 0);
});

Deno.test("measureInTurn() alternates, and does not count the first runs", async () => {
  const order: string[] = [];
  const run = (name: string, times: number[]) => () => {
    order.push(name);
    return Promise.resolve({ cpuMs: times.shift()!, wallMs: 0 });
  };
  const things = { a: run("a", [100, 1, 5, 3]), b: run("b", [100, 2, 1, 2]) };
  const { a, b } = await measureInTurn(things, { runs: 3 });
  assert.equal(order.join(""), "abababab");
  assert.deepEqual([a.cpuMs, b.cpuMs, ratio(a, b)], [3, 2, 1.5]);
  assert.equal(a.samples.length, 3);
});

Deno.test("markdownTable() aligns numbers", () => {
  assert.equal(
    markdownTable(["what", "ms"], [["a", "1"], ["longer", "1,000"]]),
    "| what   |    ms |\n| ------ | ----: |\n| a      |     1 |\n| longer | 1,000 |\n",
  );
});

Deno.test("milliseconds() shows only significant digits", () => {
  assert.deepEqual([0.123, 3.14, 12.6, 12345.6].map(milliseconds), ["0.12", "3.1", "13", "12,346"]);
});
