import assert from "node:assert/strict";
import { UnloadingBudget } from "./unloading.ts";

const ALL = 100;

/** What the files cost, each of which needs some objects, as the budget decides. */
function costOf(files: number, needed: number): { readonly cost: number; readonly whole: number } {
  const budget = new UnloadingBudget({ patience: 16 });
  let loaded = ALL;
  let cost = 0;
  for (let file = 0; file < files; file++) {
    const before = loaded;
    if (budget.isSpent && loaded === ALL) {
      budget.noteWhole({ passes: 4, all: ALL });
      cost += 4 * ALL;
      continue;
    }
    // The files need other objects each time.
    const isOver = budget.isSpent;
    loaded = isOver ? ALL : needed;
    const loads = isOver ? ALL - before : needed;
    const unloads = isOver ? 0 : before;
    budget.noteWindow({ passes: 4, loaded, all: ALL, loads, unloads });
    cost += 4 * loaded + 16 * loads + 4 * unloads + 60;
  }
  return { cost, whole: files * 4 * ALL };
}

Deno.test("a schema stays loaded when files need most of it", () => {
  const { cost, whole } = costOf(5000, 60);
  assert(cost < 1.1 * whole, `${cost} against ${whole}`);
});

Deno.test("a schema is unloaded when files need little of it", () => {
  const { cost, whole } = costOf(5000, 4);
  assert(cost < 0.5 * whole, `${cost} against ${whole}`);
});

Deno.test("unloading is tried again when files need less than before", () => {
  const budget = new UnloadingBudget({ patience: 16 });
  const run = (loads: number, loaded: number) =>
    budget.noteWindow({ passes: 4, loaded, all: ALL, loads, unloads: 0 });
  while (!budget.isSpent) run(ALL, ALL);
  for (let file = 0; budget.isSpent; file++) {
    budget.noteWhole({ passes: 4, all: ALL });
    assert(file < 1000);
  }
  for (let file = 0; file < 100; file++) run(4, 4);
  assert(!budget.isSpent);
});
