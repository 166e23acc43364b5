import assert from "node:assert/strict";
import { runWithinLimit, watchOver } from "./time_limit.ts";

const ENDLESS = "WITH c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c";
const ROOT = new URL("../../../", import.meta.url);

Deno.test("runWithinLimit() runs the statements in order on one database", async () => {
  const statements = ["CREATE TABLE t (a)", "BEGIN", "INSERT INTO t VALUES (1)", "COMMIT"];
  const gate = "CREATE TABLE g (ok CHECK (ok))";
  const check = "INSERT INTO g SELECT count(*) = 1 FROM t";
  const run = await runWithinLimit([...statements, gate, check], { limitMs: 10_000 });
  assert.deepEqual(run, { kind: "finished" });
  assert.deepEqual(await runWithinLimit([], { limitMs: 10_000 }), { kind: "finished" });
});

Deno.test("runWithinLimit() stops at the first statement that is refused", async () => {
  const statements = ["CREATE TABLE t (a)", "INSERT INTO u VALUES (1)", "DROP TABLE nowhere"];
  assert.deepEqual(await runWithinLimit(statements, { limitMs: 10_000 }), {
    kind: "refused",
    index: 1,
    error: { code: "SQLITE_ERROR", message: "no such table: u" },
  });
});

Deno.test("watchOver() counts the time of each statement, not of all of them together", () => {
  const current = new Int32Array(new SharedArrayBuffer(4)).fill(-1);
  const told: number[] = [];
  let nowMs = 0;
  const look = watchOver(current, {
    limitMs: 100,
    nowMs: () => nowMs,
    tell: (index) => void told.push(index),
  });
  for (const [index, atMs] of [[-1, 500], [0, 550], [0, 640], [1, 650], [1, 740], [2, 750]]) {
    [current[0], nowMs] = [index!, atMs!];
    look();
  }
  assert.deepEqual(told, []);
  nowMs = 850;
  look();
  assert.deepEqual(told, [2]);
});

interface Ended {
  readonly code: number;
  readonly output: string;
}

/** Runs a program that imports the module from `base`, prints how a run ended, then exits with 3. */
async function runProgram(base: string, ...given: readonly string[]): Promise<Ended> {
  const program = `
    const { openEngine } = await import("${base}src/host/database/engine.ts");
    const { runWithinLimit } = await import("${base}src/host/database/time_limit.ts");
    const engine = await openEngine();
    const run = await runWithinLimit(["CREATE TABLE t (a)", "${ENDLESS}"], { limitMs: 300 });
    console.log(JSON.stringify(run), engine.query("SELECT 42"));
    Deno.exit(3);`;
  const args = ["run", "--quiet", "--no-config", "--no-lock", "--no-prompt", ...given, "-"];
  const child = new Deno.Command(Deno.execPath(), {
    args,
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const overdue = setTimeout(() => child.kill("SIGKILL"), 120_000);
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(program));
  await writer.close();
  const { code, stdout, stderr } = await child.output();
  clearTimeout(overdue);
  const output = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
  return { code, output };
}

function assertTimedOut({ code, output }: Ended) {
  assert.match(output, /\{"kind":"timed-out","index":1\} \[ \[ 42 \] \]/);
  assert.equal(code, 3, output);
}

Deno.test("runWithinLimit() tells of an endless statement, and the process can still exit", async () => {
  assertTimedOut(await runProgram(ROOT.href, "--allow-all"));
});

Deno.test("runWithinLimit() works when it is imported from a server, without an import map", async () => {
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    async (request) => {
      const file = new URL(`.${new URL(request.url).pathname}`, ROOT);
      return new Response(await Deno.readTextFile(file), {
        headers: { "content-type": "application/typescript" },
      });
    },
  );
  const { port } = server.addr;
  try {
    const permissions = ["--allow-ffi", "--allow-env", "--allow-sys", "--allow-read"];
    const host = `127.0.0.1:${port}`;
    assertTimedOut(
      await runProgram(`http://${host}/`, ...permissions, `--allow-import=${host}`),
    );
  } finally {
    await server.shutdown();
  }
});
