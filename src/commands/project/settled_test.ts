import assert from "node:assert/strict";
import type { ProjectTexts } from "./read_project.ts";
import { type DecidingOptions, situationOf } from "./settled.ts";

Deno.test("situationOf() tells options apart, whatever words they have", () => {
  const texts = { folderDigest: "a", desiredKey: "b" } as ProjectTexts;
  const none: DecidingOptions = { columnOrder: "any", renames: [], fills: [] };
  const options: readonly DecidingOptions[] = [
    none,
    { ...none, all: true },
    { ...none, base: "all" },
    { ...none, renames: ["t.a:t.b"] },
    { ...none, fills: ["t.a:t.b"] },
    { ...none, renames: ["a:b", "c:d"] },
    { ...none, renames: ["a:b c:d"] },
  ];
  const keys = options.map((it) => situationOf(texts, it).optionsKey);
  assert.equal(new Set(keys).size, options.length, keys.join("\n"));
  assert.equal(situationOf(texts, { ...none, all: false }).optionsKey, keys[0]);
});
