import assert from "node:assert/strict";
import { noCounts } from "./counts.ts";
import { firstReplayFault } from "./replays.ts";

Deno.test("a windowed replay and a full one give the same result, byte for byte", async () => {
  const counts = noCounts();
  const fault = await firstReplayFault({ firstSeed: 20_261_129, replays: 300 }, counts);
  assert.equal(fault ?? "", "");
  // Histories that are refused or rolled back prove nothing.
  const equal = (counts.get("equal") ?? 0) + (counts.get("equal, broken") ?? 0);
  assert.ok(equal > 150, JSON.stringify([...counts]));
  assert.ok((counts.get("tails") ?? 0) > 50, JSON.stringify([...counts]));
  assert.ok((counts.get("taken back") ?? 0) < 10, JSON.stringify([...counts]));
});
