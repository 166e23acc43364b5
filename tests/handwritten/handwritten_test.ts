import assert from "node:assert/strict";
import { noCounts } from "../simulation/counts.ts";
import { firstMisjudged } from "./run.ts";

Deno.test("the judgement finds what random handwritten migrations lose, and nothing else", async () => {
  const counts = noCounts();
  const continues = (tried: number) => tried < 60;
  assert.equal(await firstMisjudged({ firstSeed: 20_261_201, continues }, counts), undefined);
  assert.ok((counts.get("lost something") ?? 0) > 10, JSON.stringify([...counts]));
});
