import assert from "node:assert/strict";
import { RUNNERS } from "../migrations/runners/list.ts";
import type { Effect } from "../shadow/judge/effect.ts";
import { splitStatements } from "../sql/statements.ts";
import { lint } from "./lint.ts";

const SCRIPT = splitStatements({ name: "2.sql", text: "DROP TABLE shops;" });

/** What a runner does to shops, for certain or depending on their rows. */
function dropped(runner: string, { dependsOnRows }: Pick<Effect, "dependsOnRows">) {
  assert(SCRIPT.ok);
  const [statement] = SCRIPT.value.statements;
  const facts = { kind: "table-dropped", table: "shops", isBack: false } as const;
  const effect = { ...facts, statement: statement!, passedOver: [], dependsOnRows };
  return { effect, runners: RUNNERS.filter(({ name }) => name === runner) };
}

Deno.test("lint() warns of a loss that depends on rows, unless it is certain with another runner", () => {
  const certain = dropped("transaction", { dependsOnRows: false });
  const doubtful = dropped("shell", { dependsOnRows: true });
  const severities = (effects: Parameters<typeof lint>[0]) =>
    lint(effects, RUNNERS).map(({ severity }) => severity);
  assert.deepEqual(severities([doubtful]), ["warning"]);
  assert.deepEqual(severities([certain, doubtful]), ["error"]);
});
