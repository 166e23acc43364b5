/** Tests the runner with bun:sqlite and prints what failed. Run by Bun. */
import { bunSqlite } from "../../src/runner/mod.ts";
import { PROMISES } from "./scenario.ts";

const { Database } = await import(["bun", "sqlite"].join(":"));
for (const [promise, hold] of Object.entries(PROMISES)) {
  const database = new Database(":memory:");
  try {
    await hold({ driver: bunSqlite(database), close: () => {} });
    console.log(JSON.stringify([promise]));
  } catch (error) {
    console.log(JSON.stringify([promise, String(error instanceof Error ? error.stack : error)]));
  }
  database.close();
}
