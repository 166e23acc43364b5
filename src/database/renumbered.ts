import { quoteString } from "../sql/names.ts";
import { HISTORY_TABLE } from "../runner/history.ts";
import type { DatabaseState } from "./state.ts";

/** A migration that a database has run under another id than it has now. */
export interface Renumbered {
  readonly before: string;
  readonly now: string;
}

/**
 * The unknown migrations that are pending under another id, such as after `penumbra rebase`: those with
 * the same SQL, if there is only one each.
 */
export function renumbered(
  { history = [], unknown, pending }: Pick<DatabaseState, "history" | "unknown" | "pending">,
): Renumbered[] {
  const known = history.filter(({ id }) => unknown.includes(id));
  return known.flatMap(({ id, meaning }): Renumbered[] => {
    const [now, ...others] = pending.filter((it) => it.meaning === meaning);
    const isAlone = known.filter((it) => it.meaning === meaning).length === 1;
    return now === undefined || others.length > 0 || !isAlone ? [] : [{ before: id, now: now.id }];
  });
}

/** What to do about such migrations: SQL that gives them their ids in the history. */
export function renumberHint(list: readonly Renumbered[]): string {
  const sql = list.map(({ before, now }) =>
    `UPDATE ${HISTORY_TABLE} SET id = ${quoteString(now)} WHERE id = ${quoteString(before)};`
  );
  return `Run on the database: ${sql.join(" ")}`;
}

/** `"0002_bio" is "0003_bio"`, and so on. */
export function renumberedWords(list: readonly Renumbered[]): string {
  return list.map(({ before, now }) => `"${before}" is "${now}"`).join(", ");
}
