import { quoteString } from "../sql/names.ts";
import { HISTORY_TABLE } from "../runner/history.ts";
import type { DatabaseState } from "./state.ts";
import { filesOf, type ToolProject } from "./tools/tool_history.ts";

/** A migration that a database has run under another id than it has now. */
export interface Renumbered {
  readonly before: string;
  readonly now: string;
  /** The statement that gives it its id in the history. */
  readonly sql: string;
}

/**
 * The unknown migrations that are pending under another id, such as after `penumbra rebase`: those with
 * the same SQL, if there is only one each.
 */
export function renumbered(
  { history = [], unknown, pending, tool }: Pick<
    DatabaseState,
    "history" | "unknown" | "pending" | "tool"
  >,
  { directory }: Pick<ToolProject, "directory">,
): Renumbered[] {
  const known = history.filter(({ id }) => unknown.includes(id));
  return known.flatMap(({ id, meaning }): Renumbered[] => {
    const [now, ...others] = pending.filter((it) => it.meaning === meaning);
    const isAlone = known.filter((it) => it.meaning === meaning).length === 1;
    if (now === undefined || others.length > 0 || !isAlone) return [];
    const sql = tool === undefined
      ? `UPDATE ${HISTORY_TABLE} SET id = ${quoteString(now.id)} WHERE id = ${quoteString(id)};`
      : tool.rekey?.(id, filesOf(directory).get(now.id)!);
    return sql === undefined ? [] : [{ before: id, now: now.id, sql }];
  });
}

/** What to do about such migrations. */
export function renumberHint(list: readonly Renumbered[]): string {
  return `Run on the database: ${list.map(({ sql }) => sql).join(" ")}`;
}

/** `"0002_bio" is "0003_bio"`, and so on. */
export function renumberedWords(list: readonly Renumbered[]): string {
  return list.map(({ before, now }) => `"${before}" is "${now}"`).join(", ");
}
