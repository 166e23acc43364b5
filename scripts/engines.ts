/**
 * `deno task engines`: runs the migrations of all golden cases on every engine that npm has, in each
 * of its ways. Writes `tests/engines/README.md`, or prints it; exits 1 if a case fails. Not part of
 * `deno task ok`, since it downloads the engines the first time.
 */
import { libsql, plainSqlite, shell } from "../tests/engines/built_in.ts";
import { d1, type Miniflare } from "../tests/engines/d1.ts";
import type { TestedEngine } from "../tests/engines/engine.ts";
import { asArrays, betterSqlite, engineOf, sqliteWasm, sqlJs } from "../tests/engines/packages.ts";
import { type EngineReport, renderReport } from "../tests/engines/report.ts";
import { prepare, type Prepared, tryCase } from "../tests/engines/try_case.ts";
import { type GoldenCase, readCases } from "../tests/golden/golden_case.ts";
import { flag, readOptions, text } from "./options.ts";

/** A package, and how to open its engine. */
interface Package {
  readonly name: string;
  readonly version: string;
  /** The module of the package, if it is not the main one. */
  readonly path?: string;
  // deno-lint-ignore no-explicit-any
  open(module: any, name: string): Promise<TestedEngine> | TestedEngine;
}

const SQL_JS = ["1.8.0", "1.9.0", "1.15.0"];
const SQLITE_WASM = ["3.41.2", "3.43.2-build1", "3.49.2-build1", "3.51.2-build9", "3.54.1-build1"];
const TURSO_FEATURES = ["views", "strict", "triggers", "generated_columns", "without_rowid"];

/** The engines in packages, the oldest SQLite first. */
const PACKAGES: readonly Package[] = [
  ...SQL_JS.map((version): Package => ({
    name: "sql.js",
    version,
    open: async ({ default: init }, name) => await sqlJs(name, await init()),
  })),
  ...SQLITE_WASM.map((version): Package => ({
    name: "@sqlite.org/sqlite-wasm",
    version,
    open: async ({ default: init }, name) => await sqliteWasm(name, await init()),
  })),
  {
    name: "node-sqlite3-wasm",
    version: "0.8.60",
    open: ({ default: { Database } }, name) =>
      engineOf(name, () => {
        const database = new Database();
        return {
          run: (sql) => database.exec(sql),
          query: (sql) => asArrays(database.all(sql)),
          close: () => database.close(),
        };
      }),
  },
  {
    name: "better-sqlite3",
    version: "13.2.0",
    open: ({ default: Database }, name) => betterSqlite(name, () => new Database(":memory:")),
  },
  {
    name: "@tursodatabase/database",
    version: "0.7.2",
    path: "/compat",
    open: ({ Database }, name) =>
      betterSqlite(name, () => new Database(":memory:", { experimental: TURSO_FEATURES }), "turso"),
  },
  {
    name: "miniflare",
    version: "4.20260730.0",
    open: ({ Miniflare }, name) =>
      d1(name, "D1", (names): Miniflare =>
        new Miniflare({
          modules: true,
          script: "export default { fetch: () => new Response('ok') }",
          d1Databases: Object.fromEntries(names.map((it) => [it, it])),
          cf: false,
        })),
  },
];

const options = readOptions("engines", {
  print: flag("Print the report instead of writing it"),
  only: text("word", "Only engines with this in their name; prints", ""),
  cases: text("word", "Only cases with this in their name; prints", ""),
});

const known = new Map<string, Prepared | { readonly refused: string }>();
const reports: EngineReport[] = [];
for (const open of openers()) {
  const engine = await open();
  if (engine === undefined) continue;
  reports.push(await tryAll(engine));
  await engine.close?.();
}
const report = renderReport(reports);
const isWhole = options.only === "" && options.cases === "";
if (options.print || !isWhole) console.log(report);
else await Deno.writeTextFile(new URL("../tests/engines/README.md", import.meta.url), report);
Deno.exit(reports.some((it) => it.failed.length > 0) ? 1 : 0);

/** The functions that open the selected engines; prints why one is missing. */
function openers(): (() => Promise<TestedEngine | undefined>)[] {
  const packages = PACKAGES.map((it) => [it.name, () => openPackage(it)] as const);
  const all = [
    ["sqlite3 shell", () => shell()],
    ...packages,
    ["node:sqlite", () => Promise.resolve(plainSqlite())],
    ["libsql", () => libsql()],
  ] as const;
  return all.filter(([name]) => name.includes(options.only)).map(([, open]) => open);
}

async function openPackage({ name, version, path = "", open }: Package) {
  try {
    // The specifier is composed, so that only this script fetches it.
    const module = await import(`npm:${name}@${version}${path}`);
    return await open(module, `${name} ${version}`);
  } catch (error) {
    console.error(`Skipped ${name} ${version}: ${error instanceof Error ? error.message : error}`);
  }
}

/** Several engines run the same migrations. */
async function prepareOnce(golden: GoldenCase, target: TestedEngine["target"]) {
  const key = `${target} ${golden.name}`;
  const prepared = known.get(key) ?? await prepare(golden, target);
  known.set(key, prepared);
  return prepared;
}

async function tryAll(engine: TestedEngine): Promise<EngineReport> {
  const { name, version, target } = engine;
  let reached = 0;
  const [lacks, failed]: { name: string; why: string }[][] = [[], []];
  for (const golden of readCases(new URL("../tests/golden/", import.meta.url))) {
    if (golden.refused !== undefined || !golden.name.includes(options.cases)) continue;
    if (golden.answers.libsqlOnly !== undefined && target !== "libsql") continue;
    const prepared = await prepareOnce(golden, target);
    if ("refused" in prepared) {
      lacks!.push({ name: golden.name, why: `penumbra refuses it: ${prepared.refused}` });
      continue;
    }
    const { kind, why } = await tryCase(engine, prepared);
    if (kind === "reached") reached++;
    else (kind === "lacks" ? lacks : failed)!.push({ name: golden.name, why });
  }
  console.error(`${name} (${version}): ${reached} reached, ${failed!.length} failed`);
  return { name, version, target, reached, lacks: lacks!, failed: failed! };
}
