import assert from "node:assert/strict";
import { givenRenames } from "../../src/commands/answers/given_renames.ts";
import { readConfigValues } from "../../src/cli/config/config_values.ts";
import { judgeFiles } from "../../src/shadow/judge/judge.ts";
import { comparedLiterals } from "../../src/shadow/judge/statements/compared_literals.ts";
import { loadDdl } from "../../src/shadow/load/load_ddl.ts";
import { creationOf, ddlOrder } from "../../src/shadow/load/ddl_order.ts";
import { createStandIns } from "../../src/shadow/database/stand_ins.ts";
import { snapshotAfter } from "../../src/shadow/replay/snapshot_after.ts";
import { slipNear } from "../../src/shadow/explain/slips.ts";
import { stepsOf } from "../../src/shadow/database/run_steps.ts";
import { ShadowDatabase } from "../../src/shadow/database/shadow_database.ts";
import { suggest } from "../../src/base/suggest.ts";
import { positionAt, type SourceText } from "../../src/base/diagnostic.ts";
import { withoutSecrets } from "../../src/base/secrets.ts";
import { advise } from "../../src/lint/advice/advise.ts";
import { Permissions, permissionsIn } from "../../src/lint/permissions.ts";
import { headOf } from "../../src/migrations/text/head.ts";
import { LAYOUTS } from "../../src/migrations/layouts/list.ts";
import { RUNNERS } from "../../src/migrations/runners/list.ts";
import { renderDiagnostics } from "../../src/report/diagnostics/diagnostics.ts";
import { renderJson } from "../../src/report/diagnostics/json.ts";
import { readIndex } from "../../src/schema/text/object_sql.ts";
import { renameHints } from "../../src/schema/text/rename_hints.ts";
import { canonicalExpression } from "../../src/sql/canonical.ts";
import { readStatements } from "../../src/sql/read_statements.ts";
import { splitStatements } from "../../src/sql/statements.ts";
import { tokenize } from "../../src/sql/tokens.ts";
import { EMPTY_SNAPSHOT, type Index, type SchemaSnapshot } from "../../src/schema/snapshot.ts";
import { tableCandidates } from "../../src/diff/rename.ts";
import { assertLinear } from "../support/growth.ts";

const adviceOn = (sources: readonly SourceText[], schema = EMPTY_SNAPSHOT) =>
  advise({ sources, schema }, { permissions: new Permissions(), levels: {} });
const source = (text: string) => ({ name: "m.sql", text });
const numbered = (size: number, line: (number: number) => string) =>
  Array.from({ length: size }, (_, number) => line(number)).join("");

/** Work on text from outside, each with the size at which it is measured. */
const WORK: readonly (readonly [string, number, (size: number) => unknown])[] = [
  ["comparisons with literals", 5000, (size) => {
    const comparisons = `CASE a ${"WHEN 1 THEN 2 ".repeat(size)} END, f(b) = 3 IN (${
      ", a = b".repeat(size).slice(2)
    })`;
    const script = splitStatements(source(`UPDATE t SET c = 1, d = ${comparisons}`));
    return script.ok && script.value.statements.flatMap(comparedLiterals);
  }],
  ["a trigger of many statements", 2000, (size) =>
    splitStatements(source(
      `CREATE TRIGGER t AFTER INSERT ON a BEGIN ${"UPDATE b SET c = 1;".repeat(size)} END;`,
    ))],
  [
    "names that begin a trigger elsewhere",
    5000,
    (size) => splitStatements(source(`SELECT ${"begin, ".repeat(size)} 1`)),
  ],
  [
    "comments and semicolons alone",
    10_000,
    (size) => splitStatements(source("-- a\n;".repeat(size))),
  ],
  [
    "a list of values in parentheses",
    2000,
    (size) => canonicalExpression(tokenize(`a IN (${"(0), ".repeat(size)}(1))`)),
  ],
  [
    "parentheses within parentheses",
    2000,
    (size) => canonicalExpression(tokenize("(".repeat(size) + "a" + ")".repeat(size))),
  ],
  [
    "a chain of conditions",
    2000,
    (size) => canonicalExpression(tokenize(`${"(a = 1) AND ".repeat(size)} b`)),
  ],
  [
    "parentheses that are never closed",
    20_000,
    (size) => canonicalExpression(tokenize("(".repeat(size))),
  ],
  [
    "a column in many parentheses",
    5000,
    (size) => readIndex(`CREATE INDEX i ON t (${"(".repeat(size)}a${")".repeat(size)})`),
  ],
  ["a syntax error near what there is a lot of", 10_000, (size) => {
    for (const [near, text] of [[")", "()"], ["CREATE", "CREATE TABLE "], ["a", "a, "]] as const) {
      slipNear(tokenize(`CREATE TABLE t (a CHECK (${text.repeat(size)}))`), near);
    }
  }],
  ["statements of a schema that need a table", 10_000, (size) => {
    const script = splitStatements(
      source(`SELECT 1;${"CREATE INDEX i ON t (a);".repeat(size)}CREATE TABLE t (a);`),
    );
    assert(script.ok);
    ddlOrder(script.value.statements.map((it) => ({ statement: it, creation: creationOf(it) })));
  }],
  ["renames of what there is not", 5000, (size) => {
    const renames = Array.from({ length: size }, (_, number) => `a${number}:b${number}`);
    givenRenames({ current: EMPTY_SNAPSHOT, desired: EMPTY_SNAPSHOT, hints: [], renames });
  }],
  ["statements of a file that says how it is run", 10_000, (size) => {
    const script = splitStatements(source("-- +goose StatementBegin\nSELECT 1;\n".repeat(size)));
    assert(script.ok);
    stepsOf(script.value.statements, RUNNERS.find(({ name }) => name === "goose"));
  }],
  ["permissions", 2000, (size) => {
    const script = splitStatements(
      source(numbered(size, (it) => `-- penumbra: allow data-loss:x${it}\nDROP TABLE x${it};\n`)),
    );
    return script.ok && permissionsIn(script.value.statements.flatMap(({ comments }) => comments));
  }],
  ["rename hints", 1000, (size) => {
    const columns = numbered(size, (it) => `  c${it} INTEGER, -- @renamed from=b${it}\n`);
    const script = splitStatements(source(`CREATE TABLE t (\n${columns}  z INTEGER\n);`));
    return script.ok && renameHints(script.value.statements[0]!);
  }],
  ["a rename hint that is never closed", 5000, (size) => {
    const script = splitStatements(
      source(`-- ${'@renamed from="'.repeat(size)}\nCREATE TABLE t (a);`),
    );
    return script.ok && renameHints(script.value.statements[0]!);
  }],
  ["the places of many tokens", 5000, (size) => {
    const text = "x\n".repeat(size);
    for (let offset = 0; offset < text.length; offset += 2) positionAt(text, offset);
  }],
  ["the places of many tokens on one line", 5000, (size) => {
    const text = "x ".repeat(size);
    for (let offset = 0; offset < text.length; offset += 2) positionAt(text, offset);
  }],
  ["dots before an address", 10_000, (size) => withoutSecrets("a.".repeat(size))],
  ["calls of what is declared, within each other", 5000, (size) => {
    const { replaceIn, restore, wrongCall } = createStandIns({
      functions: { f: { arguments: 1 } },
    });
    const sql = `SELECT ${"f(".repeat(size)}1${")".repeat(size)}`;
    const script = splitStatements(source(sql));
    return script.ok && [wrongCall(sql), restore(replaceIn(script.value.statements[0]!).sql)];
  }],
  ["calls of many functions that are declared", 1000, (size) => {
    const names = Array.from({ length: size }, (_, number) => `f${number}`);
    const { replace, wrongCall } = createStandIns({
      functions: Object.fromEntries(names.map((name) => [name, { arguments: 1 }])),
      collations: names,
    });
    const sql = `SELECT ${names.map((name) => `${name}(1) COLLATE ${name}`).join()}`;
    return [replace(sql), wrongCall(sql)];
  }],
  ["a long word that is almost a candidate", 2000, (size) => {
    suggest("a".repeat(size), ["a".repeat(size + 1), "b".repeat(size)]);
  }],
  ["a word beside long candidates", 20_000, (size) => suggest("a", ["a".repeat(size)])],
  ["advice on many files", 1000, (size) => {
    const files = Array.from({ length: size }, (_, it) => ({
      name: `${it}.sql`,
      text: `CREATE TABLE t${it} (a); CREATE INDEX i${it} ON t${it} (a);`,
    }));
    adviceOn(files);
  }],
  ["advice on many statements", 2000, (size) => {
    const indexes = numbered(size, (it) => `CREATE INDEX IF NOT EXISTS i${it} ON t (a${it});`);
    const changes = numbered(
      size,
      (it) => `ALTER TABLE t ADD COLUMN b${it}; UPDATE t SET b${it} = random();`,
    );
    const rebuild = "CREATE TABLE u (a); DROP TABLE t; ALTER TABLE u RENAME TO t;";
    adviceOn([source(`CREATE TABLE t (a);${indexes}`), source(changes), source(rebuild)]);
  }],
  ["advice on many files about one table", 1000, (size) => {
    const files = Array.from({ length: size }, (_, it) => ({
      name: `${it}.sql`,
      text: `ALTER TABLE t ADD COLUMN a${it}; UPDATE t SET b = 1;`,
    }));
    assert.equal(adviceOn([source("CREATE TABLE t (b);"), ...files]).length, size);
  }],
  ["advice on many triggers that a rebuild loses", 500, (size) => {
    const triggers = (name: string) =>
      numbered(
        size,
        (it) => `CREATE TRIGGER ${name}${it} AFTER INSERT ON t BEGIN SELECT ${name}${it}; END;`,
      );
    const rebuild = "CREATE TABLE u (a); DROP TABLE t; ALTER TABLE u RENAME TO t;";
    const found = adviceOn([
      source(`CREATE TABLE t (a);${triggers("g")}`),
      source(rebuild + triggers("h")),
    ]);
    assert.equal(found.length, size);
  }],
  ["advice on many indexes of a table", 1000, (size) => {
    const index = (name: string, columns: readonly string[]): Index => ({
      kind: "index",
      name,
      table: "t",
      unique: false,
      terms: columns.map((column) => ({ column, descending: false })),
      sql: "",
    });
    const indexes = Array.from(
      { length: size },
      (_, it) => [index(`a${it}`, ["a"]), index(`b${it}`, ["b", `b${it}`])],
    );
    const found = adviceOn([], { ...EMPTY_SNAPSHOT, indexes: indexes.flat() });
    assert.equal(found.length, size - 1);
  }],
  ["heads of tokens", 10_000, (size) => withoutSecrets("eyJ-".repeat(size))],
];

/** Work that also runs SQL. */
const RUN: readonly (readonly [string, number, (size: number) => Promise<unknown>])[] = [
  ["rows that are added after a table is dropped", 100, async (size) => {
    await using shadow = await ShadowDatabase.open({ engine: "sqlite" });
    shadow.applyScript(
      source("CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT); CREATE TABLE x (a);"),
    );
    const text = `DROP TABLE x;${"INSERT INTO t (a) VALUES ('x');".repeat(size)}`;
    const script = splitStatements(source(text));
    assert(script.ok);
    const migration = { id: "2", version: "2", name: "m", source: source(text) };
    const { effects } = await judgeFiles({
      engine: "sqlite",
      before: shadow.introspect(),
      files: [{ migration, statements: script.value.statements }],
      runners: RUNNERS.filter(({ name }) => name === "shell"),
    });
    assert.equal(effects.length, 1);
  }],
  ["triggers of one table", 100, async (size) => {
    const triggers = numbered(
      size,
      (it) => `CREATE TRIGGER g${it} AFTER UPDATE ON t BEGIN SELECT 1; END;`,
    );
    const schema = await loadDdl([source(`CREATE TABLE t (a);${triggers}`)], [], {
      target: "sqlite",
    });
    assert(schema.ok);
  }],
  ["keys of a configuration that there are not", 2000, async (size) => {
    const keys = numbered(size, (it) => `"k${it}": 1,`);
    await readConfigValues({ name: "penumbra.json", text: `{${keys}"z": 1}` });
  }],
];

Deno.test("advice on foreign keys without a parent takes linear time", async () => {
  const schemas = new Map<number, SchemaSnapshot>();
  for (const size of [500, 2000]) {
    const ddl = numbered(size, (it) => `CREATE TABLE t${it}_name (p REFERENCES parent_${it});`);
    const loaded = await loadDdl([source(ddl)], [], { target: "sqlite" });
    assert(loaded.ok);
    schemas.set(size, loaded.value.snapshot);
  }
  await assertLinear(500, (size) => {
    const advice = adviceOn([], schemas.get(size));
    assert.equal(advice.filter(({ code }) => code === "lint/parent-missing").length, size);
  });
});

for (const [name, size, work] of RUN) {
  Deno.test(`${name} take linear time`, () => assertLinear(size, work));
}

Deno.test("tables that may have been renamed take linear time", async () => {
  const size = 300;
  const schema = async (prefix: string, tables: number) => {
    const ddl = numbered(
      tables,
      (it) => `CREATE TABLE ${prefix}${it} (id INTEGER PRIMARY KEY, at TEXT, a${it}, b${it});`,
    );
    const loaded = await loadDdl([source(ddl)], [], { target: "sqlite" });
    assert(loaded.ok);
    return loaded.value.snapshot;
  };
  const sides = new Map<number, readonly SchemaSnapshot[]>();
  for (const tables of [size, 4 * size]) {
    sides.set(tables, [await schema("t", tables), await schema("u", tables)]);
  }
  await assertLinear(size, (tables) => {
    const [current, desired] = sides.get(tables)!;
    // Copies, since results are cached by object.
    const copies = structuredClone([current!, desired!]);
    assert.equal(tableCandidates(copies[0]!, copies[1]!, []).length, tables);
  });
});

/** More than a call takes arguments. */
const MANY = 300_000;

for (
  const [sql, isFine] of [["PRAGMA user_version;", true], ["ATTACH 'a' AS b;", false]] as const
) {
  Deno.test(`there may be any number of statements ${isFine ? "that run" : "that may not"}`, async () => {
    const statements = readStatements([source(sql.repeat(MANY))]);
    assert(statements.ok);
    const made = await snapshotAfter(EMPTY_SNAPSHOT, statements.value, { engine: "sqlite" });
    assert.equal(made.ok, isFine);
    assert.equal(made.diagnostics.length, isFine ? 0 : MANY);
  });
}

Deno.test("a configuration that is nested too deeply is refused with a message", async () => {
  const text = `{"schema": ${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
  const { ok, diagnostics } = await readConfigValues({ name: "penumbra.json", text });
  assert.deepEqual([ok, diagnostics[0]?.code], [false, "cli/bad-value"]);
});

for (const [name, size, work] of WORK) {
  Deno.test(`${name} take linear time`, () => assertLinear(size, work));
}

const findings = (text: string) =>
  Array.from(text.matchAll(/x/g), ({ index }) => ({
    code: "a/b" as const,
    severity: "error" as const,
    message: "m",
    span: { source: source(text), startOffset: index, endOffset: index + 1 },
  }));

for (const [name, unit] of [["on lines of their own", "x\n"], ["on one line", "x "]] as const) {
  Deno.test(`many diagnostics ${name} take linear time`, async () => {
    await assertLinear(1000, (size) => renderDiagnostics(findings(unit.repeat(size))));
    await assertLinear(
      1000,
      (size) => renderJson({ ok: false, diagnostics: findings(unit.repeat(size)) }),
    );
  });
}

/** Text that files may consist of, at every position of which a pattern could start to match. */
const UNITS = [
  "\n",
  " ",
  "\r\n",
  "--\n",
  "-- migrate:up\n",
  "-- +goose Up\n",
  "-- up\n",
  "-- introspecting introspecting ",
  "-- introspecting\n",
  "/*",
  "*/ ",
  "-- atlas:checkpoint\n",
  "export ",
  "export function ",
  'provider = "',
  "--> statement-breakpoint\n",
  "'",
  "(",
  "{",
] as const;

/** Patterns over whole files, which must not search the rest of the file from every line. */
const READERS: readonly (readonly [string, (text: string) => unknown])[] = [
  ...RUNNERS.flatMap(({ name, optOut }) =>
    optOut === undefined
      ? []
      : [[`the runner ${name}`, (text: string) => optOut.test(text)] as const]
  ),
  ["the head of a migration", headOf],
];

for (const [name, read] of READERS) {
  Deno.test(`${name} reads any text in linear time`, async () => {
    for (const unit of [...UNITS, "\r", "-- Made by penumbra \r", "-- migrate:up \r", "PRAGMA "]) {
      await assertLinear(40_000 / unit.length, (size) => read(unit.repeat(size) + "x"));
    }
  });
}

for (const layout of LAYOUTS) {
  Deno.test(`the layout ${layout.name} reads any text in linear time`, async () => {
    for (const unit of UNITS) {
      for (
        const path of [
          "1_a.sql",
          "001-a.sql",
          "1_a/migration.sql",
          "a.ts",
          "atlas.sum",
          "migration_lock.toml",
          "V1__a.sql",
          "1_a.up.sql",
        ]
      ) {
        await assertLinear(40_000 / unit.length, (size) => {
          const files = new Map([[path, { name: path, text: unit.repeat(size) + "x" }]]);
          return layout.recognises(files, new Map()) || layout.reads(path)
            ? layout.read(files)
            : undefined;
        });
      }
    }
  });
}
