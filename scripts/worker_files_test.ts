import assert from "node:assert/strict";
import { workerFiles } from "./worker_files.ts";

Deno.test("workerFiles() finds the files of workers, and no similar text", async () => {
  const found = await workerFiles();
  assert(found.some(({ name }) => name === "entity_worker"));
  for (const { name, file } of found) {
    assert(file.endsWith(`/${name}.ts`));
    const text = await Deno.readTextFile(new URL(`../${file}`, import.meta.url));
    // It serves, and has nothing for others to import.
    assert.doesNotMatch(text, /^export /m, file);
  }
});
