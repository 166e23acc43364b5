import assert from "node:assert/strict";
import { VERSION } from "../src/base/version.ts";
import { COMPILE_TARGETS } from "./binary/targets.ts";
import { readSums, recipesFor } from "./recipes.ts";

const URL = "https://example.com/v1";

/** A recognizable checksum for each target. */
const SUMS = COMPILE_TARGETS.map(({ name }, index) =>
  `${String(index).repeat(64)}  penumbra-${name}.${name.startsWith("windows") ? "zip" : "gz"}\n`
).join("");

Deno.test("recipesFor() names each file of a release with its own checksum", () => {
  const sums = readSums(SUMS);
  assert.equal(sums.size, COMPILE_TARGETS.length);
  const recipes = recipesFor({ url: URL, sums });
  const named = [...recipes.values()].flatMap((text) => {
    const pairs = text.matchAll(
      /"(https:\/\/example\.com\/v1\/penumbra-\S+)"[^"]*"[^"]*?([0-9a-f]{64})"|"url": "(\S+)",\s+"hash": "(\w+)"/g,
    );
    return [...pairs].map((it) => [it[1] ?? it[3], it[2] ?? it[4]]);
  });
  assert.equal(named.length, 4 + 1 + 5);
  for (const [url, sum] of named) assert.equal(sums.get(url!.slice(`${URL}/`.length)), sum);
  for (const text of recipes.values()) assert(text.includes(VERSION));
  assert.equal(JSON.parse(recipes.get("penumbra.json")!).bin, "penumbra.exe");
});

Deno.test("recipesFor() writes no recipe without a checksum", () => {
  assert.throws(
    () => recipesFor({ url: URL, sums: new Map() }),
    /Cannot find penumbra-\S+ in SHA256SUMS/,
  );
});
