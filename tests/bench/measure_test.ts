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

Deno.test("median() is the middle, or between the two in the middle", () => {
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([10, 1, 2, 4]), 3);
  assert.equal(median([7]), 7);
});

Deno.test("runHere() sees time that is spent", async () => {
  let prepared = 0;
  const { cpuMs, wallMs } = await runHere(() => {
    const start = process.cpuUsage();
    while (process.cpuUsage(start).user < 20_000) for (let i = 0; i < 1e5; i++);
  }, () => void prepared++)();
  assert.equal(prepared, 1);
  assert.ok(cpuMs >= 20, `${cpuMs}`);
  assert.ok(wallMs > 0, `${wallMs}`);
});

Deno.test("runCommand() sees a child's CPU time, and that waiting is none", async () => {
  const deno = (code: string) => runCommand([Deno.execPath(), "eval", code])();
  const waiting = await deno("await new Promise((done) => setTimeout(done, 200))");
  const working = await deno(
    "const start = process.cpuUsage();" +
      "while (process.cpuUsage(start).user < 400_000) for (let i = 0; i < 1e6; i++);",
  );
  assert.ok(waiting.wallMs >= 200, `${waiting.wallMs}`);
  // To start takes both of them about the same.
  assert.ok(working.cpuMs >= 400, `${working.cpuMs}`);
  assert.ok(working.cpuMs > waiting.cpuMs + 100, `${working.cpuMs} > ${waiting.cpuMs}`);
});

Deno.test("runCommand() throws what a command printed that failed", async () => {
  const failing = ["bash", "-c", "echo said; echo complained >&2; exit 3"];
  await assert.rejects(runCommand(failing)(), /exited with 3\n(?:.*\n)*said\ncomplained/);
  assert.ok((await runCommand(failing, { code: 3 })()).wallMs > 0);
});

Deno.test("measureInTurn() takes turns, and leaves out the first runs", async () => {
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

Deno.test("markdownTable() lines the numbers up", () => {
  assert.equal(
    markdownTable(["what", "ms"], [["a", "1"], ["longer", "1,000"]]),
    "| what   |    ms |\n| ------ | ----: |\n| a      |     1 |\n| longer | 1,000 |\n",
  );
});

Deno.test("milliseconds() shows the digits that can be trusted", () => {
  assert.deepEqual([0.123, 3.14, 12.6, 12345.6].map(milliseconds), ["0.12", "3.1", "13", "12,346"]);
});
