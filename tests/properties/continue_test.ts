import assert from "node:assert/strict";
import type { Migration } from "../../src/migrations/directory.ts";
import { canContinue, isWhole, replay, type Replayed } from "../../src/shadow/replay/replay.ts";
import { generateHistory } from "../bench/history.ts";

async function replayed(migrations: readonly Migration[], from?: Replayed): Promise<Replayed> {
  const result = await replay(migrations, from);
  assert(result.ok, JSON.stringify(result.diagnostics));
  return result.value;
}

function historyOf(seed: number): Migration[] {
  const { files } = generateHistory({ migrations: 40, tables: 8, seed });
  return files.map(({ name, sql }) => {
    const version = name.slice(0, 4);
    return { id: version, version, name: "", source: { name, text: sql } };
  });
}

Deno.test("a history continued from any point ends like a replayed one", async () => {
  const seen = { whole: 0, filled: 0, refused: 0 };
  for (let seed = 1; seed <= 5; seed++) {
    const migrations = historyOf(seed);
    for (let count = 5; count < 40; count += 7) {
      const from = await replayed(migrations.slice(0, count));
      const tail = migrations.slice(count, count + 2);
      const told = `seed ${seed}, from ${count}`;
      const whole = await replayed(migrations.slice(0, count + 2));
      assert(isWhole(from) && canContinue(tail, from), told);
      assert.deepEqual(await replayed(tail, from), whole, told);
      seen.whole++;
      const { rows: _, order: __, ...schema } = from;
      if (!canContinue(tail, schema)) {
        seen.refused++;
        continue;
      }
      const { snapshot, filled } = await replayed(tail, schema);
      assert.deepEqual({ snapshot, filled }, { snapshot: whole.snapshot, filled: whole.filled });
      if (from.filled.length > 0) seen.filled++;
    }
  }
  assert(seen.whole > 20 && seen.filled > 5 && seen.refused > 3, JSON.stringify(seen));
});
