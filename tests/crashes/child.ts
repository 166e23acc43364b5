/**
 * Applies a bundle to a database file, and may kill itself before a statement: `child.ts PACKAGE
 * DATABASE BUNDLE [KILL_BEFORE]`. Prints "ready" before it starts. With `full:PAGES` instead, the
 * disk is full after that many more pages.
 */
import { type Bundle, migrate } from "../../src/runner/mod.ts";
import { openWith, type PackageName } from "./databases.ts";

const [name, path, bundlePath, trouble = ""] = Deno.args;
const bundle = JSON.parse(await Deno.readTextFile(bundlePath!)) as Bundle;
const driver = await openWith(name as PackageName, path!);
const killBefore = /^\d+$/.test(trouble) ? Number(trouble) : Infinity;
if (trouble.startsWith("full:")) {
  const [row] = await driver.query({ sql: "PRAGMA page_count" });
  const most = Number(Object.values(row!)[0]) + Number(trouble.slice("full:".length));
  await driver.query({ sql: `PRAGMA max_page_count = ${most}` });
}
console.log("ready");
let statements = 0;
try {
  const { kind } = await migrate(driver, bundle, {
    waitMs: 20_000,
    onProgress: () => {
      if (statements++ === killBefore) Deno.kill(Deno.pid, "SIGKILL");
    },
  });
  console.log(kind);
} catch (error) {
  console.log(error instanceof Error ? error.message : String(error));
  Deno.exit(/disk is full/.test(String(error)) ? 28 : 1);
}
Deno.exit(0);
