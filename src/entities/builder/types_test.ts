import assert from "node:assert/strict";
import type { AnyColumn } from "./column.ts";
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
} from "./columns.ts";
import { check, foreignKey, index, primaryKey, unique } from "./constraints.ts";
import { compileEntities } from "../compile/compile_entities.ts";
import { entity, type Insert, type Row } from "./entity.ts";
import { type Sql, sql, type SqlLiteral } from "./sql.ts";

/** Only accepted if the two types are identical, not merely assignable. */
function same<Left, Right>(
  ..._: (<T>() => T extends Left ? 1 : 2) extends (<T>() => T extends Right ? 1 : 2) ? [] : [never]
): void {}

const users = entity("users", {
  id: id(),
  name: text().notNull(),
  email: text().notNull().unique(),
  bio: text(),
});

const posts = entity("posts", {
  id: id(),
  authorId: integer().notNull().references(() => users.columns.id, { onDelete: "cascade" }),
  title: text().notNull().check(sql`length(title) > 0`),
  createdAt: timestamp().notNull().defaultNow(),
}, (t) => ({ indexes: [index().on(t.authorId, t.createdAt.desc())], strict: true }));

Deno.test("Row and Insert are the types of a row in a query's result and of a new row", () => {
  same<Row<typeof users>, { id: number; name: string; email: string; bio: string | null }>();
  same<Insert<typeof users>, { name: string; email: string; id?: number; bio?: string | null }>();
  same<
    Row<typeof posts>,
    { id: number; authorId: number; title: string; createdAt: string }
  >();
  same<
    Insert<typeof posts>,
    { authorId: number; title: string; id?: number; createdAt?: string }
  >();
  const user: Row<typeof users> = { id: 1, name: "Ada", email: "ada@example.com", bio: null };
  const post: Insert<typeof posts> = { authorId: user.id, title: "Notes" };
  assert.equal(post.authorId, 1);
});

Deno.test("every kind of column has the type of its values in SQLite", () => {
  const _all = entity("all", {
    any: any(),
    blob: blob(),
    boolean: boolean().notNull().default(true),
    decimal: column("DECIMAL(10, 2)"),
    integer: integer<1 | 2>(),
    json: json().notNull(),
    milliseconds: timestamp("milliseconds").defaultNow(),
    numeric: numeric(),
    real: real().notNull(),
    status: text<"draft" | "done">().notNull().default("draft"),
    upper: text().generatedAs(sql`upper(status)`),
    vector: vector(3),
    mapped: text().notNull().type<{ theme: string }>(),
  });
  same<Row<typeof _all>, {
    any: SqlLiteral;
    blob: Uint8Array | null;
    boolean: 0 | 1;
    decimal: SqlLiteral;
    integer: 1 | 2 | null;
    json: string;
    milliseconds: number | null;
    numeric: number | null;
    real: number;
    status: "draft" | "done";
    upper: string | null;
    vector: Uint8Array | null;
    mapped: { theme: string };
  }>();
  const _row: Insert<typeof _all> = { boolean: true, json: "{}", real: 1, mapped: { theme: "" } };
  // @ts-expect-error: only the engine writes a generated column.
  const _generated: Insert<typeof _all> = { ..._row, upper: "x" };
});

Deno.test("a key never allows NULL, and only an INTEGER is assigned by the engine", () => {
  const _keys = entity("keys", {
    text: text().primaryKey(),
    nullable: text().primaryKey({ nullable: true }),
    integer: integer().primaryKey(),
  });
  same<Row<typeof _keys>, { text: string; nullable: string | null; integer: number }>();
  same<Insert<typeof _keys>, { text: string; nullable?: string | null; integer?: number }>();
});

Deno.test("a row with a missing or an unknown column is refused", () => {
  // @ts-expect-error: "email" is missing.
  const _missing: Insert<typeof users> = { name: "Ada" };
  // @ts-expect-error: there is no "age".
  const _unknown: Insert<typeof users> = { name: "Ada", email: "", age: 36 };
  // @ts-expect-error: NULL is not allowed there.
  const _null: Insert<typeof users> = { name: null, email: "" };
  // @ts-expect-error: a row has every column.
  const _row: Row<typeof users> = { id: 1, name: "Ada", email: "" };
});

Deno.test("a reference names an existing column with the same kind of values", () => {
  integer().references(() => users.columns.id);
  integer().references(() => users);
  integer().references(() => sql`elsewhere (id)`);
  text<"draft">().references(() => users.columns.name);
  // @ts-expect-error: a text cannot reference an integer key.
  text().references(() => users.columns.id);
  // @ts-expect-error: there is no such column.
  integer().references(() => users.columns.uid);
  // @ts-expect-error: expected is a column of the entity, not a property of the entity itself.
  integer().references(() => users.id);
  // @ts-expect-error: there is no such action.
  integer().references(() => users.columns.id, { onDelete: "drop" });
});

Deno.test("a reference in a circle is written with AnyColumn", async () => {
  const people = entity("people", {
    id: id(),
    bossId: integer().references((): AnyColumn => people.columns.id),
  });
  same<Row<typeof people>, { id: number; bossId: number | null }>();
  assert((await compileEntities([people])).ok);
  // One reference of the circle is enough.
  const west = entity("west", { id: id(), eastId: integer().references(() => east.columns.id) });
  const east = entity("east", {
    id: id(),
    westId: integer().references((): AnyColumn => west.columns.id),
  });
  assert((await compileEntities([west, east])).ok);
});

Deno.test("a table may reference itself through the columns that it is given", async () => {
  const people = entity("people", { id: id(), bossId: integer() }, (t) => ({
    constraints: [foreignKey(t.bossId).references(() => t.id, { onDelete: "set null" })],
  }));
  same<Row<typeof people>, { id: number; bossId: number | null }>();
  assert((await compileEntities([people])).ok);
});

Deno.test("a generated column may use the columns beside it", async () => {
  const lines = entity("lines", {
    unitPrice: integer().notNull(),
    double: integer().generatedAs((): Sql => sql`${lines.columns.unitPrice} * 2`),
  });
  same<Row<typeof lines>, { unitPrice: number; double: number | null }>();
  assert((await compileEntities([lines])).ok);
});

Deno.test("options that make no sense for a column are refused", () => {
  // @ts-expect-error: only a time has a now.
  assert.throws(() => integer().defaultNow().nowhere());
  // @ts-expect-error: a text is not a number.
  integer().default("1");
  // @ts-expect-error: not one of the texts.
  text<"draft" | "done">().default("gone");
  // @ts-expect-error: a condition is written with sql.
  text().check("length(title) > 0");
  // @ts-expect-error: there is no such action.
  text().unique({ onConflict: "explode" });
});

Deno.test("indexes and constraints are over columns of the entity", () => {
  entity("pairs", { a: integer(), b: integer() }, (t) => ({
    constraints: [
      primaryKey(t.a, t.b),
      unique().on(t.b),
      check("ordered", sql`${t.a} < ${t.b}`),
      foreignKey(t.a).references(() => users.columns.id),
    ],
    // @ts-expect-error: there is no column "c".
    indexes: [index().on(t.c)],
  }));
  // @ts-expect-error: an index is not a constraint.
  entity("pairs", { a: integer() }, (t) => ({ constraints: [index().on(t.a)] }));
  // @ts-expect-error: an index needs columns.
  index().on();
  // @ts-expect-error: a key consists of columns.
  primaryKey(sql`lower(a)`);
});
