import assert from "node:assert/strict";
import fc from "npm:fast-check@4.10.2";
import { holds } from "../../../tests/support/property.ts";
import { type Engine, openEngine } from "../../host/engines/engine.ts";
import { affinityOf } from "./affinity.ts";
import { impliesCheck } from "./implication.ts";

/** The columns used in the checks, with their declared types. */
const TYPES = {
  n: "INTEGER",
  r: "REAL",
  t: "TEXT",
  b: "BLOB",
  d: "DATE",
  c: "TEXT COLLATE nocase",
};

const affinity = (name: string) => {
  const type = (TYPES as Readonly<Record<string, string>>)[name];
  return type === undefined ? undefined : affinityOf(type);
};

const implies = (given: string, wanted: string) => impliesCheck([given], wanted, { affinity });

Deno.test.each([
  ["t IN ('a', 'b')", "t IN ('b', 'c', 'a')"],
  ["t = 'a'", "t IN ('a', 'b')"],
  ["t NOT IN ('a', 'b')", "t <> 'a'"],
  ["n > 5", "n > 0"],
  ["n > 5", "n >= 5"],
  ["n BETWEEN 2 AND 5", "n BETWEEN 1 AND 6"],
  ["n > 0 AND n < 5", "n BETWEEN 0 AND 5"],
  ["n IN (1, 2)", "n > 0"],
  ["n > 0 AND t <> ''", "n > 0"],
  ["n IS NOT NULL AND n > 0", "n > 0"],
  ["n > 0", "n > 0 OR n IS NULL"],
  ["n IS NULL OR n IN (1)", "n IN (1, 2)"],
  ["length(t) <= 10", "length(t) <= 20"],
  ["n > 3 AND (t = 'a' OR t = 'b')", "t IN ('a', 'b', 'c') AND n > 2"],
  ["lower(t) = 'a'", "lower(t) = 'a' OR r > 1"],
])("impliesCheck() finds %s no weaker than %s", (given, wanted) => {
  assert.equal(implies(given, wanted), true);
});

Deno.test.each([
  ["t IN ('a', 'b')", "t IN ('a')"],
  ["t IN ('a')", "c IN ('a', 'b')"],
  ["n > 0", "n > 5"],
  ["n >= 5", "n > 5"],
  ["n > 0 OR t = 'a'", "n > 0"],
  ["n > 0", "n > 0 AND t = 'a'"],
  ["t > 10", "t > 5"],
  ["n > 0", "n IS NOT NULL"],
  ["NOT n > 5", "n > 5"],
  ["n > 5", "NOT n > 0"],
  ["length(n) < 2", "length(n) < 3"],
  ["n > 5", "n > 5 + 0"],
  ["n > 9007199254740993", "n > 9007199254740992"],
  ["n IN (1, NULL)", "n IN (1, 2)"],
  ["t < CURRENT_TIMESTAMP AND n > 0", "t < CURRENT_TIMESTAMP"],
])("impliesCheck() does not claim that %s implies %s", (given, wanted) => {
  assert.equal(implies(given, wanted), false);
});

const OPERANDS = [
  ...Object.keys(TYPES),
  ...["length(t)", "length(b)", "length(n)", "+ n", "- r", "t || ''", "t COLLATE nocase"],
];

const LITERALS = ["0", "2", "5", "10", "-1.5", "'a'", "'A'", "'10'", "x'61'"];

const LISTS = [
  "2",
  "2, 5",
  "5, 10, 2",
  "'a'",
  "'a', 'A'",
  "'10', 'a', 10",
  "x'61', 'a', 0",
  "NULL, 2",
];

/** All comparisons that are understood, for one operand. */
function comparisonsOf(operand: string): string[] {
  const operators = ["<", "<=", ">", ">=", "=", "<>"];
  return [
    ...operators.flatMap((it) => LITERALS.map((literal) => `${operand} ${it} ${literal}`)),
    ...LISTS.flatMap((list) => [`${operand} IN (${list})`, `${operand} NOT IN (${list})`]),
    ...["0 AND 10", "2 AND 5", "'A' AND 'a'", "5 AND 2"].map((it) => `${operand} BETWEEN ${it}`),
    ...[`${operand} IS NULL`, `${operand} IS NOT NULL`],
  ];
}

const VALUES = [
  ...LITERALS,
  "NULL",
  "'5'",
  "' 5 '",
  "5.0",
  "9e15",
  "'1e1'",
  "-0.0",
  "x''",
  "3",
  "7",
];

/** Both engines, each with a table that has values of every kind. */
async function openTables(): Promise<Engine[]> {
  const engines = [await openEngine(), await openEngine("sqlite")];
  const columns = Object.entries(TYPES).map((it) => it.join(" "));
  for (const engine of engines) {
    engine.run(`CREATE TABLE t (${columns.join(", ")})`);
    for (let row = 0; row < 3 * VALUES.length; row++) {
      const values = columns.map((_, index) => VALUES[(row + index * row) % VALUES.length]);
      engine.run(`INSERT INTO t VALUES (${values.join(", ")})`);
    }
  }
  return engines;
}

/** The rows that pass as a bit set, or undefined if the engine rejects the condition. */
function passing(engine: Engine, condition: string): bigint | undefined {
  if (engine.run(`SELECT ${condition} FROM t LIMIT 0`) !== undefined) return undefined;
  const bits = engine.query(`SELECT coalesce(${condition}, 1) FROM t ORDER BY rowid`);
  return BigInt(`0b${bits.flat().join("")}`);
}

Deno.test("no row passes a comparison and fails one that it implies", async () => {
  let claimed = 0;
  for (const engine of await openTables()) {
    for (const operand of OPERANDS) {
      const all = comparisonsOf(operand).map((text) => [text, passing(engine, text)!] as const);
      for (const [given, before] of all) {
        for (const [wanted, after] of all) {
          if (given === wanted || !implies(given, wanted)) continue;
          claimed++;
          assert.equal(before & ~after, 0n, `${given} does not imply ${wanted}`);
        }
      }
    }
    engine.close();
  }
  assert.ok(claimed > 1000, `${claimed} pairs were claimed`);
});

const comparison = fc.constantFrom(...["n", "t", "length(t)"].flatMap(comparisonsOf));

/** Two conditions built from the same few comparisons. */
const pair = fc.uniqueArray(comparison, { minLength: 2, maxLength: 4 }).chain((few) => {
  const { all } = fc.letrec<{ all: string }>((tie) => ({
    all: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      fc.constantFrom(...few),
      fc.tuple(tie("all"), fc.constantFrom("AND", "OR"), tie("all")).map((it) => it.join(" ")),
      fc.tuple(tie("all"), fc.constantFrom("AND", "OR"), tie("all"))
        .map(([left, word, right]) => `(${left}) ${word} (${right})`),
      fc.tuple(fc.constantFrom("NOT", ""), tie("all")).map(([word, it]) => `${word} (${it})`),
    ),
  }));
  return fc.tuple(all, all);
});

Deno.test("no row passes a check and fails one that it implies", async () => {
  const engines = await openTables();
  let claimed = 0;
  holds(pair, ([given, wanted]) => {
    if (given === wanted || !implies(given, wanted)) return;
    claimed++;
    for (const engine of engines) {
      const [before, after] = [passing(engine, given), passing(engine, wanted)];
      if (before === undefined || after === undefined) throw new Error(`${given}, ${wanted}`);
      assert.equal(before & ~after, 0n, `${given} does not imply ${wanted}`);
    }
  });
  for (const engine of engines) engine.close();
  assert.ok(claimed > 30, `${claimed} pairs were claimed`);
});
