import type { SchemaObject } from "../../../schema/snapshot.ts";
import { outlineOf } from "../../../sql/outline_of.ts";
import { writesRows } from "../../../sql/statement_kinds.ts";
import type { Statement } from "../../../sql/statements.ts";
import { isWord } from "../../../sql/tokens.ts";
import { onlyDefines } from "../statements/harmless.ts";
import type { Prepared } from "../rows/prepare.ts";
import type { Way } from "../request.ts";
import type { Run } from "../run/run.ts";

/** Files to be run in a way, on the schema before with these rows. */
export interface RunRequest {
  readonly way: Way;
  readonly prepared: Prepared;
  /** The statements that insert the rows. */
  readonly inserts: readonly string[];
}

/** The part of a result that says whether all statements ran. */
type Ran = Pick<Run, "refused">;

interface Done<Result> {
  readonly way: Way;
  readonly result: Result;
}

/**
 * A function that does a kind of run at most once for the same rows: ways share a run if they cannot
 * differ in it. `variant` tells apart runs that begin with other changes of these rows.
 */
export function sharedRuns<Result extends Ran>(
  run: (request: RunRequest, variant: string) => Promise<Result>,
): (request: RunRequest, variant?: string) => Promise<Result> {
  const known = new WeakMap<Prepared, Map<string, Done<Result>[]>>();
  return async (request, variant = "") => {
    const { way, prepared, inserts } = request;
    const runs = known.get(prepared) ?? new Map<string, Done<Result>[]>();
    known.set(prepared, runs);
    const key = [variant, ...inserts].join("\0");
    const list = runs.get(key) ?? [];
    runs.set(key, list);
    const alike = list.find((it) =>
      it.way === way || (it.result.refused.length === 0 && isSameIn(way, it.way, prepared))
    );
    if (alike !== undefined) return alike.result;
    const result = await run(request, variant);
    list.push({ way, result });
    return result;
  };
}

/** Whether a run that succeeded in one way is the same in another one. */
function isSameIn(way: Way, { mode, files }: Way, { scope }: Prepared): boolean {
  // Foreign keys may refuse what runs without them.
  const isStrict = mode.foreignKeys === "on" || mode.foreignKeys === way.mode.foreignKeys;
  return isStrict && runsAlike(files.flatMap(({ statements }) => statements), scope);
}

/**
 * Whether statements that succeed one after the other, with foreign keys on, have the same effect in
 * and outside of a transaction, and with foreign keys off: they leave the rows alone, or there are
 * no foreign keys.
 */
export function runsAlike(
  statements: readonly Statement[],
  scope: readonly SchemaObject[],
): boolean {
  const hasKeys = scope.some(({ sql }) => /\breferences\b/i.test(sql)) ||
    statements.some(({ tokens }) => tokens.some((token) => isWord(token, "references")));
  return statements.every((statement) => {
    const outline = outlineOf(statement);
    if (onlyDefines(statement) || outline.kind === "select") return true;
    if (outline.kind === "pragma") return !hasKeys && KEY_PRAGMAS.includes(outline.name);
    return !hasKeys && (outline.kind === "drop" || writesRows(statement));
  });
}

/** The pragmas that only affect foreign keys. Most others have no effect or fail in a transaction. */
const KEY_PRAGMAS = ["foreign_keys", "defer_foreign_keys", "foreign_key_check"];
