import assert from "node:assert/strict";
import { prepareBundle } from "../../src/migrations/bundle/bundle.ts";
import {
  type Bundle,
  compare,
  type Driver,
  historyOf,
  migrate,
  MigrationError,
} from "../../src/runner/mod.ts";

/** A database for testing a driver, empty at first. */
export interface OpenedDatabase {
  readonly driver: Driver;
  close(): unknown;
}

/** A bundle of these files, by name. */
export async function bundleOf(files: Readonly<Record<string, string>>): Promise<Bundle> {
  const migrations = Object.entries(files).map(([id, text]) => ({
    id,
    version: id,
    name: id,
    source: { name: `${id}.sql`, text },
  }));
  const prepared = await prepareBundle(migrations);
  assert(prepared.ok, JSON.stringify(prepared));
  return prepared.value.bundle;
}

const USERS = `CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE);
CREATE TABLE posts (id INTEGER PRIMARY KEY,
  user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE);`;

/** A rebuild as Drizzle Kit and Prisma write it. */
const REBUILD = `PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE __new_users (id INTEGER PRIMARY KEY, name TEXT UNIQUE, age INTEGER DEFAULT 0);
INSERT INTO __new_users (id, name) SELECT id, name FROM users;
DROP TABLE users;
ALTER TABLE __new_users RENAME TO users;
PRAGMA foreign_keys=ON;`;

const ROWS = "INSERT INTO users VALUES (1, 'a'), (2, 'b')";
const CHILDREN = "INSERT INTO posts VALUES (1, 1), (2, 1), (3, 2)";

/** The tests that every driver must pass, each with a new database. */
export const PROMISES: Readonly<Record<string, (database: OpenedDatabase) => Promise<void>>> = {
  "applies what is pending, once": async ({ driver }) => {
    const bundle = await bundleOf({
      "0001_users": USERS,
      "0002_age": REBUILD,
      "0003_nothing": "--",
    });
    const told: string[] = [];
    const result = await migrate(driver, bundle, {
      onProgress: ({ migration, statement }) => void told.push(`${migration} ${statement}`),
    });
    assert.deepEqual(result, {
      kind: "done",
      applied: ["0001_users", "0002_age", "0003_nothing"],
      drift: [],
    });
    assert.equal(told[0], "0001_users 1");
    const again = await migrate(driver, bundle);
    assert.deepEqual(again, { kind: "done", applied: [], drift: [] });
    const history = await historyOf(driver);
    assert.deepEqual(
      history?.map(({ id, statements, statementsDone }) => [id, statements, statementsDone]),
      [["0001_users", 2, 2], ["0002_age", 4, 4], ["0003_nothing", 0, 0]],
    );
    assert.match(history[0]!.appliedAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    assert.equal(history[0]!.checksum, bundle.migrations[0]!.checksum);
  },

  "loses no row to a rebuild that wants foreign keys off": async ({ driver }) => {
    await driver.query({ sql: "PRAGMA foreign_keys = ON" });
    const bundle = await bundleOf({ "0001_users": USERS, "0002_age": REBUILD });
    await migrate(driver, bundle, { to: "0001_users" });
    await driver.query({ sql: ROWS });
    await driver.query({ sql: CHILDREN });
    const applying = migrate(driver, bundle);
    if (driver.refuseLoss !== undefined) {
      await assert.rejects(applying, { kind: "keys-stay-on", migration: "0002_age" });
    } else await applying;
    assert.deepEqual(await countOf(driver, "posts"), 3);
    assert.deepEqual(await keysOf(driver), 1);
  },

  "loses no row where a table is dropped and created again": async ({ driver }) => {
    await driver.query({ sql: "PRAGMA foreign_keys = ON" });
    const again = `CREATE TABLE kept AS SELECT * FROM users;
DROP TABLE users;
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE, age INTEGER);
INSERT INTO users (id, name) SELECT id, name FROM kept;
DROP TABLE kept;`;
    const bundle = await bundleOf({ "0001_users": USERS, "0002_age": again });
    await migrate(driver, bundle, { to: "0001_users" });
    await driver.query({ sql: ROWS });
    await driver.query({ sql: CHILDREN });
    const applying = migrate(driver, bundle);
    if (driver.refuseLoss === undefined) await applying;
    else await assert.rejects(applying, { kind: "keys-stay-on", migration: "0002_age" });
    assert.deepEqual(await countOf(driver, "posts"), 3);
    assert.deepEqual(await keysOf(driver), 1);
  },

  "leaves nothing of a migration that fails, and says where": async ({ driver }) => {
    const bundle = await bundleOf({
      "0001_users": USERS,
      "0002_bad": `CREATE TABLE extra (a); ${ROWS}; INSERT INTO users VALUES (3, 'a');`,
      "0003_never": "CREATE TABLE never (a);",
    });
    const error = await failureOf(migrate(driver, bundle));
    assert.equal(error.kind, "statement");
    assert.equal(error.migration, "0002_bad");
    assert.match(
      error.message,
      /^Cannot apply "0002_bad": .*UNIQUE constraint failed: users\.name/,
    );
    if (error.statement !== undefined) {
      assert.equal(error.statement, 3);
      assert.equal(error.sql, "INSERT INTO users VALUES (3, 'a')");
    }
    const { applied, pending } = await compare(driver, bundle);
    assert.deepEqual(applied, ["0001_users"]);
    assert.deepEqual(pending.map(({ id }) => id), ["0002_bad", "0003_never"]);
    const tables = await driver.query({
      sql: "SELECT name FROM sqlite_schema WHERE name = 'extra'",
    });
    assert.deepEqual([...tables], []);
    assert.deepEqual(await countOf(driver, "users"), 0);
  },

  "counts only rows that are orphans since the migration": async ({ driver }) => {
    if (driver.refuseLoss !== undefined) return;
    await migrate(driver, await bundleOf({ "0001_users": USERS }));
    await driver.query({ sql: ROWS });
    const orphan = { sql: "INSERT INTO posts VALUES (7, 1), (8, 99)" };
    if (driver.batch !== undefined) await driver.batch([orphan], { keysOff: true });
    else {
      await driver.query({ sql: "PRAGMA foreign_keys = OFF" });
      await driver.query(orphan);
    }
    const files = { "0001_users": USERS, "0002_age": REBUILD };
    assert.equal((await migrate(driver, await bundleOf(files))).kind, "done");
    const loss = "PRAGMA foreign_keys=OFF; DELETE FROM users WHERE id = 1;";
    const error = await failureOf(migrate(driver, await bundleOf({ ...files, "0003_loss": loss })));
    assert.equal(error.kind, "foreign-key");
    if (error.rows !== undefined) {
      assert.deepEqual(error.rows, [{ table: "posts", rowid: "7", parent: "users" }]);
      const words = 'row 7 of "posts" would have no parent in "users"';
      assert.equal(error.message, `Cannot apply "0003_loss": ${words}`);
    }
    assert.equal(await countOf(driver, "users"), 2);
    assert.equal(await keysOf(driver), driver.batch === undefined ? 0 : 1);
  },

  "knows a newer database, an edit and a late migration": async ({ driver }) => {
    const one = { "0001_a": "CREATE TABLE a (x);" };
    const two = { "0002_b": "CREATE TABLE b (x);" };
    await migrate(driver, await bundleOf({ ...one, ...two }));
    assert.deepEqual(await migrate(driver, await bundleOf(one)), {
      kind: "newer",
      unknown: ["0002_b"],
      pending: [],
    });
    const cosmetic = { "0001_a": "-- why\r\ncreate table A ( x ) ;", ...two };
    assert.deepEqual((await compare(driver, await bundleOf(cosmetic))).cosmetic, ["0001_a"]);
    assert.equal((await migrate(driver, await bundleOf(cosmetic))).kind, "done");
    const edited = await bundleOf({ "0001_a": "CREATE TABLE a (x, y);", ...two });
    assert.equal((await failureOf(migrate(driver, edited))).kind, "edited");
    assert.equal((await migrate(driver, edited, { allow: ["edited:0001_a"] })).kind, "done");
    const late = await bundleOf({ ...one, "0001_late": "CREATE TABLE late (x);", ...two });
    assert.equal((await failureOf(migrate(driver, late))).kind, "out-of-order");
    const result = await migrate(driver, late, { isIndependent: () => true });
    assert.deepEqual(result.kind === "done" && result.applied, ["0001_late"]);
  },
};

async function failureOf(work: Promise<unknown>): Promise<MigrationError> {
  try {
    await work;
  } catch (error) {
    assert(error instanceof MigrationError, String(error));
    return error;
  }
  throw new Error("It did not fail");
}

async function countOf(driver: Driver, table: string): Promise<number> {
  const [row] = await driver.query({ sql: `SELECT count(*) AS n FROM ${table}` });
  return Number(row!["n"]);
}

async function keysOf(driver: Driver): Promise<number> {
  const [row] = await driver.query({ sql: "PRAGMA foreign_keys" });
  return Number(row!["foreign_keys"]);
}
