import assert from "node:assert/strict";
import type { AnyColumn } from "../builder/column.ts";
import {
  any,
  blob,
  boolean,
  column,
  id,
  integer,
  json,
  numeric,
  real,
  text,
  timestamp,
  vector,
} from "../builder/columns.ts";
import { compileEntities, type CompileOptions } from "./compile_entities.ts";
import {
  check,
  foreignKey,
  index,
  primaryKey,
  unique,
  uniqueIndex,
} from "../builder/constraints.ts";
import { type AnyEntity, entity } from "../builder/entity.ts";
import { statement, trigger, view, virtualTable } from "../builder/objects.ts";
import { type Sql, sql } from "../builder/sql.ts";
import { splitStatements } from "../../sql/statements.ts";
import { renameHints } from "../../schema/text/rename_hints.ts";
import { snapshotAfter } from "../../../tests/support/snapshots.ts";

async function ddl(
  entities: Parameters<typeof compileEntities>[0],
  options?: CompileOptions,
): Promise<string> {
  const compiled = await compileEntities(entities, options);
  assert(compiled.ok, JSON.stringify(compiled));
  return compiled.value.text;
}

async function complaints(...entities: readonly unknown[]): Promise<string[]> {
  const compiled = await compileEntities(entities);
  assert(!compiled.ok);
  return compiled.diagnostics.map(({ code, message, hint }) => `${code}: ${message} (${hint})`);
}

const users = entity("users", { id: id(), name: text().notNull() });

Deno.test("compileEntities() writes a table for every entity, its indexes below it", async () => {
  const posts = entity("posts", {
    id: id(),
    authorId: integer().notNull().references(() => users.columns.id, { onDelete: "cascade" }),
    title: text().notNull().check(sql`length(title) > 0`),
    createdAt: timestamp().notNull().defaultNow(),
  }, (t) => ({ indexes: [index().on(t.authorId, t.createdAt.desc())], strict: true }));
  assert.equal(
    await ddl([users, posts]),
    `CREATE TABLE users (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL
);

CREATE TABLE posts (
  id INTEGER PRIMARY KEY,
  authorId INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  title TEXT NOT NULL CHECK (length(title) > 0),
  createdAt TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
) STRICT;
CREATE INDEX posts_authorId_createdAt_index ON posts (authorId, createdAt DESC);
`,
  );
});

Deno.test("compileEntities() writes every type and every option of a column", async () => {
  const all: AnyEntity = entity("all things", {
    key: text().primaryKey({ name: "the key", onConflict: "replace" }),
    any: any(),
    blob: blob().default(new Uint8Array([0, 255])),
    boolean: boolean().notNull({ onConflict: "ignore" }).default(true),
    decimal: column("DECIMAL(10, 2)").default(sql`-1.50`),
    json: json().default(sql`'{}'`),
    numeric: numeric().default(null),
    real: real().default(1.5),
    seconds: timestamp("seconds").defaultNow(),
    milliseconds: timestamp("milliseconds").defaultNow(),
    vector: vector(384),
    small: vector(8, "float1bit"),
    untyped: column(""),
    odd: column("CHECK (2)"),
    email: text().unique({ name: "one email", onConflict: "fail" }).collate("nocase"),
    upper: text().generatedAs(sql`upper(email)`, { stored: true }),
    lower: text().generatedAs(sql`lower(email)`),
    order: integer().default(7).check(sql`"order" > 0`).check(sql`("order" < 9)`, {
      name: "below nine",
    }),
    it: text().name("its").default("it's"),
    parent: text().references(() => all, { onUpdate: "set null", deferred: true, name: "up" }),
  });
  const made = await ddl([all]);
  assert.equal(
    made,
    `CREATE TABLE "all things" (
  "key" TEXT CONSTRAINT "the key" PRIMARY KEY ON CONFLICT REPLACE NOT NULL,
  any ANY,
  blob BLOB DEFAULT x'00ff',
  boolean INTEGER NOT NULL ON CONFLICT IGNORE DEFAULT 1,
  decimal DECIMAL(10, 2) DEFAULT -1.50,
  json TEXT DEFAULT '{}',
  numeric NUMERIC DEFAULT NULL,
  real REAL DEFAULT 1.5,
  seconds INTEGER DEFAULT (unixepoch()),
  milliseconds INTEGER DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)),
  vector F32_BLOB(384),
  small F1BIT_BLOB(8),
  untyped,
  odd "CHECK"(2),
  email TEXT CONSTRAINT "one email" UNIQUE ON CONFLICT FAIL COLLATE nocase,
  upper TEXT GENERATED ALWAYS AS (upper(email)) STORED,
  lower TEXT GENERATED ALWAYS AS (lower(email)),
  "order" INTEGER DEFAULT 7 CHECK ("order" > 0) CONSTRAINT "below nine" CHECK ("order" < 9),
  its TEXT DEFAULT 'it''s',
  parent TEXT CONSTRAINT up REFERENCES "all things" ON UPDATE SET NULL DEFERRABLE INITIALLY DEFERRED
);
`,
  );
  await snapshotAfter(made);
});

Deno.test("compileEntities() writes constraints, indexes and options of a table", async () => {
  const parents = entity("parents", { a: integer(), b: text() }, (t) => ({
    constraints: [primaryKey(t.a, t.b.collate("nocase").desc()).onConflict("ignore").named("pk")],
  }));
  const children = entity("children", {
    a: integer().notNull(),
    b: text().notNull(),
    email: text(),
  }, (t) => ({
    constraints: [
      foreignKey(t.a, t.b).references(() => [parents.columns.a, parents.columns.b], {
        onDelete: "cascade",
        name: "to parents",
      }),
      foreignKey(t.a).references(() => sql`elsewhere (id)`),
      unique("one").on(t.a, t.b).onConflict("replace"),
      check(sql`${t.a} > ${0}`),
      check("short", sql`length(${t.b}) < 9`),
      primaryKey(t.a),
    ],
    indexes: [
      uniqueIndex().on(t.email),
      index("by expression").on(sql`lower(${t.email})`, t.a.collate("rtrim").asc())
        .where(sql`${t.email} IS NOT NULL AND ${t.b} NOT IN ${["x", "it's"]}`),
    ],
    strict: true,
    withoutRowid: true,
  }));
  const made = await ddl([children, parents]);
  assert.equal(
    made,
    `CREATE TABLE parents (
  a INTEGER,
  b TEXT,
  CONSTRAINT pk PRIMARY KEY (a, b COLLATE nocase DESC) ON CONFLICT IGNORE
);

CREATE TABLE children (
  a INTEGER NOT NULL,
  b TEXT NOT NULL,
  email TEXT,
  CONSTRAINT "to parents" FOREIGN KEY (a, b) REFERENCES parents (a, b) ON DELETE CASCADE,
  FOREIGN KEY (a) REFERENCES elsewhere (id),
  CONSTRAINT one UNIQUE (a, b) ON CONFLICT REPLACE,
  CHECK (a > 0),
  CONSTRAINT short CHECK (length(b) < 9),
  PRIMARY KEY (a)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX children_email_unique ON children (email);
CREATE INDEX "by expression" ON children (lower(email), a COLLATE rtrim) ` +
      `WHERE email IS NOT NULL AND b NOT IN ('x', 'it''s');
`,
  );
  await snapshotAfter(made);
});

Deno.test("compileEntities() writes everything else: views, triggers, virtual tables", async () => {
  const search = virtualTable("search", sql`fts5(name, content = ${users.name})`);
  const names = view("names", sql`SELECT ${users.columns.name} FROM ${users}`);
  const sorted = view("sorted", sql`SELECT * FROM ${names} ORDER BY 1 -- by name`, {
    columns: ["the name"],
  });
  const added = trigger(
    "added",
    sql`
    AFTER INSERT ON ${users} BEGIN
      INSERT INTO ${search} (rowid, name) VALUES (new.id, new.name);
    END`,
  );
  const more = statement(sql`CREATE TABLE more (id)`);
  const text = await ddl([
    added,
    sorted,
    names,
    more,
    search,
    users,
    users.columns.id,
    "no entity",
  ]);
  assert.equal(
    text.replace(/^.*?;\n\n/s, ""),
    `CREATE TABLE more (id);

CREATE VIRTUAL TABLE search USING fts5(name, content = 'users');

CREATE VIEW names AS SELECT name FROM users;

CREATE VIEW sorted ("the name") AS SELECT * FROM names ORDER BY 1 -- by name
;

CREATE TRIGGER added AFTER INSERT ON users BEGIN
      INSERT INTO search (rowid, name) VALUES (new.id, new.name);
    END;
`,
  );
  await snapshotAfter(text);
});

Deno.test("compileEntities() writes former names as comments", async () => {
  const people = entity("people", {
    id: id().renamedFrom("uid"),
    fullName: text().renamedFrom("full name"),
  }, { renamedFrom: "users" });
  const script = splitStatements({ name: "entities", text: await ddl([people]) });
  assert(script.ok);
  assert.deepEqual(script.value.statements.flatMap(renameHints), [
    { kind: "table", before: "users", after: "people" },
    { kind: "column", table: "people", before: "uid", after: "id" },
    { kind: "column", table: "people", before: "full name", after: "fullName" },
  ]);
});

Deno.test("compileEntities() puts parents before children, and otherwise keeps the order", async () => {
  const order = async (...entities: readonly unknown[]) =>
    Array.from((await ddl(entities)).matchAll(/CREATE TABLE (\w+)/g), ([, name]) => name);
  const child = entity("child", { id: id(), user: integer().references(() => users.columns.id) });
  const other = entity("other", { id: id() });
  assert.deepEqual(await order(child, other, users), ["users", "child", "other"]);
  const left = entity("west", {
    id: id(),
    r: integer().references((): AnyColumn => right.columns.id),
  });
  const right = entity("east", {
    id: id(),
    l: integer().references((): AnyColumn => left.columns.id),
  });
  assert.deepEqual(await order(left, other, right), ["west", "east", "other"]);
  const index = statement(sql`CREATE UNIQUE INDEX i ON t (a)`);
  const table = statement(sql`-- why\nCREATE TABLE t (a)`);
  assert.match(await ddl([index, table]), /TABLE t[^]*INDEX i/);
});

Deno.test("compileEntities() accepts a module as well as a list", async () => {
  assert.equal(await ddl({ users, unrelated: 1 }), await ddl([users]));
  assert.equal(await ddl(new Set([users, users])), await ddl([users]));
  assert.equal(await ddl([]), "");
});

Deno.test("compileEntities() writes snake_case for columns without a name", async () => {
  const posts = entity("blogPosts", {
    id: id(),
    authorID: integer().references((): AnyColumn => posts.columns.id),
    HTMLBody: text().name("HTMLBody"),
    v2Name: text(),
    _private: text(),
    headline: text().generatedAs((): Sql => sql`upper(${posts.columns.v2Name})`),
  }, (t) => ({ indexes: [index().on(t.authorID).where(sql`${t.v2Name} > ''`)] }));
  assert.equal(
    await ddl([posts], { casing: "snake_case" }),
    `CREATE TABLE blogPosts (
  id INTEGER PRIMARY KEY,
  author_id INTEGER REFERENCES blogPosts (id),
  HTMLBody TEXT,
  v2_name TEXT,
  _private TEXT,
  headline TEXT GENERATED ALWAYS AS (upper(v2_name))
);
CREATE INDEX blogPosts_author_id_index ON blogPosts (author_id) WHERE v2_name > '';
`,
  );
});

Deno.test("compileEntities() refuses two entities of one name, in any case", async () => {
  assert.deepEqual(
    await complaints(
      users,
      entity("Users", { id: id() }),
      view("USERS", sql`SELECT 1`),
      entity("a", { id: id() }, (t) => ({ indexes: [index("by_id").on(t.id)] })),
      entity("b", { id: id() }, (t) => ({ indexes: [index("by_id").on(t.id)] })),
      trigger("users", sql`AFTER INSERT ON users BEGIN SELECT 1; END`),
    ),
    [
      'entities/duplicate-name: Cannot define table "Users": there is another one of that name ' +
      "(Rename one of them, or export only one)",
      'entities/duplicate-name: Cannot define view "USERS": there is a table of that name ' +
      "(Rename one of them, or export only one)",
      'entities/duplicate-name: Cannot define index "by_id": there is another one of that name ' +
      "(Rename one of them, or export only one)",
    ],
  );
});

Deno.test("compileEntities() refuses a reference to what does not exist", async () => {
  const posts = entity("posts", {
    author: integer().references(() => users.columns.id),
    editor: integer(),
  }, (t) => ({ constraints: [foreignKey(t.editor).references(() => users)] }));
  const near = entity("user", { id: id() });
  assert.deepEqual(await complaints(posts, near), [
    'entities/no-such-table: Cannot reference "users" from "author" of "posts": no such entity is ' +
    'exported (Did you mean "user"?)',
    'entities/no-such-table: Cannot reference "users" from "editor" of "posts": no such entity is ' +
    'exported (Did you mean "user"?)',
  ]);
  const other = entity("users", { uid: id() });
  assert.deepEqual(await complaints(posts, other), [
    'entities/no-such-column: Cannot reference "id" of "users" from "author" of "posts": there is ' +
    'no such column (Did you mean "uid"?)',
  ]);
  assert((await compileEntities([posts, statement(sql`CREATE TABLE users (id)`)])).ok);
});

Deno.test("compileEntities() reports an entity that cannot be defined, not the references to it", async () => {
  const parent = entity("parent", { id: id() }, JSON.parse('{ "indices": [] }'));
  const child = entity("child", { parent: integer().references(() => parent) });
  assert.deepEqual(await complaints(parent, child), [
    'entities/unknown-option: Cannot define "parent": there is no option "indices" ' +
    '(Did you mean "indexes"?)',
  ]);
});

Deno.test("columns and constraints refuse misspelled options, which only the types would find", () => {
  const options = (text: string) => JSON.parse(text);
  for (
    const make of [
      () => id(options('{ "autoincremnt": true }')),
      () => text().notNull(options('{ "onConflit": "ignore" }')),
      () => text().unique(options('{ "nme": "one" }')),
      () => text().check(sql`true`, options('{ "nam": "one" }')),
      () => text().generatedAs(sql`1`, options('{ "storedd": true }')),
      () => integer().references(() => users, options('{ "onDelet": "cascade" }')),
      () => foreignKey(users.columns.id).references(() => users, options('{ "ondelete": "x" }')),
    ]
  ) assert.throws(make, /^TypeError: there is no option "\w+": use \w+$/);
  assert.throws(() => integer().references(() => users, options('"cascade"')), {
    message: '"cascade" is not an object with options',
  });
  assert.throws(() => text().unique(options('{ "where": "x" }')), {
    message: 'there is no option "where": use one of name, onConflict',
  });
});

Deno.test("compileEntities() refuses what only the types would have excluded", async () => {
  const wrong = async (extras: unknown) =>
    (await complaints(entity("t", { a: integer() }, () => extras as Record<string, never>)))[0];
  assert.equal(
    await wrong({ constraint: [] }),
    'entities/unknown-option: Cannot define "t": there is no option "constraint" ' +
      '(Did you mean "constraints"?)',
  );
  assert.match(
    (await wrong({ indexes: [index()] }))!,
    /^entities\/bad-option: Cannot define "t": "indexes"/,
  );
  assert.match(
    (await wrong({ indexes: [index().on(undefined as never)] }))!,
    /^entities\/no-column: .*check the spelling/is,
  );
  assert.match(
    (await wrong({ indexes: [index().on(sql`lower(a)`)] }))!,
    /^entities\/no-index-name: /,
  );
  assert.match(
    (await complaints(entity("t", { a: integer().references(() => undefined as never) })))[0]!,
    /^entities\/bad-reference: Cannot make the foreign key "a" of "t"/,
  );
  assert.match(
    (await complaints(entity("t", { a: integer().references(() => [] as never) })))[0]!,
    /^entities\/bad-reference/,
  );
  assert.match(
    (await complaints(entity("t", { a: integer().references(() => missing()) })))[0]!,
    /^entities\/threw: Cannot define "t": there is nothing \(/,
  );
  assert.match(
    (await complaints(entity("t", { a: integer().check("a > 0" as never) })))[0]!,
    /^entities\/threw: Cannot define "t": Cannot use "a > 0" as SQL: write sql`…`/,
  );
  assert.throws(() => entity("t", { a: "text" as never }), /"a" is not a column such as text\(\)/);
});

function missing(): never {
  throw new Error("there is nothing");
}
