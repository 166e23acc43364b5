import assert from "node:assert/strict";
import { keywordDefs } from "npm:sqlite3-parser@0.7.1";
import { openEngine } from "../host/engines/engine.ts";
import { fold, isBareName, meansSameUnquoted, quoteName, quoteString, sameName } from "./names.ts";

/** The keywords of SQLite 3.53, from its own list. */
const KEYWORDS = keywordDefs.keywords.map(({ name }) => name.toLowerCase());

Deno.test("fold() lowercases only ASCII letters, as SQLite does", async () => {
  const engine = await openEngine();
  for (const name of ["Users", "ÄPFEL", "ПОЛЕ", "\u212AEY", "İ", "a_B$1", "🐘"]) {
    const [row] = engine.query("SELECT lower(?)", name);
    assert.equal(fold(name), row![0]);
  }
  engine.close();
});

Deno.test("sameName() agrees with the engine", async () => {
  const engine = await openEngine();
  engine.run('CREATE TABLE "Äpfel" (a)');
  for (const [name, same] of [["äpfel", false], ["ÄPFEL", true], ["Äpfel", true]] as const) {
    assert.equal(sameName(name, "Äpfel"), same);
    assert.equal(engine.run(`SELECT * FROM "${name}"`) === undefined, same);
  }
  engine.close();
});

Deno.test("quoteName() quotes only names that are not plain words", () => {
  assert.equal(quoteName("users"), "users");
  assert.equal(quoteName("User_2"), "User_2");
  assert.equal(quoteName("2users"), '"2users"');
  assert.equal(quoteName("größe"), '"größe"');
  assert.equal(quoteName('say "hi"'), '"say ""hi"""');
  assert.equal(quoteName(""), '""');
  assert.equal(quoteName("Order"), '"Order"');
  assert.equal(quoteName("TRUE"), '"TRUE"');
});

Deno.test("isBareName() is false for every keyword of SQLite", () => {
  assert.ok(KEYWORDS.length > 140);
  assert.deepEqual(KEYWORDS.filter((name) => isBareName(name)), []);
});

Deno.test("quoteName() returns names that the engine reads back unchanged", async () => {
  const engine = await openEngine();
  const names = [
    ...KEYWORDS,
    "rowid_",
    "true",
    "a b",
    'a"b',
    "a]b",
    "a`b",
    "a'b",
    "é",
    "🐘",
    "$a",
    "a;",
  ];
  for (const name of names) {
    const table = `CREATE TABLE ${quoteName(name)} (${quoteName(name)} INTEGER, CHECK (` +
      `${quoteName(name)} > 1))`;
    assert.equal(engine.run(table), undefined, name);
    const columns = engine.query("SELECT name FROM pragma_table_info(?)", name);
    assert.deepEqual(columns, [[name]]);
    engine.run(`DROP TABLE ${quoteName(name)}`);
  }
  engine.close();
});

Deno.test("meansSameUnquoted() is true only of names that the engine accepts bare in any expression", async () => {
  const engine = await openEngine();
  const words = [...KEYWORDS, "true", "false", "abc", "rowid", "strict"];
  const same = words.filter((name) => meansSameUnquoted(name));
  assert.ok(same.includes("key") && same.includes("abc") && same.includes("end"));
  for (
    const name of ["select", "cast", "raise", "with", "current_date", "true", "FALSE", "a b", "é"]
  ) {
    assert.ok(!meansSameUnquoted(name), name);
  }
  for (const name of same) {
    const sql = `CREATE TABLE x ("${name}", CHECK (${name} > 1 AND NOT 1 < ${name}), ` +
      `CHECK (CASE ${name} WHEN ${name} THEN ${name} ELSE ${name} END IS NOT NULL), ` +
      `CHECK (${name} IN (${name}, abs(${name})) OR x.${name} LIKE ${name}))`;
    assert.equal(engine.run(sql)?.message, undefined, name);
    assert.equal(
      engine.run(`CREATE INDEX i ON x (${name}, ${name} + 1)`)?.message,
      undefined,
      name,
    );
    engine.run("DROP TABLE x");
  }
  engine.close();
});

Deno.test("quoteString() returns a literal that the engine reads back unchanged", async () => {
  const engine = await openEngine();
  for (const text of ["", "it's", "''", "a\nb", '"', "表🐘", "--", "\\"]) {
    assert.deepEqual(engine.query(`SELECT ${quoteString(text)}`), [[text]]);
  }
  engine.close();
});
