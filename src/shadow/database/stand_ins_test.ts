import assert from "node:assert/strict";
import type { Declared } from "../../sql/declared.ts";
import { createStandIns } from "./stand_ins.ts";

const DECLARED: Declared = {
  functions: { slug: { deterministic: true }, uuid7: {}, "odd name": {} },
  collations: ["icu_de"],
  modules: ["vec0", "spellfix1"],
};

const STATEMENTS = [
  "CREATE TABLE t (a DEFAULT (uuid7()), b AS (Slug(a, slug(1))), c TEXT COLLATE icu_de, slug INT)",
  "CREATE INDEX i ON t (slug(a) COLLATE ICU_DE, lower(a))",
  "CREATE VIEW v AS SELECT \"odd name\"(a, 'slug(1)'), slug FROM t -- slug(a)",
  "CREATE TABLE slug(a)",
  "INSERT INTO slug(a) VALUES (uuid7( /* none */ ), 1)",
];

Deno.test("createStandIns() restores what it has replaced", () => {
  const { replace, restore } = createStandIns(DECLARED);
  for (const sql of STATEMENTS) {
    const back = restore(replace(sql));
    assert.equal(back.replaceAll(/\s|\/\*.*?\*\//g, ""), sql.replaceAll(/\s|\/\*.*?\*\//g, ""));
  }
  assert.equal(replace(STATEMENTS[3]!), STATEMENTS[3]);
  assert.equal(createStandIns({}).replace(STATEMENTS[0]!), STATEMENTS[0]);
});

Deno.test("an ordinary table replaces a virtual table of a declared module", () => {
  const table =
    `CREATE VIRTUAL TABLE IF NOT EXISTS "my v" USING vec0(a float[3], size=5*2, /* b */ c)`;
  const { replace, restore } = createStandIns(DECLARED);
  const standIn = replace(table);
  assert.equal(
    standIn.replace(/[0-9a-f-]{36}/, "…"),
    `CREATE TABLE IF NOT EXISTS "my v"("a", "c", "distance", "k"` +
      "/*=… USING vec0(a float[3], size=5%2A2, /%2A b %2A/ c)*/)",
  );
  const stored = standIn.replace(" IF NOT EXISTS", "");
  assert.equal(restore(stored), table.replace(" IF NOT EXISTS", ""));
  const words = replace("CREATE VIRTUAL TABLE w USING spellfix1");
  assert.match(words, /^CREATE TABLE w\("word", "rank",/);
  assert.equal(
    restore(words),
    "CREATE VIRTUAL TABLE w USING spellfix1",
  );
});

Deno.test("createStandIns() restores nothing that others have replaced", () => {
  const { restore } = createStandIns(DECLARED);
  for (const sql of STATEMENTS) {
    const others = createStandIns(DECLARED).replace(sql);
    assert.equal(restore(others), others);
  }
});
