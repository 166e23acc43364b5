import assert from "node:assert/strict";
import { RUNNERS } from "../../src/migrations/runners/list.ts";
import type { Cause, Effect } from "../../src/shadow/judge/effect.ts";
import { judgeFiles } from "../../src/shadow/judge/judge.ts";
import { historyContent } from "../../src/shadow/replay/history_content.ts";
import type { Declared } from "../../src/sql/declared.ts";
import { splitStatements } from "../../src/sql/statements.ts";

function migration(id: string, text: string) {
  return { id, version: id, name: "", source: { name: `${id}.sql`, text } };
}

/** What files do to the rows of a schema, a line for each effect. */
export async function effectsOf(
  before: string,
  texts: string | readonly string[],
  runner = "transaction",
  declared?: Declared,
): Promise<string[]> {
  const history = [migration("1", before)];
  const state = await historyContent(history);
  assert(state.ok, JSON.stringify(state.diagnostics));
  const files = [texts].flat().map((text, index) => {
    const it = migration(String(index + 2), text);
    const script = splitStatements(it.source);
    assert(script.ok);
    return { migration: it, statements: script.value.statements };
  });
  const { effects, unable } = await judgeFiles({
    engine: "libsql",
    declared,
    before: state.value.snapshot,
    rows: state.value.rows,
    files,
    runners: RUNNERS.filter(({ name }) => name === runner),
  });
  assert.deepEqual(unable, []);
  return effects.map(({ effect }) => line(effect));
}

function line(effect: Effect): string {
  const { trait } = effect;
  const rare = trait === undefined ? "" : `, ${trait.has} ${trait.columns.join()}`;
  const at = `${rare} at ${effect.statement.sql.split(/\s+/).slice(0, 3).join(" ")}`;
  const by = "cause" in effect ? ` by ${effect.cause.kind}${backOf(effect.cause)}` : "";
  const copy = "cause" in effect && effect.cause.kind === "copy" ? effect.cause : undefined;
  switch (effect.kind) {
    case "table-dropped":
      return `${effect.table} dropped${effect.isBack ? ", back" : ""}${at}`;
    case "column-dropped":
      return `${effect.table}.${effect.column} dropped${effect.isBack ? ", back" : ""}` +
        `${effect.isConverted ? ", converted" : ""}${effect.isPartial ? ", partly kept" : ""}${at}`;
    case "rows-lost":
      return `${effect.table} ${effect.before} to ${effect.after}${by}` +
        `${copy?.isDivided ? ", divided" : ""}` +
        `${copy?.nulls.length ? `, NULL in ${copy.nulls}` : ""}${at}`;
    case "values-lost":
      return `${effect.table}.${effect.column} ${effect.count} ${effect.becomes}${by}` +
        `${copy?.isListed ? ", listed" : ""}${effect.from ? `, from ${effect.from}` : ""}${at}`;
    case "rows-doubled":
      return `${effect.table} ${effect.before} and ${effect.more} more${at}`;
    case "key-lost":
      return `${effect.table} references ${effect.parent}${at}`;
    case "orphans-left":
      return `${effect.table} ${effect.count} without ${effect.parent}${at}`;
    case "name-stored":
      return `${effect.table}.${effect.column} named${at}`;
    case "index-stale":
      return `${effect.table} ${
        effect.isNew ? "lacks rows of" : "differs from"
      } ${effect.content}${at}`;
    case "column-unchecked":
      return `${effect.table}.${effect.column} unchecked, ${effect.found}${at}`;
    case "failed":
      return `${effect.needsNull ? "NULL " : ""}failed: ${effect.reason}${at}`;
  }
}

function backOf(cause: Cause): string {
  return cause.kind === "indirect" && cause.back !== undefined ? `, ${cause.back} back` : "";
}
