import assert from "node:assert/strict";
import { snapshotAfter } from "../../../tests/support/snapshots.ts";
import { openEngine } from "../../host/engines/engine.ts";
import {
  coversColumns,
  isInKey,
  isParentKey,
  isRowidColumn,
  mayHoldNull,
  referencedColumns,
  rowidAlias,
  rowidColumn,
  uniqueKeysOf,
  withNamedColumns,
} from "./keys.ts";
import { findByName, foreignKeysOf, type Table } from "../snapshot.ts";

async function tableOf(definition: string): Promise<Table> {
  return (await snapshotAfter(`CREATE TABLE t ${definition}`)).tables[0]!;
}

/** Parents, an index, and whether SQLite accepts `(a)` or `(a, b)` as a parent key. */
const PARENTS: readonly (readonly [parent: string, index: string, isKey: boolean])[] = [
  ["(a TEXT UNIQUE)", "", true],
  ["(a TEXT PRIMARY KEY)", "", true],
  ["(a INTEGER PRIMARY KEY)", "", true],
  ["(a INTEGER PRIMARY KEY DESC)", "", true],
  ["(a TEXT, UNIQUE (a DESC))", "", true],
  ["(a TEXT)", "", false],
  ["(a TEXT)", "CREATE INDEX i ON p (a)", false],
  ["(a TEXT)", "CREATE UNIQUE INDEX i ON p (a)", true],
  ["(a TEXT)", "CREATE UNIQUE INDEX i ON p ((a))", true],
  ["(a TEXT)", "CREATE UNIQUE INDEX i ON p (a || '')", false],
  ["(a TEXT)", "CREATE UNIQUE INDEX i ON p (a) WHERE 1", false],
  ["(a TEXT)", "CREATE UNIQUE INDEX i ON p (a COLLATE nocase)", false],
  ["(a TEXT)", "CREATE UNIQUE INDEX i ON p (a COLLATE binary)", true],
  ["(a TEXT, UNIQUE (a COLLATE nocase))", "", false],
  ["(a TEXT, PRIMARY KEY (a COLLATE nocase))", "", false],
  ["(a TEXT, PRIMARY KEY (a COLLATE nocase)) WITHOUT ROWID", "", false],
  ["(a TEXT COLLATE nocase, UNIQUE (a))", "", true],
  ["(a TEXT COLLATE nocase, UNIQUE (a COLLATE nocase))", "", true],
  ["(a TEXT COLLATE nocase, UNIQUE (a COLLATE binary))", "", false],
  ["(a INTEGER, PRIMARY KEY (a COLLATE nocase))", "", true],
  ["(a, b, UNIQUE (a, b))", "", false],
];

for (const [parent, index, isKey] of PARENTS) {
  Deno.test(`isParentKey() agrees with both engines on ${parent} ${index}: ${isKey}`, async () => {
    const statements = [`CREATE TABLE p ${parent}`, index, "CREATE TABLE c (x REFERENCES p (a))"];
    for (const engine of [await openEngine(), await openEngine("sqlite")]) {
      for (const sql of [...statements, "PRAGMA foreign_keys = ON"]) {
        if (sql !== "") assert.equal(engine.run(sql), undefined);
      }
      const refused = engine.run("INSERT INTO c VALUES ('none')")?.message ?? "";
      engine.close();
      assert.equal(!refused.includes("mismatch"), isKey, refused);
    }
    const { tables, indexes } = await snapshotAfter(statements.join(";"));
    const table = findByName(tables, "p")!;
    const keys = uniqueKeysOf(table, indexes);
    assert.equal(keys.some((key) => isParentKey(key, ["A"], table)), isKey);
  });
}

Deno.test("uniqueKeysOf() knows constraints and indexes, partial ones with their condition", async () => {
  const { tables, indexes } = await snapshotAfter(`
    CREATE TABLE t (a PRIMARY KEY, b UNIQUE, c);
    CREATE TABLE u (c);
    CREATE UNIQUE INDEX i ON t (c) WHERE c > 0;
    CREATE UNIQUE INDEX j ON u (c);
    CREATE INDEX k ON t (c);`);
  const keys = uniqueKeysOf(findByName(tables, "t")!, indexes);
  assert.deepEqual(
    keys.map(({ terms, where }) => [terms[0]!.column, where]),
    [["a", undefined], ["b", undefined], ["c", "c > 0"]],
  );
});

Deno.test("coversColumns() ignores order and, without the table, rejects terms with a collation", async () => {
  const table = await tableOf("(a, b COLLATE nocase, UNIQUE (b COLLATE nocase, a))");
  const [{ terms }] = uniqueKeysOf(table, []) as [{ terms: Parameters<typeof coversColumns>[0] }];
  assert.equal(coversColumns(terms, ["a", "B"], table), true);
  assert.equal(coversColumns(terms, ["a", "b"]), false);
  assert.equal(coversColumns(terms, ["a"], table), false);
  assert.equal(coversColumns(terms, ["a", "a"], table), false);
  assert.equal(coversColumns(terms, [], table), false);
});

Deno.test.each([
  ["(A INTEGER PRIMARY KEY)", "A"],
  ["(a INTEGER, PRIMARY KEY (A DESC))", "A"],
  ["(a INT PRIMARY KEY)", undefined],
  ["(a INTEGER PRIMARY KEY DESC)", undefined],
  ["(a INTEGER PRIMARY KEY) WITHOUT ROWID", undefined],
  ["(a INTEGER, b, PRIMARY KEY (a, b))", undefined],
])("rowidColumn() of %s is %s", async (definition, column) => {
  const table = await tableOf(definition);
  assert.equal(rowidColumn(table), column);
  assert.equal(isRowidColumn(table, "a"), column !== undefined);
});

Deno.test("rowidAlias() is a name that no column has", async () => {
  const [plain, taken] = [await tableOf("(a)"), await tableOf("(ROWID, oid)")];
  assert.equal(rowidAlias(plain.columns), "rowid");
  assert.equal(rowidAlias([...plain.columns, ...taken.columns]), "_rowid_");
  assert.equal(rowidAlias((await tableOf("(rowid, _rowid_, oid)")).columns), undefined);
});

Deno.test.each([
  ["(a)", true],
  ["(a NOT NULL)", false],
  ["(a INTEGER PRIMARY KEY)", false],
  ["(a INT PRIMARY KEY)", true],
  ["(a TEXT, b, PRIMARY KEY (b, a))", true],
  ["(a TEXT, b, PRIMARY KEY (b, a)) WITHOUT ROWID", false],
  ["(a TEXT PRIMARY KEY) STRICT", false],
  ["(a TEXT, b TEXT PRIMARY KEY) STRICT", true],
])("mayHoldNull() agrees with the engine on %s: %s", async (definition, expected) => {
  const engine = await openEngine();
  engine.run(`CREATE TABLE t ${definition}`);
  const others = definition.includes(" b") ? ", b) VALUES (NULL, 1" : ") VALUES (NULL";
  engine.run(`INSERT INTO t (a${others})`);
  const found = engine.query("SELECT count(*) FROM t WHERE a IS NULL");
  engine.close();
  assert.deepEqual(found, [[expected ? 1 : 0]]);
  assert.equal(mayHoldNull(await tableOf(definition), "A"), expected);
});

Deno.test.each([
  ["(a PRIMARY KEY)", ["a"]],
  ["(a COLLATE nocase, PRIMARY KEY (a))", ["a"]],
  ["(a, PRIMARY KEY (a COLLATE nocase))", []],
  ["(a INTEGER, PRIMARY KEY (a COLLATE nocase))", ["a"]],
  ["(a, b, PRIMARY KEY (a, b))", []],
  ["(a)", []],
])("withNamedColumns() names what a key to %s references: %s", async (parent, columns) => {
  const { tables } = await snapshotAfter(
    `CREATE TABLE p ${parent}; CREATE TABLE c (x REFERENCES p)`,
  );
  const [key] = foreignKeysOf(findByName(tables, "c")!);
  assert.deepEqual(withNamedColumns(key!, findByName(tables, "p")).references.columns, columns);
  assert.equal(withNamedColumns(key!, undefined), key);
});

Deno.test("isInKey() and referencedColumns() use the primary key", async () => {
  const table = await tableOf("(a, b, c UNIQUE REFERENCES t (a), PRIMARY KEY (b, a))");
  assert.deepEqual(["a", "B", "c", "d"].map((name) => isInKey(table, name)), [
    true,
    true,
    false,
    false,
  ]);
  const [named] = foreignKeysOf(table);
  assert.deepEqual(referencedColumns(named!, table), ["a"]);
  const unnamed = { references: { table: "t", columns: [] } };
  assert.deepEqual(referencedColumns(unnamed, table), ["b", "a"]);
});
