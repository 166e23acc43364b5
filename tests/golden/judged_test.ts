/** Every generated migration is judged like any other: it loses exactly what it says. */
import assert from "node:assert/strict";
import type { SourceText } from "../../src/base/diagnostic.ts";
import { lint } from "../../src/lint/lint.ts";
import { runnersOf } from "../../src/migrations/runners/runners_of.ts";
import { judgeFiles } from "../../src/shadow/judge/judge.ts";
import { readStatements } from "../../src/sql/read_statements.ts";
import { replay } from "../../src/shadow/replay/replay.ts";
import { enginesOf } from "../../src/base/target.ts";
import { LINE_BREAKS, readCases, targetOf } from "./golden_case.ts";

function migrationOf(source: SourceText) {
  return { id: source.name, version: source.name, name: "", source };
}

for (const golden of readCases(new URL(".", import.meta.url))) {
  const { name, before, expected, answers } = golden;
  const target = targetOf(answers);
  if (expected === undefined || LINE_BREAKS.includes(name)) continue;
  Deno.test(`golden case ${name} loses what it says`, async () => {
    const state = await replay([migrationOf({ name: "1.sql", text: before })], undefined, {
      target,
    });
    assert(state.ok);
    const migration = migrationOf({ name: "2.sql", text: expected });
    const statements = readStatements([migration.source]);
    assert(statements.ok);
    const runners = runnersOf({ layout: "plain", target: answers.target });
    const { effects } = await judgeFiles({
      engine: enginesOf(target)[0],
      before: state.value.snapshot,
      files: [{ migration, statements: statements.value }],
      runners,
    });
    const doubtful = effects.filter(({ effect }) => effect.failedBefore.length > 0);
    assert.deepEqual(lint(doubtful, runners).filter(({ code }) => code === "lint/data-loss"), []);
    const found = lint(effects, runners).filter(({ severity }) => severity === "error");
    const [losses, others] = [
      found.filter(({ code }) => code === "lint/data-loss"),
      found.filter(({ code }) => code !== "lint/data-loss"),
    ];
    assert.deepEqual(others.map((it) => `${it.severity} ${it.code} ${it.message}`), []);
    const announced = /^-- Drops (.+?) and (?:its|their) data:/m.exec(expected)?.[1];
    const said = losses.map(({ message }) =>
      message.replace(
        /^The migration drops (?:table "(.*)"|column "(.*)" of "(.*)") and .*$/,
        (_, table, column, owner) => table ?? `${owner}.${column}`,
      )
    );
    assert.deepEqual(said.sort(), (announced?.split(", ") ?? []).sort());
  });
}
