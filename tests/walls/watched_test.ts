import assert from "node:assert/strict";
import { runProcess } from "../../scripts/run_process.ts";
import { commandLine, type Files, inProject } from "../end_to_end/project.ts";
import { HAS_TERMINAL, inTerminal } from "../end_to_end/terminal.ts";
import { execute } from "../support/sqlite_file.ts";

const FIRST = "CREATE TABLE t (a);\n";
const LOOP = "WITH n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)";
const TEN = `INSERT INTO t VALUES ${Array(30).fill("(1)").join(", ")};\n`;
const PRODUCT = "SELECT count(*) AS a FROM t AS a, t AS b, t AS c, t AS d, t AS e, t AS f, t AS g";
const DOUBLING = Array.from(
  { length: 40 },
  (_, index) => `CREATE VIEW v${index + 1} AS SELECT x + x AS x FROM v${index};\n`,
);

/** SQL that never ends, or takes too long, by where it is; the last statement is the cause. */
const ENDLESS: Readonly<Record<string, Files>> = {
  "a recursive query": {
    "migrations/2.sql": `INSERT INTO t ${LOOP} SELECT max(x) FROM n;`,
  },
  "a recursive query, in the schema": {
    "schema.sql": `CREATE TABLE u AS ${LOOP} SELECT count(*) FROM n;`,
  },
  "a product": { "migrations/2.sql": `${TEN}CREATE TABLE u AS ${PRODUCT};` },
  "a view": {
    "migrations/2.sql":
      `CREATE VIEW v AS ${LOOP} SELECT x FROM n;\nINSERT INTO t SELECT max(x) FROM v;`,
  },
  "a trigger": {
    "migrations/2.sql": `${TEN}CREATE TRIGGER r AFTER DELETE ON t BEGIN
      INSERT INTO t ${PRODUCT}; END;\nDELETE FROM t;`,
  },
  "triggers that fire themselves": {
    "migrations/2.sql": `EXPLAIN PRAGMA recursive_triggers = ON;
      CREATE TRIGGER r AFTER INSERT ON t WHEN new.a < 900 BEGIN
      INSERT INTO t VALUES (new.a + 1); INSERT INTO t VALUES (new.a + 1); END;\nINSERT INTO t VALUES (1);`,
  },
  "one call": {
    "migrations/2.sql": `INSERT INTO t SELECT instr(hex(zeroblob(20000000)),
      hex(zeroblob(9000000)) || 'x');`,
  },
};

Deno.test.each(
  ["sqlite", "libsql"].flatMap((target) =>
    Object.keys(ENDLESS).map((name) => [target, name] as const)
  ),
)("on %s, %s is stopped, and its place is named", async (target, name) => {
  const files = { "migrations/1.sql": FIRST, "schema.sql": FIRST, ...ENDLESS[name] };
  await inProject(files, async ({ run }) => {
    const startedMs = performance.now();
    const { code, stderr } = await run(`check --target ${target} --time-limit 3`);
    assert.equal(code, 3, stderr);
    assert.match(
      stderr,
      /^error\[shadow\/time-limit\]: Cannot finish statement \d+ of (?:2|schema)\.sql: /,
    );
    assert.match(stderr, /it was still running after 0\.25 s|0\.3 s/);
    assert(performance.now() - startedMs < 20_000);
  });
});

Deno.test("views that double what they read do not compile forever", async () => {
  const files = {
    "migrations/1.sql": `${FIRST}CREATE VIEW v0 AS SELECT a AS x FROM t;\n${DOUBLING.join("")}`,
    "schema.sql": FIRST,
  };
  await inProject(files, async ({ run }) => {
    for (const target of ["sqlite", "libsql"]) {
      const { code, stderr } = await run(`check --target ${target} --time-limit 6`);
      assert.notEqual(code, 0, stderr);
      assert.match(stderr, /^(?:error|warning)\[/);
    }
  });
});

Deno.test("views of a configured database that double what they read do not compile forever", async () => {
  const files = { "migrations/1.sql": FIRST, "penumbra.json": '{ "schema": "app.db" }' };
  await inProject(files, async ({ folder, run }) => {
    const views = `CREATE VIEW v0 AS SELECT a AS x FROM t;\n${DOUBLING.join("")}`;
    execute(`${folder}/app.db`, `${FIRST}${views}`);
    const { code, stderr } = await run("check --time-limit 6");
    assert.equal(code, 3, stderr);
    assert.match(stderr, /^error\[shadow\/(?:time|memory)-limit\]: Cannot finish a statement: /);
  });
});

Deno.test("many slow statements are stopped by a common limit", async () => {
  const one = "INSERT INTO t SELECT count(*) FROM t AS a, t AS b, t AS c, t AS d;\n";
  const files = { "migrations/1.sql": FIRST + TEN + one.repeat(2_000), "schema.sql": FIRST };
  await inProject(files, async ({ run }) => {
    const { code, stderr } = await run("check --target sqlite --time-limit 2");
    assert.equal(code, 3, stderr);
    assert.match(stderr, /shadow\/time-limit.*(?:all SQL together ran|still running)/);
  });
});

Deno.test("a CHECK that never ends is stopped while test rows are made", async () => {
  const heavy = "CHECK (length(hex(zeroblob(9000000))) > instr(hex(zeroblob(20000000)), " +
    "hex(zeroblob(9000000)) || a))";
  const files = {
    "migrations/1.sql": `CREATE TABLE t (a TEXT NOT NULL, ${heavy});\n`,
    "schema.sql": `CREATE TABLE t (a TEXT NOT NULL DEFAULT 'b', ${heavy});\n`,
  };
  await inProject(files, async ({ run }) => {
    const { code, stderr } = await run("generate --dry-run --target sqlite --time-limit 3");
    assert.equal(code, 3, stderr);
    assert.match(stderr, /^error\[shadow\/time-limit\]: Cannot finish a statement: /);
    assert.match(stderr, /INSERT OR ABORT INTO t/);
  });
});

Deno.test("Ctrl-C ends a statement that would run forever", { ignore: !HAS_TERMINAL }, async () => {
  const files = {
    "migrations/1.sql": FIRST,
    "migrations/2.sql": `INSERT INTO t ${LOOP} SELECT max(x) FROM n;`,
    "schema.sql": FIRST,
  };
  await inProject(files, async (project) => {
    const { code } = await inTerminal(project, "check --time-limit 6000", [["Replaying", "\x03"]]);
    assert.equal(code, 130);
  });
});

/** SQL that takes unlimited memory, in tables and elsewhere. */
const GROWING: Readonly<Record<string, string>> = {
  "a temporary table": `CREATE TEMP TABLE u AS ${LOOP} SELECT zeroblob(1000000) FROM n;`,
  "rows that are held aside": `CREATE TABLE u AS WITH n(x) AS (
    SELECT 1 UNION SELECT x + 1 FROM n) SELECT max(x), hex(zeroblob(1000000)) FROM n;`,
  "rows that are sorted": `CREATE TABLE u AS ${LOOP}
    SELECT hex(randomblob(100000)) AS h FROM n ORDER BY h;`,
  "one value": "INSERT INTO t SELECT zeroblob(500000000) || zeroblob(500000000);",
  "one page size": "PRAGMA page_size = 65536;\nVACUUM;\n" +
    `CREATE TABLE u AS ${LOOP} SELECT zeroblob(60000) FROM n;`,
};

Deno.test.each(
  ["sqlite", "libsql"].flatMap((target) =>
    Object.keys(GROWING).map((name) => [target, name] as const)
  ),
)("on %s, %s stays within bounds", async (target, name) => {
  const files = {
    "migrations/1.sql": FIRST,
    "migrations/2.sql": GROWING[name]!,
    "schema.sql": FIRST,
  };
  await inProject(files, async ({ folder }) => {
    const command = commandLine(`check --target ${target} --time-limit 48`);
    const script = `"$@" & pid=$!; most=0
      while kill -0 $pid 2>/dev/null; do
        now=$(awk '/VmHWM/ { print $2 }' /proc/$pid/status 2>/dev/null)
        [ "\${now:-0}" -gt $most ] && most=$now
        sleep 0.05
      done
      wait $pid; echo "$? $most"`;
    const { stdout } = await runProcess(["sh", "-c", script, "sh", ...command], { cwd: folder });
    const [code, kilobytes] = stdout.trim().split("\n").at(-1)!.split(" ").map(Number);
    assert.equal(code, 3, stdout);
    assert(kilobytes! > 0 && kilobytes! < 1_200_000, `it took ${kilobytes} kB`);
  });
});
