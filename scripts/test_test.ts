import assert from "node:assert/strict";
import { sourceFilesUnder } from "./source_files.ts";
import { testParts } from "./test.ts";

Deno.test("every test file is in exactly one part of the tests", async () => {
  const root = new URL("../", import.meta.url);
  const parts = (await testParts()).flat();
  const inFolders = await Promise.all(
    ["scripts/", "src/", "tests/"].map((folder) => sourceFilesUnder(new URL(folder, root))),
  );
  for (const { href } of inFolders.flat().filter(({ pathname }) => pathname.endsWith("_test.ts"))) {
    const path = href.slice(root.href.length);
    assert.equal(
      parts.filter((part) => path === part || path.startsWith(`${part}/`)).length,
      1,
      path,
    );
  }
});
