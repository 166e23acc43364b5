import assert from "node:assert/strict";
import type { Ran } from "../../scripts/run_process.ts";

/** The first schema. */
export const SCHEMA =
  "CREATE TABLE users (\n  id INTEGER PRIMARY KEY,\n  email TEXT NOT NULL\n);\n";

/** Runs the main job in an empty folder: a schema, one more column, then nothing left to do. */
export async function doMainJob(
  folder: string,
  run: (...args: readonly string[]) => Promise<Ran>,
): Promise<void> {
  const succeed = async (...args: readonly string[]) => {
    const { code, stdout, stderr } = await run(...args);
    assert.equal(code, 0, stdout + stderr);
    return stdout + stderr;
  };
  await succeed("init");
  await Deno.writeTextFile(`${folder}/schema.sql`, SCHEMA);
  assert.match(await succeed("generate"), /Create table "users"/);
  const more = SCHEMA.replace("NULL\n", "NULL,\n  bio TEXT\n");
  await Deno.writeTextFile(`${folder}/schema.sql`, more);
  assert.equal((await run("check")).code, 1);
  assert.match(await succeed("generate"), /Add column "bio" to "users"/);
  assert.match(await succeed("check"), /Nothing to do/);
}
