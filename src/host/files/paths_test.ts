import assert from "node:assert/strict";
import { wayDown } from "./paths.ts";

Deno.test("wayDown() leads to what lies below a folder, and to nothing else", () => {
  const folder = Deno.cwd();
  assert.equal(wayDown(folder, `${folder}/app/mod.ts`), "app/mod.ts");
  assert.equal(wayDown(`${folder}/app`, `${folder}/apple/mod.ts`), undefined);
  assert.equal(wayDown(folder, "https://example.com/penumbra.js"), undefined);
});
