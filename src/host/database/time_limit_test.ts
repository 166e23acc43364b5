import assert from "node:assert/strict";
import { openEngine } from "./engine.ts";
import { boundMemory, runWithinLimit } from "./time_limit.ts";

const ENDLESS = "WITH c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c";
const ROOT = new URL("../../", import.meta.url);

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

Deno.test("runWithinLimit() limits each statement, not all of them together", async () => {
  const slow = "WITH c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 30000) SELECT x FROM c";
  const engine = await openEngine();
  const startMs = performance.now();
  engine.run(slow);
  const onceMs = performance.now() - startMs;
  engine.close();
  // Together they take three times the limit, one of them a fiftieth of it: a busy machine is no fault.
  const run = await runWithinLimit(Array(150).fill(slow), { limitMs: 50 * onceMs });
  assert.deepEqual(run, { kind: "finished" });
});

Deno.test("runWithinLimit() keeps a growing table from taking the memory", async () => {
  const grow =
    "WITH c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT zeroblob(100000) FROM c";
  for (const pageSize of [512, 65536]) {
    const statements = [`PRAGMA page_size = ${pageSize}`, `CREATE TABLE t AS ${grow}`];
    assert.deepEqual(await runWithinLimit(statements, { limitMs: 60_000 }), {
      kind: "refused",
      index: 1,
      error: { code: "SQLITE_FULL", message: "database or disk is full" },
    });
  }
});

Deno.test("boundMemory() limits a database to 256 MiB, whatever its pages", async () => {
  const engine = await openEngine();
  for (const pageSize of [4096, 1024]) {
    engine.run(`PRAGMA page_size = ${pageSize}`);
    boundMemory(engine);
    assert.equal(Number(engine.query("PRAGMA max_page_count")[0]![0]) * pageSize, 2 ** 28);
  }
  engine.close();
});

interface Ended {
  readonly code: number;
  readonly output: string;
  readonly tookMs: number;
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
  const startMs = performance.now();
  const args = ["run", "--quiet", "--no-config", "--no-lock", "--no-prompt", ...given, "-"];
  const child = new Deno.Command(Deno.execPath(), {
    args,
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const overdue = setTimeout(() => child.kill("SIGKILL"), 20_000);
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(program));
  await writer.close();
  const { code, stdout, stderr } = await child.output();
  clearTimeout(overdue);
  const output = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
  return { code, output, tookMs: performance.now() - startMs };
}

function assertTimedOut({ code, output, tookMs }: Ended) {
  assert.match(output, /\{"kind":"timed-out","index":1\} \[ \[ 42 \] \]/);
  assert.equal(code, 3, output);
  assert(tookMs < 5000, `took ${tookMs} ms`);
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
