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

/**
 * The unknown migrations that are pending under another number by their names, where the history of
 * a tool has nothing else to go by: whether the SQL is the same is unknown.
 */
export function namesakes(
  { unknown, pending, tool }: Pick<DatabaseState, "unknown" | "pending" | "tool">,
  { directory }: Pick<ToolProject, "directory">,
): Renumbered[] {
  const { rekey, checksumOf, keyOf } = tool ?? {};
  if (rekey === undefined || keyOf === undefined || checksumOf !== undefined) return [];
  const files = filesOf(directory);
  const nameIn = (key: string) => key.replace(/^\d+[_-]?/, "");
  const open = pending.flatMap(({ id }) => files.get(id) ?? []);
  return unknown.flatMap((id): Renumbered[] => {
    const [now, ...others] = open.filter((file) => nameIn(keyOf(file)) === nameIn(id));
    const isAlone = unknown.filter((it) => nameIn(it) === nameIn(id)).length === 1;
    if (now === undefined || others.length > 0 || !isAlone) return [];
    return [{ before: id, now: now.migration.id, sql: rekey(id, now) }];
  });
}

/** What to do about such migrations, under the condition if there is one. */
export function renumberHint(list: readonly Renumbered[], condition = ""): string {
  return `Run on the database${condition}: ${list.map(({ sql }) => sql).join(" ")}`;
}

/** `"0002_bio" is "0003_bio"`, and so on. */
export function renumberedWords(list: readonly Renumbered[]): string {
  return list.map(({ before, now }) => `"${before}" is "${now}"`).join(", ");
}
