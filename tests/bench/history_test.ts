import assert from "node:assert/strict";
import { type Engine, openEngine } from "../../src/host/engines/engine.ts";
import { statementsOf } from "../support/statements.ts";
import { generateHistory } from "./history.ts";

const SIZES = [
  { migrations: 1, tables: 1 },
  { migrations: 1, tables: 4 },
  { migrations: 3, tables: 30 },
  { migrations: 60, tables: 1 },
  { migrations: 60, tables: 5 },
  { migrations: 60, tables: 25 },
];

/** Runs the whole history on libSQL with foreign keys on. */
async function replay(...texts: readonly string[]): Promise<Engine> {
  const engine = await openEngine();
  assert.deepEqual(engine.query("PRAGMA foreign_keys"), [[1]]);
  for (const { sql } of texts.flatMap((text) => statementsOf(text))) {
    assert.equal(engine.run(sql)?.message, undefined, sql);
  }
  return engine;
}

/** The schema of the database, in an order that does not depend on how it was created. */
function schemaOf(engine: Engine): unknown[] {
  return engine.query(
    "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite!_%' ESCAPE '!' " +
      "ORDER BY type, name",
  );
}

Deno.test("generateHistory() gives the same bytes for the same seed, and others for another", () => {
  const options = { migrations: 20, tables: 6, seed: 7 };
  assert.deepEqual(generateHistory(options), generateHistory(options));
  assert.notDeepEqual(generateHistory(options), generateHistory({ ...options, seed: 8 }));
});

Deno.test("generateHistory() names files so that they sort in their order", () => {
  const names = generateHistory({ migrations: 30, tables: 6, seed: 7 }).files.map(({ name }) =>
    name
  );
  assert.deepEqual(names.toSorted(), names);
  assert.ok(names.every((name, index) => Number(name.slice(0, 4)) === index + 1));
  assert.ok(names.every((name) => /^\d{4}_[a-z0-9_]+\.sql$/.test(name)));
});

for (const size of SIZES) {
  const label = `${size.migrations} migrations, ${size.tables} tables`;

  Deno.test(`generateHistory() runs on libSQL to what SQLite made of it: ${label}`, async () => {
    for (const seed of [1, 2, 3]) {
      const { files, schemaSql } = generateHistory({ ...size, seed });
      assert.equal(files.length, size.migrations);
      const history = await replay(...files.map(({ sql }) => sql));
      const desired = await replay(schemaSql);
      assert.deepEqual(schemaOf(history), schemaOf(desired));
      const tables = history.query(
        "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'",
      );
      assert.deepEqual(tables, [[size.tables]]);
      assert.deepEqual(history.query("PRAGMA foreign_key_check"), []);
      assert.deepEqual(history.query("PRAGMA integrity_check"), [["ok"]]);
      history.close();
      desired.close();
    }
  });
}

Deno.test("generateHistory() contains every operation of real histories, if it is long enough", () => {
  const sql = generateHistory({ migrations: 400, tables: 12, seed: 1 }).files.map((it) => it.sql)
    .join("");
  for (
    const expected of [
      /^CREATE TABLE /m,
      /^ALTER TABLE .* ADD COLUMN /m,
      /^ALTER TABLE .* RENAME COLUMN /m,
      /^ALTER TABLE .* DROP COLUMN /m,
      /^ALTER TABLE (?!new_).* RENAME TO /m,
      /^ALTER TABLE new_(\w+) RENAME TO \1;/m,
      /^CREATE INDEX /m,
      /^CREATE INDEX .* WHERE /m,
      /^DROP INDEX /m,
      /^CREATE VIEW /m,
      /^DROP VIEW /m,
      /^CREATE TRIGGER /m,
      /^DROP TRIGGER /m,
      /^DROP TABLE (?!new_)/m,
      /^INSERT INTO /m,
      /^UPDATE /m,
      /^DELETE FROM /m,
      /^PRAGMA foreign_keys = OFF;/m,
      / REFERENCES /,
      / CHECK \(/,
      / GENERATED ALWAYS AS /,
      /^\) STRICT;/m,
      /^\) WITHOUT ROWID;/m,
      /^ {2}PRIMARY KEY \(/m,
    ]
  ) assert.match(sql, expected);
});
