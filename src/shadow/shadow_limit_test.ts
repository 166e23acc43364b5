import assert from "node:assert/strict";

/** What comes of SQL in a shadow, in a process of its own: what never ends would keep this one. */
async function applied(text: string, engine = "libsql"): Promise<string> {
  const module = new URL("./shadow_database.ts", import.meta.url);
  const program = `
    import { ShadowDatabase } from ${JSON.stringify(module.href)};
    const shadow = await ShadowDatabase.open({ engine: "${engine}", statementLimitMs: 300 });
    const result = await shadow.applyScript({ name: "x.sql", text: ${JSON.stringify(text)} });
    for (const { code, span } of result.diagnostics) {
      console.log(code, span.source.text.slice(span.startOffset, span.endOffset));
    }
    console.log(shadow.query("SELECT count(*) FROM t")[0][0]);
    Deno.exit();`;
  const args = ["run", "--allow-all", "--quiet", "--no-check", "-"];
  const child = new Deno.Command(Deno.execPath(), { args, stdin: "piped", stdout: "piped" })
    .spawn();
  const overdue = setTimeout(() => child.kill("SIGKILL"), 20_000);
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(program));
  await writer.close();
  const { stdout } = await child.output();
  clearTimeout(overdue);
  return new TextDecoder().decode(stdout).trim();
}

const ROWS = `CREATE TABLE t (a); INSERT INTO t VALUES ${Array(100).fill("(1)").join(", ")};`;
const LOOP = "WITH n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n";

Deno.test("a shadow gives up what multiplies without end, and what reads from an endless view", async () => {
  const join =
    "CREATE TABLE j AS SELECT max(a.a) FROM t AS a, t AS b, t AS c, t AS d, t AS e, t AS f";
  const [multiplied, onSqlite, copied, few] = await Promise.all([
    applied(`${ROWS} ${join};`),
    applied(`${ROWS} ${join};`, "sqlite"),
    applied(`${ROWS} CREATE VIEW v AS ${LOOP}; CREATE TABLE u AS SELECT * FROM v;`),
    applied(`CREATE TABLE t (a); INSERT INTO t VALUES (1); ${join};`),
  ]);
  assert.equal(multiplied, `shadow/time-limit ${join}\n100`);
  assert.equal(onSqlite, multiplied);
  assert.equal(copied, "shadow/time-limit CREATE TABLE u AS SELECT * FROM v\n100");
  assert.equal(few, "1");
});
