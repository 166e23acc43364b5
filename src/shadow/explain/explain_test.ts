import assert from "node:assert/strict";
import { shortName } from "./statement_words.ts";
import { ShadowDatabase } from "../database/shadow_database.ts";

/** The diagnostic for the script's last statement, with `«` and `»` around its place. */
async function explained(text: string): Promise<{ message: string; place: string; hint?: string }> {
  await using shadow = await ShadowDatabase.open();
  const ran = shadow.applyScript({ name: "migrations/0001_x.sql", text });
  assert(!ran.ok, `it ran: ${text}`);
  const [{ message, span, hint }] = ran.diagnostics as [typeof ran.diagnostics[0] & object];
  const { startOffset, endOffset } = span!;
  return {
    message: message.replace(/^Cannot run statement \d+ of 0001_x\.sql: /, ""),
    place: text.slice(startOffset, endOffset),
    ...(hint !== undefined && { hint }),
  };
}

const USERS = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);\n";

Deno.test.each([
  {
    problem: "a table that is not there",
    sql: `${USERS}ALTER TABLE user ADD COLUMN age`,
    message: 'no such table "user"',
    place: "user",
    hint: 'Did you mean "users"?',
  },
  {
    problem: "a table that is not there and looks like none",
    sql: `${USERS}DROP TABLE "order items"`,
    message: 'no such table "order items"',
    place: '"order items"',
  },
  {
    problem: "a table that is not there and is called almost like a column",
    sql: "CREATE TABLE notes (household_id TEXT);\nALTER TABLE household ADD COLUMN colour TEXT",
    message: 'no such table "household"',
    place: "household",
  },
  {
    problem: "a database that is not there",
    sql: "CREATE TABLE other.users (id INTEGER)",
    message: "unknown database other",
    place: "CREATE TABLE other.users (id INTEGER)",
    hint: "Remove the name of the database: migrations are replayed in a single one",
  },
  {
    problem: "a column that is not there",
    sql: `${USERS}CREATE INDEX i ON users (nmae)`,
    message: 'no such column "nmae"',
    place: "nmae",
    hint: 'Did you mean "name"?',
  },
  {
    problem: "a column of a table, named with it",
    sql: `${USERS}UPDATE users SET name = users.nmae`,
    message: 'no such column "users.nmae"',
    place: "nmae",
    hint: 'Did you mean "name"?',
  },
  {
    problem: "a column that only another table has",
    sql: `${USERS}CREATE TABLE tags (label TEXT);\nCREATE INDEX i ON tags (nmae)`,
    message: 'no such column "nmae"',
    place: "nmae",
  },
  {
    problem: "a column of the table that is created",
    sql: "CREATE TABLE tags (label TEXT, CHECK (labl <> ''))",
    message: 'no such column "labl"',
    place: "labl",
    hint: 'Did you mean "label"?',
  },
  {
    problem: "a column of a foreign key that the table does not have",
    sql: `${USERS}CREATE TABLE posts (user_id, FOREIGN KEY (usr_id) REFERENCES users (id))`,
    message: 'unknown column "usr_id" in foreign key definition',
    place: "usr_id",
    hint: 'Did you mean "user_id"?',
  },
  {
    problem: "a column to drop that is not there",
    sql: `${USERS}ALTER TABLE users DROP COLUMN nmae`,
    message: 'no such column "nmae"',
    place: "nmae",
    hint: 'Did you mean "name"?',
  },
  {
    problem: "a column to rename that is not there, in quotes",
    sql: `${USERS}ALTER TABLE users RENAME COLUMN "first name" TO first_name`,
    message: 'no such column "first name"',
    place: '"first name"',
  },
  {
    problem: "a column that is there twice",
    sql: "CREATE TABLE t (a, b, A)",
    message: 'duplicate column name "A"',
    place: "A",
    hint: "Remove one of the two columns, or give it another name",
  },
  {
    problem: "a column that is there twice, and used further on",
    sql: "CREATE TABLE t (b, [b] /* */ CHECK (b > 0), FOREIGN KEY (b) REFERENCES u (b))",
    message: 'duplicate column name "b"',
    place: "[b]",
    hint: "Remove one of the two columns, or give it another name",
  },
  {
    problem: "a column that is added twice, and used further on",
    sql: `${USERS}ALTER TABLE users ADD "name" TEXT CHECK (name > 0)`,
    message: 'duplicate column name "name"',
    place: '"name"',
    hint: "Remove one of the two columns, or give it another name",
  },
  {
    problem: "a table that is there already",
    sql: `${USERS}CREATE TABLE "Users" (id)`,
    message: 'table "Users" already exists',
    place: '"Users"',
    hint: "Remove one of the two statements that create it",
  },
  {
    problem: "an index that is there already",
    sql: `${USERS}CREATE INDEX i ON users (name);CREATE INDEX i ON users (id)`,
    message: "index i already exists",
    place: "i",
    hint: "Remove one of the two statements that create it",
  },
  {
    problem: "a slip in the grammar",
    sql: "CREATE TABLE t (a,, b)",
    message: 'near ",": syntax error',
    place: ",",
    hint: "Correct the SQL at the place shown",
  },
  {
    problem: "a statement that ends too early",
    sql: "CREATE TABLE t (\n  a TEXT",
    message: "incomplete input",
    place: "CREATE TABLE t (",
    hint: "Finish the statement",
  },
  {
    problem: "two primary keys",
    sql: "CREATE TABLE t (a PRIMARY KEY, b PRIMARY KEY)",
    message: 'table "t" has more than one primary key',
    place: "CREATE TABLE t (a PRIMARY KEY, b PRIMARY KEY)",
    hint: "Write one PRIMARY KEY (…) below the columns instead",
  },
  {
    problem: "a collation that is not there",
    sql: "CREATE TABLE t (a TEXT COLLATE german);CREATE INDEX i ON t (a)",
    message: 'no such collation sequence "german"',
    place: "german",
    hint: "If the application registers it, declare it in penumbra.json: " +
      '"collations": ["german"]',
  },
  {
    problem: "values that are too many",
    sql: `${USERS}INSERT INTO users VALUES (1, 'a', 'b')`,
    message: "table users has 2 columns but 3 values were supplied",
    place: "INSERT INTO users VALUES (1, 'a', 'b')",
    hint: "Name the columns that it gives values to: (a, b)",
  },
  {
    problem: "a column that two tables have",
    sql: `${USERS}SELECT name FROM users AS a, users AS b`,
    message: "ambiguous column name: name",
    place: "SELECT name FROM users AS a, users AS b",
    hint: "Put the table before the column: t.a",
  },
  {
    problem: "a type that STRICT does not take",
    sql: "CREATE TABLE t (a INT, b VARCHAR(9)) STRICT",
    message: 'unknown datatype for t.b: "VARCHAR(9)"',
    place: "VARCHAR",
    hint: "Write INT, INTEGER, REAL, TEXT, BLOB or ANY: STRICT accepts no other type",
  },
  {
    problem: "a type that is missing where STRICT wants one",
    sql: "CREATE TABLE t (a INT, b NOT NULL) STRICT",
    message: "missing datatype for t.b",
    place: "b",
    hint: "Write INT, INTEGER, REAL, TEXT, BLOB or ANY: STRICT accepts no other type",
  },
  {
    problem: "a function that is not there",
    sql: `${USERS}UPDATE users SET name = uper(name)`,
    message: 'no such function "uper"',
    place: "uper",
    hint: 'Did you mean "upper"? If the application registers it, declare it in penumbra.json: ' +
      '"functions": { "uper": {} }',
  },
  {
    problem: "a foreign key over a column that is not there",
    sql: "CREATE TABLE t (a, FOREIGN KEY (b) REFERENCES t (a))",
    message: 'unknown column "b" in foreign key definition',
    place: "b",
  },
  {
    problem: "rows that break a constraint",
    sql: `${USERS}INSERT INTO users VALUES (1, 'a'), (1, 'b')`,
    message: "UNIQUE constraint failed: users.id",
    place: "INSERT INTO users VALUES (1, 'a'), (1, 'b')",
    hint: "Correct the rows that it writes, or change those of earlier migrations before it",
  },
  {
    problem: "rows that another one references",
    sql:
      `${USERS}CREATE TABLE logs (user_id REFERENCES users (id));INSERT INTO users VALUES (1, 'a');
      INSERT INTO logs VALUES (1);DROP TABLE users`,
    message: "FOREIGN KEY constraint failed",
    place: "DROP TABLE users",
    hint: "Change the rows of earlier migrations before it; " +
      'or, if your application leaves foreign keys off, set "foreignKeys": "off"',
  },
  {
    problem: "a value that is too large",
    sql: `${USERS}INSERT INTO users VALUES (1, zeroblob(3000000000))`,
    message: "string or blob too big",
    place: "INSERT INTO users VALUES (1, zeroblob(3000000000))",
    hint:
      "Check for an endless recursive query: add a condition or a LIMIT, or make the value smaller",
  },
  {
    problem: "a word of MySQL",
    sql: "CREATE TABLE t (id INTEGER PRIMARY KEY AUTO_INCREMENT)",
    message: 'near "AUTO_INCREMENT": syntax error',
    place: "AUTO_INCREMENT",
    hint: "Write INTEGER PRIMARY KEY: SQLite numbers its rows by itself",
  },
  {
    problem: "a default that other databases have",
    sql: "CREATE TABLE t (n INTEGER CHECK (n > (1)), at TEXT DEFAULT now())",
    message: 'near "(": syntax error',
    place: "now",
    hint: "Write DEFAULT CURRENT_TIMESTAMP, or DEFAULT (datetime('now'))",
  },
  {
    problem: "a call without parentheses around it",
    sql: "CREATE TABLE t (at TEXT DEFAULT datetime('now'))",
    message: 'near "(": syntax error',
    place: "datetime",
    hint: "Put the call in parentheses: DEFAULT (datetime('now'))",
  },
  {
    problem: "a column that is called like a keyword",
    sql: "CREATE TABLE t (id INTEGER, order INTEGER)",
    message: 'near "order": syntax error',
    place: "order",
    hint: 'Put the name in quotes: "order" is a keyword',
  },
  {
    problem: "a table that is called like a keyword",
    sql: "CREATE TABLE group (id INTEGER)",
    message: 'near "group": syntax error',
    place: "group",
    hint: 'Put the name in quotes: "group" is a keyword',
  },
  {
    problem: "a comma that nothing follows",
    sql: "CREATE TABLE t (id INTEGER CHECK (id > (1)), name TEXT,)",
    message: 'near ")": syntax error',
    place: ",",
    hint: "Remove the comma: nothing follows it",
  },
  {
    problem: "a comma before FROM",
    sql: `${USERS}CREATE VIEW v AS SELECT id, FROM users`,
    message: 'near "FROM": syntax error',
    place: ",",
    hint: "Remove the comma: nothing follows it",
  },
  {
    problem: "a keyword with a wrong letter",
    sql: "CREATE TABLE t (id INTEGER REFERNCES users (id))",
    message: 'near "id": syntax error',
    place: "REFERNCES",
    hint: "Did you mean REFERENCES?",
  },
  {
    problem: "a short keyword with a letter too much",
    sql: "CREATE TABLE t (n CHECK (n > 1 ORR n < 3))",
    message: 'near "ORR": syntax error',
    place: "ORR",
    hint: "Did you mean OR?",
  },
  {
    problem: "a key without parentheses",
    sql: "CREATE TABLE t (id INTEGER, FOREIGN KEY id REFERENCES users (id))",
    message: 'near "id": syntax error',
    place: "id",
    hint: "Put the columns in parentheses: (id)",
  },
  {
    problem: "a type that is no rowid",
    sql: "CREATE TABLE t (id BIGINT(20) PRIMARY KEY AUTOINCREMENT)",
    message: "AUTOINCREMENT is only allowed on an INTEGER PRIMARY KEY",
    place: "BIGINT",
    hint: "Write INTEGER in place of BIGINT: only INTEGER makes it the rowid",
  },
  {
    problem: "an enum",
    sql: "CREATE TABLE t (kind ENUM('a', 'b'))",
    message: "near \"'a'\": syntax error",
    place: "ENUM",
    hint: "Write TEXT CHECK (name IN (…)) with the name of the column",
  },
  {
    problem: "a column that changes with its row",
    sql: "CREATE TABLE t (at TEXT DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP)",
    message: 'near "ON": syntax error',
    place: "ON",
    hint: "Write a trigger: SQLite changes no other column when a row is updated",
  },
  {
    problem: "an index within a table",
    sql: "CREATE TABLE t (id INTEGER, INDEX by_id (id))",
    message: 'near "INDEX": syntax error',
    place: "INDEX",
    hint: "Create it after the table: CREATE INDEX name ON table (…)",
  },
  {
    problem: "an option of a table of MySQL",
    sql: "CREATE TABLE t (id INTEGER) ENGINE=InnoDB",
    message: 'near "=": syntax error',
    place: "ENGINE",
    hint: "Remove what follows the parenthesis: it is MySQL syntax",
  },
  {
    problem: "a comma that is missing after a key",
    sql: "CREATE TABLE t (\n  id INTEGER PRIMARY KEY\n  name TEXT\n)",
    message: 'near "name": syntax error',
    place: "name",
    hint: "Write a comma before name",
  },
  {
    problem: "a comma that is missing after a constraint",
    sql: "CREATE TABLE t (a TEXT CHECK (a <> 'b') b INTEGER)",
    message: 'near "b": syntax error',
    place: "b",
    hint: "Write a comma before b",
  },
  {
    problem: "a comma that is missing before a table constraint",
    sql: "CREATE TABLE t (a INTEGER NOT NULL FOREIGN KEY (a) REFERENCES users (id))",
    message: 'near "FOREIGN": syntax error',
    place: "FOREIGN",
    hint: "Write a comma before FOREIGN",
  },
  {
    problem: "a semicolon that is missing",
    sql: "CREATE TABLE t (a TEXT)\nCREATE TABLE u (b TEXT)",
    message: 'near "CREATE": syntax error',
    place: "CREATE",
    hint: "Write a semicolon before CREATE",
  },
  {
    problem: "AUTOINCREMENT after something else",
    sql: "CREATE TABLE t (id INTEGER PRIMARY KEY NOT NULL AUTOINCREMENT)",
    message: 'near "AUTOINCREMENT": syntax error',
    place: "AUTOINCREMENT",
    hint: "Write it directly after PRIMARY KEY",
  },
  {
    problem: "the current time as a call",
    sql: "CREATE TABLE t (at TEXT DEFAULT CURRENT_TIMESTAMP())",
    message: 'near "(": syntax error',
    place: "CURRENT_TIMESTAMP",
    hint: "Write CURRENT_TIMESTAMP without parentheses",
  },
  {
    problem: "a column that is added if it is missing",
    sql: `${USERS}ALTER TABLE users ADD COLUMN IF NOT EXISTS age INTEGER`,
    message: 'near "EXISTS": syntax error',
    place: "IF",
    hint: "Remove IF NOT EXISTS: SQLite has it for CREATE only",
  },
  {
    problem: "a unique key of MySQL",
    sql: "CREATE TABLE t (a TEXT, UNIQUE KEY by_a (a))",
    message: 'near "KEY": syntax error',
    place: "KEY",
    hint: "Write UNIQUE (…) without KEY and a name",
  },
  {
    problem: "a trigger for each statement",
    sql:
      "CREATE TABLE base (a); CREATE TRIGGER x DELETE ON base FOR EACH STATEMENT BEGIN SELECT 1; END",
    message: 'near "STATEMENT": syntax error',
    place: "STATEMENT",
    hint: "Write FOR EACH ROW: SQLite has no other triggers",
  },
  {
    problem: "a method of an index",
    sql: "CREATE TABLE base (a); CREATE INDEX i ON base USING btree (a)",
    message: 'near "USING": syntax error',
    place: "USING",
    hint: "Remove USING and the word after it: SQLite has one kind of index",
  },
])("explainRefusal() points at $problem", async ({ problem: _, sql, ...expected }) => {
  assert.deepEqual(await explained(sql), expected);
});

Deno.test("explainRefusal() counts statements per file", async () => {
  await using shadow = await ShadowDatabase.open();
  const migration = (name: string, text: string) => ({
    id: name,
    version: name,
    name,
    source: { name, text },
  });
  const ran = shadow.applyMigrations({
    migrations: [migration("1.sql", USERS), migration("2.sql", "SELECT 1;;-- Here\nSELECT x;")],
  });
  assert.equal(ran.diagnostics[0]?.message, 'Cannot run statement 2 of 2.sql: no such column "x"');
});

Deno.test("shortName() has the folder if that has the version", () => {
  assert.equal(shortName("db/2024/0004_orders.sql"), "0004_orders.sql");
  assert.equal(shortName("migrations/0004_orders/migration.sql"), "0004_orders/migration.sql");
  assert.equal(
    shortName("migrations\\2024-01-01-0000_orders\\up.sql"),
    "2024-01-01-0000_orders\\up.sql",
  );
  assert.equal(shortName("schema.sql"), "schema.sql");
});
