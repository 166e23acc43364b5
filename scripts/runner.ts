/**
 * `deno task runner`: tests the runner with the packages and engines that are not part of
 * `deno task ok`, since they are fetched the first time: better-sqlite3, sql.js, bun:sqlite, and D1 and
 * Durable Objects in miniflare. Prints each test; exits 1 if one fails.
 */
import { betterSqlite3, d1, sqlJs } from "../src/runner/mod.ts";
import { type OpenedDatabase, PROMISES } from "../tests/runner/scenario.ts";
import { fetchPackages } from "./binary/packages.ts";
import { runProcess } from "./run_process.ts";
import { readOptions } from "./options.ts";

readOptions("runner", {});

// The specifiers are composed, so that only this script fetches them.
const { default: BetterSqlite } = await import(["npm:better-sqlite3", "13.2.0"].join("@"));
const { default: initSqlJs } = await import(["npm:sql.js", "1.15.0"].join("@"));
const { Miniflare } = await import(["npm:miniflare", "4.20260730.0"].join("@"));

const OPENERS: Readonly<Record<string, () => Promise<OpenedDatabase>>> = {
  "better-sqlite3": () => {
    const database = new BetterSqlite(":memory:");
    return Promise.resolve({ driver: betterSqlite3(database), close: () => database.close() });
  },
  "sql.js": async () => {
    const { Database } = await initSqlJs();
    const database = new Database();
    return { driver: sqlJs(database), close: () => database.close() };
  },
  D1: async () => {
    const server = new Miniflare({
      modules: true,
      script: "export default { fetch: () => new Response('ok') }",
      d1Databases: { DB: "x" },
      cf: false,
    });
    return { driver: d1(await server.getD1Database("DB")), close: () => server.dispose() };
  },
};

let broken = 0;

function tell(engine: string, promise: string, problem: string | undefined): void {
  console.log(`${problem === undefined ? "kept" : "BROKEN"}  ${engine} ${promise}`);
  if (problem === undefined) return;
  console.log(problem);
  broken++;
}

for (const [name, open] of Object.entries(OPENERS)) {
  for (const [promise, hold] of Object.entries(PROMISES)) {
    const database = await open();
    try {
      await hold(database);
      tell(name, promise, undefined);
    } catch (error) {
      tell(name, promise, String(error instanceof Error ? error.stack : error));
    } finally {
      await database.close();
    }
  }
}

/** A module bundled with its imports. */
async function bundled(path: string, ...options: readonly string[]): Promise<string> {
  const out = await Deno.makeTempFile({ suffix: ".js" });
  const entry = new URL(path, import.meta.url).pathname;
  await runProcess([Deno.execPath(), "bundle", "--quiet", ...options, "-o", out, entry]);
  const text = await Deno.readTextFile(out);
  await Deno.remove(out);
  return text;
}

const worker = new Miniflare({
  modules: true,
  script: await bundled("../tests/runner/durable_object.ts"),
  compatibilityDate: "2026-06-01",
  compatibilityFlags: ["nodejs_compat"],
  durableObjects: { HOLDER: { className: "Holder", useSQLite: true } },
  cf: false,
});
for (const promise of Object.keys(PROMISES)) {
  const response = await worker.dispatchFetch(`http://x/${encodeURIComponent(promise)}`);
  const answer = await response.text();
  tell("Durable Object", promise, answer === "kept" ? undefined : answer);
}
await worker.dispose();

const BUN = "@oven/bun-linux-x64-baseline@1.4.5";
const fetched = await fetchPackages([BUN]);
if (!fetched.ok) throw new Error(fetched.reason);
const program = await Deno.makeTempFile({ suffix: ".js" });
await Deno.writeTextFile(program, await bundled("../tests/runner/bun.ts"));
const { stdout } = await runProcess([`${fetched.folders.get(BUN)}/bin/bun`, program]);
for (const line of stdout.trim().split("\n")) {
  const [promise, problem] = JSON.parse(line);
  tell("bun:sqlite", promise, problem);
}

console.log(broken === 0 ? "every promise is kept" : `${broken} promises are broken`);
Deno.exit(broken === 0 ? 0 : 1);
