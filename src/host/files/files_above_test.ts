import assert from "node:assert/strict";
import { inFolder } from "../../../tests/support/folders.ts";
import { readFilesAbove } from "./files_above.ts";

Deno.test("readFilesAbove() finds files by name, nearest first, whether or not the folder exists", async () => {
  const files = { "Cargo.toml": "far", "app/Cargo.toml": "near", "app/db/wrangler.toml": "below" };
  await inFolder(files, async (folder) => {
    const found = await readFilesAbove(`${folder}/app/db`, ["Cargo.toml", "wrangler.toml", "no"]);
    assert.deepEqual([...found].map(([name, { text }]) => [name, text]), [["Cargo.toml", "near"]]);
    const lower = await readFilesAbove(`${folder}/app/db/new`, ["Cargo.toml", "wrangler.toml"]);
    assert.deepEqual([...lower.keys()].sort(), ["Cargo.toml", "wrangler.toml"]);
  });
});
