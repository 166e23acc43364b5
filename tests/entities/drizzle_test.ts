import assert from "node:assert/strict";
import { ddlOf } from "../../src/entities/compile/ddl.ts";
import { describeAll } from "../../src/entities/describe_all.ts";
import { kitSchemaOf } from "../../src/entities/drizzle/kit_tables.ts";
import { compileModules } from "../../src/entities/modules/compile_modules.ts";
import { loadEntities } from "../../src/entities/modules/load_entities.ts";
import { readModules } from "../../src/entities/modules/module_files.ts";
import { kitOfSnapshot } from "../../src/entities/render/kit_of_snapshot.ts";
import { carriedOver } from "../../src/migrations/drizzle/carry_over.ts";
import { readSnapshotSeven, snapshotSeven } from "../../src/migrations/drizzle/snapshot_seven.ts";
import { readSnapshotSix, snapshotSix } from "../../src/migrations/drizzle/snapshot_six.ts";
import { snapshotFacts } from "../../src/schema/facts.ts";
import { snapshotAfter } from "../support/snapshots.ts";
// Named here, too, so that the lock file contains what the schemas import.
import { pgTable, text as pgText } from "npm:drizzle-orm@0.45.4/pg-core";
import { blob, customType, sqliteTable, text } from "npm:drizzle-orm@0.45.4/sqlite-core";
import "npm:drizzle-orm@1.0.0-rc.5/sqlite-core";

const here = (name: string) => new URL(`drizzle/${name}`, import.meta.url).pathname;

for (
  const [orm, kit, name] of [["0.45.4", "0.31.11", "schema_0"], [
    "1.0.0-rc.5",
    "1.0.0-rc.5",
    "schema_1",
  ]]
) {
  Deno.test(`loadEntities() makes of drizzle-orm ${orm} what drizzle-kit ${kit} exports`, async () => {
    const parsed = await loadEntities(here(`${name}.js`));
    assert(parsed.ok, JSON.stringify(parsed));
    const exported = await Deno.readTextFile(here(`${name}.sql`));
    const [ours, theirs] = await Promise.all([
      snapshotAfter(parsed.value.text),
      snapshotAfter(exported),
    ]);
    assert.deepEqual(snapshotFacts(ours), snapshotFacts(theirs));
    assert(snapshotFacts(ours).length >= 8);
  });
}

Deno.test("describeAll() skips modules for another database if others are for SQLite", () => {
  const at = (url: string, value: unknown) => ({ value, origin: { url, exportName: "users" } });
  const [mine, theirs] = [sqliteTable("users", { id: text() }), pgTable("users", { id: pgText() })];
  const described = (...exported: Parameters<typeof describeAll>[0]) => {
    const { located, problems } = describeAll(exported, { casing: "as-written" });
    return [located.length, problems.map(({ slug }) => slug)];
  };
  assert.deepEqual(described(at("sqlite.ts", mine), at("pg.ts", theirs)), [1, []]);
  assert.deepEqual(described(at("pg.ts", theirs)), [0, ["other-database"]]);
  assert.deepEqual(described(at("both.ts", mine), at("both.ts", theirs)), [1, ["other-database"]]);
});

Deno.test("a custom type is written as it is, with the constraints in it", () => {
  const counted = customType({ dataType: () => "INTEGER PRIMARY KEY AUTOINCREMENT" });
  const value = sqliteTable("labels", { id: counted("id"), label: text("label").notNull() });
  const { located } = describeAll([
    { value, origin: { url: "labels.ts", exportName: "labels" } },
  ], { casing: "as-written" });
  assert.deepEqual(located.map(({ definition }) => ddlOf(definition)), [[
    "CREATE TABLE labels (\n  id INTEGER PRIMARY KEY AUTOINCREMENT,\n  label text NOT NULL\n)",
  ]]);
});

for (const name of ["schema_0", "bound_0", "schema_1", "bound_1"]) {
  Deno.test(`compileModules() keeps of ${name}.js what drizzle-kit keeps in its snapshot`, async () => {
    const casing = name === "bound_0" ? "snake_case" : "as-written";
    const texts = await readModules([here(`${name}.js`)]);
    assert(texts.ok);
    const parsed = await compileModules(texts.value, { name, casing });
    assert(parsed.ok && parsed.value.kit !== undefined, JSON.stringify(parsed));
    const theirs = JSON.parse(await Deno.readTextFile(here(`${name}.json`)));
    const links = { id: theirs.id, previous: [] };
    const { kit } = parsed.value;
    const write = name.endsWith("0") ? snapshotSix : snapshotSeven;
    assert.deepEqual(comparable(write(kit, links)), comparable(theirs));
    const read = name.endsWith("0") ? readSnapshotSix : readSnapshotSeven;
    assert.deepEqual(comparable(write(read(theirs), links)), comparable(theirs));
  });
}

for (const name of ["schema_0", "schema_1"]) {
  Deno.test(`kitOfSnapshot() tells of ${name}.sql what drizzle-kit keeps, but for what no DDL tells`, async () => {
    const ddl = await Deno.readTextFile(here(`${name}.sql`));
    const theirs = JSON.parse(await Deno.readTextFile(here(`${name}.json`)));
    const [write, read] = name.endsWith("0")
      ? [snapshotSix, readSnapshotSix] as const
      : [snapshotSeven, readSnapshotSeven] as const;
    const links = { id: theirs.id, previous: [] };
    const before = read(theirs);
    const told = carriedOver(kitOfSnapshot(await snapshotAfter(ddl)), before);
    assert.deepEqual(comparable(write(told, links)), comparable(theirs));
    assert.deepEqual(told.tables.length, before.tables.length);
  });
}

Deno.test("a default that no number of JSON can hold is SQL in the snapshot", async () => {
  const big = 9007199254740993n;
  const table = sqliteTable("t", { a: blob({ mode: "bigint" }).default(big), b: text() });
  const compiled = kitSchemaOf([table], { casing: "as-written" });
  const told = kitOfSnapshot(await snapshotAfter(`CREATE TABLE t (a blob DEFAULT ${big}, b text)`));
  assert.equal(compiled?.tables[0]?.columns[0]?.default, String(big));
  assert.deepEqual(told, compiled);
});

/**
 * A snapshot without what Drizzle Kit does not compare: the order of entities, and the columns of
 * views.
 */
function comparable(snapshot: Record<string, unknown>): unknown {
  const views = Object.entries(snapshot.views ?? {}).map(([name, view]) => [
    name,
    { ...view, columns: {} },
  ]);
  const ddl = (snapshot.ddl as Record<string, unknown>[] | undefined)?.map((entity) =>
    JSON.stringify(Object.entries(entity).sort())
  ).sort();
  return { ...snapshot, ...(ddl ? { ddl } : { views: Object.fromEntries(views) }) };
}
