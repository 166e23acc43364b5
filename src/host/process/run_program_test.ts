import assert from "node:assert/strict";
import { type ProgramRun, runProgram } from "./run_program.ts";

const unix = { ignore: Deno.build.os === "windows" };

function run(command: string, limits: { limitMs?: number; mostBytes?: number } = {}) {
  return runProgram(command, { folder: "/", limitMs: 10_000, mostBytes: 100_000, ...limits });
}

function out(run: ProgramRun): string {
  assert.equal(run.kind, "ended");
  return run.kind === "ended" ? new TextDecoder().decode(run.stdout) : "";
}

/** Whether any process has this text in its command line. */
async function runs(words: string): Promise<boolean> {
  const { stdout } = await new Deno.Command("ps", { args: ["-eo", "stat,args"] }).output();
  return new TextDecoder().decode(stdout).split("\n").some((line) =>
    line.includes(words) && !line.startsWith("Z")
  );
}

Deno.test({
  ...unix,
  name: "runProgram() gives back what a shell line prints, and how it ended",
  fn: async () => {
    const ended = await run("printf 'a b' | tr a-z A-Z; pwd; cat; echo no >&2; exit 3");
    assert.equal(out(ended), "A B/\n");
    assert.deepEqual(
      ended.kind === "ended" && [ended.exitCode, ended.signal, ended.stderr],
      [3, null, "no\n"],
    );
  },
});

Deno.test({
  ...unix,
  name: "runProgram() ends the program and all it started when time is up",
  fn: async () => {
    const ended = await run("echo well >&2; sleep 61.7 & sleep 61.8", { limitMs: 1_000 });
    assert.deepEqual(ended, { kind: "timed-out", stderr: "well\n" });
    assert.equal(await runs("sleep 61."), false);
  },
});

Deno.test({
  ...unix,
  name: "runProgram() does not wait for a child that is left behind",
  fn: async () => {
    assert.equal(out(await run("sleep 62.7 & echo done", { limitMs: 60_000 })), "done\n");
    assert.equal(await runs("sleep 62.7"), false);
  },
});

Deno.test({
  ...unix,
  name: "runProgram() lets go of a child that has left the group",
  fn: async () => {
    const pid = Number(out(await run("setsid sleep 66.3 & echo $!", { limitMs: 60_000 })));
    assert.equal(await runs("sleep 66.3"), true);
    Deno.kill(pid, "SIGKILL");
  },
});

Deno.test({
  ...unix,
  name: "runProgram() stops a program that prints without an end",
  fn: async () => {
    assert.deepEqual(await run("yes penumbra-test-line"), { kind: "too-much" });
    assert.equal(await runs("yes penumbra-test-line"), false);
  },
});

Deno.test({
  ...unix,
  name: "runProgram() says when the folder is not there",
  fn: async () => {
    const limits = { folder: "/no/such/folder", limitMs: 1_000, mostBytes: 10 };
    assert.equal((await runProgram("echo a", limits)).kind, "not-started");
  },
});

Deno.test({
  ...unix,
  name: "a signal that ends us ends the program too",
  fn: async () => {
    const module = new URL("./run_program.ts", import.meta.url).href;
    // Another run of these tests may be in progress, so the duration is unique.
    const program = `sleep 63.${Deno.pid}`;
    const code = `import { runProgram } from "${module}";
      await runProgram("${program}", { folder: "/", limitMs: 60_000, mostBytes: 10 });`;
    const child = new Deno.Command(Deno.execPath(), {
      args: ["eval", "--no-check", code],
      stdin: "null",
      stdout: "piped",
    }).spawn();
    while (!await runs(program)) await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill("SIGTERM");
    assert.equal((await child.status).code, 143);
    await child.stdout.cancel();
    assert.equal(await runs(program), false);
  },
});
