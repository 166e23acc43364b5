/** Objects that the migrations do not know, by drift or by another tool, when a table is rebuilt or dropped. */
import assert from "node:assert/strict";
import { generateMigration } from "penumbra";
import { snapshotAfter } from "../support/snapshots.ts";
import { describeMode, MODES, openWith, statementsOf } from "./engines.ts";
import { value } from "./golden_case.ts";
import { HAS_SHELL, lossesInShell } from "./shell.ts";

const BEFORE = `CREATE TABLE users (id INTEGER PRIMARY KEY, role TEXT DEFAULT 'guest');
  CREATE TABLE notes (id INTEGER PRIMARY KEY);`;
const ROWS = "INSERT INTO users VALUES (1, 'guest'), (2, 'admin');";

const AFTERWARDS = {
  rebuilt: BEFORE.replace("guest", "member"),
  dropped: "CREATE TABLE notes (id INTEGER PRIMARY KEY);",
};

const UNKNOWN = {
  table: `CREATE TABLE audit (user_id INTEGER REFERENCES users (id) ON DELETE CASCADE);
    INSERT INTO audit VALUES (1), (2);`,
  view: "CREATE VIEW admins AS SELECT id FROM users WHERE role = 'admin';",
  trigger: `CREATE TRIGGER watched AFTER DELETE ON users
    BEGIN SELECT raise(ABORT, 'kept'); END;`,
};

async function migration(after: string): Promise<string> {
  const [current, desired] = [await snapshotAfter(BEFORE), await snapshotAfter(after)];
  return value(await generateMigration({ current, desired, target: "sqlite" })).text;
}

/** Runs the migration in every mode with something unknown: it must stop, and change nothing. */
async function assertStops(after: string, unknown: string): Promise<void> {
  const statements = statementsOf(await migration(after));
  for (const mode of MODES.filter(({ legacy }) => !legacy)) {
    for (const despiteErrors of [false, true]) {
      const engine = await openWith(mode, BEFORE, `${ROWS} ${unknown}`);
      const state = () =>
        JSON.stringify([
          engine.query("SELECT type, name, sql FROM sqlite_schema ORDER BY name"),
          engine.query("SELECT * FROM users"),
          unknown === UNKNOWN.table ? engine.query("SELECT * FROM audit") : [],
        ]);
      const was = state();
      const said: string[] = [];
      if (mode.transaction) engine.run("BEGIN");
      for (const statement of statements) {
        const refused = engine.run(statement);
        if (refused !== undefined) said.push(refused.message);
        if (refused !== undefined && !despiteErrors) break;
      }
      engine.run("ROLLBACK");
      assert.match(said[0] ?? "", /unknown objects use users/);
      assert.equal(state(), was);
      engine.close();
    }
  }
}

const PLAN = `ALTER TABLE users ADD COLUMN plan TEXT; UPDATE users SET plan = 'pro';`;

Deno.test("an unknown column of a rebuilt table stops the migration, and keeps its values", async () => {
  await assertStops(AFTERWARDS.rebuilt, PLAN);
});

Deno.test("so does one in place of a column that is dropped, and a file that is run again", async () => {
  const plan = "plan TEXT NOT NULL DEFAULT 'free', UNIQUE (id, plan)";
  const after = BEFORE.replace("role TEXT DEFAULT 'guest'", plan);
  await assertStops(after, "ALTER TABLE users RENAME COLUMN role TO plan;");
  const mode = { engine: "sqlite", transaction: false, legacy: false, foreignKeys: true } as const;
  const engine = await openWith(mode, BEFORE, ROWS);
  const statements = statementsOf(await migration(after));
  const read = "SELECT id, plan FROM users ORDER BY id";
  for (const statement of [...statements, "UPDATE users SET plan = 'pro'", ...statements]) {
    engine.run(statement);
  }
  assert.deepEqual(engine.query(read), [[1, "pro"], [2, "pro"]]);
  engine.close();
});

for (const [fate, after] of Object.entries(AFTERWARDS)) {
  for (const [what, sql] of Object.entries(UNKNOWN)) {
    Deno.test(`an unknown ${what} that uses a ${fate} table stops the migration, and loses nothing`, async () => {
      await assertStops(after, sql);
    });
  }

  Deno.test(`with legacy_alter_table, too, an unknown child of a ${fate} table keeps its rows`, async () => {
    const statements = statementsOf(await migration(after));
    const mode = { engine: "sqlite", transaction: false, legacy: true } as const;
    for (const foreignKeys of [false, true]) {
      const engine = await openWith({ ...mode, foreignKeys }, BEFORE, `${ROWS} ${UNKNOWN.table}`);
      for (const statement of statements) engine.run(statement);
      assert.deepEqual(engine.query("SELECT count(*) FROM audit"), [[2]], `keys: ${foreignKeys}`);
      engine.close();
    }
  });

  Deno.test({
    name: `an unknown child of a ${fate} table keeps its rows in the sqlite3 shell`,
    ignore: !HAS_SHELL,
    fn: async () => {
      const statements = statementsOf(await migration(after));
      const modes = MODES.filter(({ engine }) => engine === "sqlite");
      const rows = `${ROWS} INSERT INTO audit VALUES (1), (2);`;
      const [table] = statementsOf(UNKNOWN.table);
      const losses = await lossesInShell({
        schema: `${BEFORE}${table};`,
        statements,
        attempts: modes.map((mode) => ({ mode, rows, failing: undefined })),
        kept: [{ before: "audit", after: "audit" }],
      });
      assert.deepEqual(losses, [], modes.map(describeMode).join("; "));
    },
  });
}
