import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { type Bundle, historyOf, migrate, nodeSqlite } from "../../src/runner/mod.ts";
import { runProcess } from "../../scripts/run_process.ts";
import { assertRan, inProject } from "../end_to_end/project.ts";
import { bundleOf } from "./scenario.ts";

const FILES = {
  "migrations/0001_users.sql": "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);\r\n",
  "migrations/0002_bio.sql": "-- why\nALTER TABLE users ADD COLUMN bio TEXT;\n",
};

Deno.test("penumbra bundle writes what the runner applies, with the expected schema", async () => {
  await inProject(FILES, async ({ run, read, write, folder }) => {
    assertRan(await run("bundle -o app.ts"), { stderr: "Wrote app.ts: 2 migrations\n" });
    assertRan(await run("bundle -o app.ts"), { stderr: "app.ts is up to date: 2 migrations\n" });
    assert.equal((await run("bundle -o app.json")).code, 0);
    const bundle = JSON.parse(await read("app.json")) as Bundle;
    assert.deepEqual((await import(`${folder}/app.ts`)).bundle, bundle);
    assert.deepEqual(JSON.parse((await run("bundle")).stdout), bundle);

    const database = new DatabaseSync(":memory:");
    const driver = nodeSqlite(database);
    const ids = ["0001_users", "0002_bio"];
    assert.deepEqual(await migrate(driver, bundle), { kind: "done", applied: ids, drift: [] });

    // A column that is not in the bundle, and one more migration afterwards.
    database.exec("ALTER TABLE users ADD COLUMN extra");
    await write({ "migrations/0003_tags.sql": "CREATE TABLE tags (name TEXT);\n" });
    const next = JSON.parse((await run("bundle")).stdout);
    const drifted = { kind: "done", applied: ["0003_tags"], drift: ["table users"] };
    assert.deepEqual(await migrate(driver, next), drifted);
    database.close();
  });
});

Deno.test("the module of a bundle has the type that the runner accepts", async () => {
  await inProject(FILES, async ({ run, write, folder }) => {
    await run("bundle -o app.ts");
    const runner = new URL("../../src/runner/mod.ts", import.meta.url).href;
    await write({
      "use.ts": `import { bundle } from "./app.ts";
import type { Bundle } from "${runner}";
export const checked: Bundle = bundle;\n`,
    });
    const config = new URL("../../deno.json", import.meta.url).pathname;
    const checked = await runProcess([
      Deno.execPath(),
      "check",
      "--quiet",
      "--config",
      config,
      `${folder}/use.ts`,
    ]);
    assert.equal(checked.code, 0, checked.stderr);
  });
});

Deno.test("a line ending or a comment is not an edit, another column is one", async () => {
  const [crlf, lf, other] = await Promise.all(
    ["CREATE TABLE t (\r\n  a)", "CREATE TABLE t (\n  a)", "CREATE TABLE t (b)"].map(async (text) =>
      (await bundleOf({ one: text })).migrations[0]!
    ),
  );
  assert.equal(crlf!.checksum, lf!.checksum);
  assert.notEqual(lf!.meaning, other!.meaning);
});

Deno.test("a bundle contains what the runner must know about a file", async () => {
  const files = {
    a: "BEGIN; CREATE TABLE t (a); COMMIT;",
    b: 'PRAGMA foreign_keys = OFF; DROP TABLE IF EXISTS "T"; PRAGMA foreign_keys = ON;',
    c: "CREATE TABLE n (a); DROP TABLE t; ALTER TABLE n RENAME TO t;",
    d: "CREATE TABLE u (a); VACUUM; PRAGMA journal_mode = WAL; CREATE TABLE v (a);",
    e: "SAVEPOINT penumbra; CREATE TABLE w (a); RELEASE penumbra;",
    f: "PRAGMA foreign_keys = 1; DELETE FROM w;",
    g: 'CREATE TABLE kept AS SELECT * FROM t; DROP TABLE main.t; CREATE TABLE IF NOT EXISTS "T" (a);',
    h: "CREATE TABLE x (a); DROP TABLE x; CREATE TEMP TABLE x (a); DROP TABLE temp.x;",
    i: "CREATE TABLE y (a); DROP TABLE y; ALTER TABLE w RENAME COLUMN a TO y;",
    j: "PRAGMA main.'foreign_keys'('no'); DELETE FROM w;",
  };
  const facts = (await bundleOf(files)).migrations.map((it) => [
    it.statements.length,
    it.foreignKeys,
    it.drops,
    it.outside,
  ]);
  assert.deepEqual(facts, [
    [1, undefined, undefined, undefined],
    [1, "off", ["t"], undefined],
    [3, "off", ["t"], undefined],
    [4, undefined, undefined, [1, 2]],
    [1, undefined, undefined, undefined],
    [1, "on", undefined, undefined],
    [3, "off", ["t"], undefined],
    [4, undefined, undefined, undefined],
    [3, undefined, undefined, undefined],
    [1, "off", undefined, undefined],
  ]);
});

Deno.test("what cannot run in a transaction runs outside of one, and continues where it stopped", async () => {
  const bundle = await bundleOf({
    one:
      "CREATE TABLE t (a); VACUUM; INSERT INTO t VALUES (1); VACUUM; INSERT INTO gone VALUES (1);",
  });
  const database = new DatabaseSync(":memory:");
  const driver = nodeSqlite(database);
  await assert.rejects(migrate(driver, bundle), { kind: "statement", statement: 5 });
  const [row] = await historyOf(driver) ?? [];
  assert.deepEqual([row?.statements, row?.statementsDone], [5, 4]);
  database.exec("CREATE TABLE gone (a)");
  assert.equal((await migrate(driver, bundle)).kind, "done");
  assert.deepEqual({ ...database.prepare("SELECT count(*) AS n FROM t").get() }, { n: 1 });
  database.close();
});

Deno.test("a half-applied migration continues with the edited file, if that is allowed", async () => {
  const done = "CREATE TABLE t (a); VACUUM;";
  const database = new DatabaseSync(":memory:");
  const driver = nodeSqlite(database);
  const first = await bundleOf({ one: `${done} INSERT INTO gone VALUES (1); SELECT 1;` });
  await assert.rejects(migrate(driver, first), { kind: "statement", statement: 3 });
  const edited = await bundleOf({ one: `${done} INSERT INTO t VALUES (1);` });
  await assert.rejects(migrate(driver, edited), { kind: "edited" });
  assert.equal((await migrate(driver, edited, { allow: ["edited:one"] })).kind, "done");
  assert.deepEqual(await migrate(driver, edited), { kind: "done", applied: [], drift: [] });
  assert.deepEqual({ ...database.prepare("SELECT count(*) AS n FROM t").get() }, { n: 1 });
  database.close();
});

Deno.test("a program and a ROLLBACK are not bundled", async () => {
  await inProject({
    "migrations/0001_a.sql": "CREATE TABLE t (a);\nROLLBACK;\n",
  }, async ({ run }) => {
    assertRan(await run("bundle"), {
      code: 3,
      stderr: `
        error[migrations/rollback]: Cannot run "0001_a": its ROLLBACK would undo the transaction that it runs in
         --> migrations/0001_a.sql:2:1
          |
        2 | ROLLBACK;
          | ^^^^^^^^
        hint: Remove the ROLLBACK and the statements before it; each migration already runs in a transaction
      `,
    });
  });
});

Deno.test("the runner with one driver has less than 10 kB, without a dependency", async () => {
  const folder = await Deno.makeTempDir();
  const runner = new URL("../../src/runner/mod.ts", import.meta.url).href;
  await Deno.writeTextFile(
    `${folder}/app.ts`,
    `export { migrate, MigrationError, nodeSqlite } from "${runner}";\n`,
  );
  const bundle = [Deno.execPath(), "bundle", "--quiet", "--minify", "-o", `${folder}/app.js`];
  const { code, stderr } = await runProcess([...bundle, `${folder}/app.ts`]);
  assert.equal(code, 0, stderr);
  const text = await Deno.readTextFile(`${folder}/app.js`);
  await Deno.remove(folder, { recursive: true });
  assert.doesNotMatch(text, /\bimport\b/);
  assert(text.length < 10_000, `${text.length} bytes`);
});
