import assert from "node:assert/strict";
import { carriedOver } from "./carry_over.ts";
import type { KitColumn, KitSchema, KitTable } from "./kit_schema.ts";
import { renamed } from "./renamed.ts";

const column = (name: string, more: Partial<KitColumn> = {}): KitColumn => ({
  name,
  type: "integer",
  notNull: false,
  autoincrement: false,
  ...more,
});

const schemaOf = (table: Partial<KitTable>): KitSchema => ({
  tables: [{
    name: "users",
    columns: [],
    uniques: [],
    indexes: [],
    foreignKeys: [],
    checks: [],
    ...table,
  }],
  views: [],
});

const key = {
  columns: ["boss"],
  tableTo: "users",
  columnsTo: ["id"],
  onDelete: "cascade",
  onUpdate: "no action",
};

Deno.test("carriedOver() keeps the details that DDL lacks if the rest is the same", () => {
  const before = schemaOf({
    columns: [column("id", { notNull: true }), column("n", { default: "5" })],
    primaryKey: { columns: ["id"] },
    foreignKeys: [{ ...key, name: "boss_of" }],
    checks: [{ name: "plans", value: '"users"."plan" in (?, ?)' }],
    indexes: [{
      name: "pros",
      columns: [{ value: 'lower("name")', isExpression: true }],
      isUnique: false,
      where: '"users"."plan" = ?',
    }],
  });
  const told = schemaOf({
    columns: [column("id", { type: "INTEGER" }), column("n", { default: 5 })],
    primaryKey: { columns: ["id"] },
    foreignKeys: [key],
    checks: [{ name: "plans", value: "plan IN ('pro', 'free')" }],
    indexes: [{
      name: "pros",
      columns: [{ value: "lower(name)", isExpression: true }],
      isUnique: false,
      where: "users.plan = 'pro'",
    }],
  });
  assert.deepEqual(carriedOver(told, before), before);
});

Deno.test("carriedOver() keeps nothing whose meaning has changed", () => {
  const before = schemaOf({
    columns: [column("n", { default: "5" }), column("m", { notNull: true })],
    foreignKeys: [{ ...key, name: "boss_of" }],
    checks: [{ name: "plans", value: '"users"."plan" = ?' }],
  });
  const told = schemaOf({
    columns: [column("n", { default: 6 }), column("m")],
    foreignKeys: [{ ...key, onDelete: "restrict" }],
    checks: [{ name: "plans", value: "plan = name" }],
  });
  assert.deepEqual(carriedOver(told, before), told);
});

Deno.test("renamed() lets Drizzle Kit rename a foreign key that was named after its table", () => {
  const before = schemaOf({
    columns: [column("id"), column("chief")],
    foreignKeys: [
      { ...key, columns: ["chief"], name: "users_chief_users_id_fk" },
      { ...key, columns: ["chief"], name: "mine" },
    ],
  });
  const after = renamed(before, [
    { kind: "rename-table", before: "users", after: "people" },
    { kind: "rename-column", table: "people", before: "chief", after: "boss" },
  ]);
  const [people] = after.tables;
  assert.equal(people!.name, "people");
  assert.deepEqual(people!.columns.map(({ name }) => name), ["id", "boss"]);
  assert.deepEqual(people!.foreignKeys, [
    { ...key, tableTo: "people" },
    { ...key, tableTo: "people", name: "mine" },
  ]);
});
