/** Objects that the migrations do not know, by drift or by another tool, when a table is rebuilt. */
import assert from "node:assert/strict";
import { generateMigration } from "penumbra";
import { snapshotAfter } from "../support/snapshots.ts";
import { MODES, openWith, statementsOf } from "./engines.ts";
import { value } from "./golden_case.ts";

const BEFORE = "CREATE TABLE users (id INTEGER PRIMARY KEY, role TEXT DEFAULT 'guest');";
const AFTER = "CREATE TABLE users (id INTEGER PRIMARY KEY, role TEXT DEFAULT 'member');";

const UNKNOWN: readonly (readonly [what: string, sql: string])[] = [
  [
    "table",
    `CREATE TABLE audit (user_id INTEGER REFERENCES users (id) ON DELETE CASCADE);
     INSERT INTO audit VALUES (1), (2);`,
  ],
  ["view", "CREATE VIEW admins AS SELECT id FROM users WHERE role = 'admin';"],
  [
    "trigger",
    "CREATE TRIGGER watched AFTER DELETE ON users BEGIN SELECT raise(ABORT, 'kept'); END;",
  ],
];

for (const [what, sql] of UNKNOWN) {
  Deno.test(`an unknown ${what} that uses a rebuilt table stops the migration, and loses nothing`, async () => {
    const current = await snapshotAfter(BEFORE);
    const desired = await snapshotAfter(AFTER);
    const { text } = value(await generateMigration({ current, desired, target: "sqlite" }));
    const rows = "INSERT INTO users VALUES (1, 'guest'), (2, 'admin');";
    // With legacy_alter_table on and foreign keys off, nothing follows the old table, and all stays as it is.
    for (const mode of MODES.filter(({ legacy }) => !legacy)) {
      for (const goesOn of [false, true]) {
        const engine = await openWith(mode, BEFORE, `${rows} ${sql}`);
        const state = () =>
          JSON.stringify([
            engine.query("SELECT type, name, sql FROM sqlite_schema ORDER BY name"),
            engine.query("SELECT * FROM users"),
            what === "table" ? engine.query("SELECT * FROM audit") : [],
          ]);
        const was = state();
        const said: string[] = [];
        if (mode.transaction) engine.run("BEGIN");
        for (const statement of statementsOf(text)) {
          const refused = engine.run(statement);
          if (refused !== undefined) said.push(refused.message);
          if (refused !== undefined && !goesOn) break;
        }
        engine.run("ROLLBACK");
        assert.match(said[0] ?? "", /unknown objects use users/);
        assert.equal(state(), was);
        engine.close();
      }
    }
  });
}
