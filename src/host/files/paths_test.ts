import assert from "node:assert/strict";
import { pathBelow } from "./paths.ts";

Deno.test("pathBelow() returns relative paths only for what is below a folder", () => {
  const folder = Deno.cwd();
  assert.equal(pathBelow(folder, `${folder}/app/mod.ts`), "app/mod.ts");
  assert.equal(pathBelow(`${folder}/app`, `${folder}/apple/mod.ts`), undefined);
  assert.equal(pathBelow(folder, "https://example.com/penumbra.js"), undefined);
});
