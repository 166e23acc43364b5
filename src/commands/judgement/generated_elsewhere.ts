import type { Diagnostic } from "../../base/diagnostic.ts";
import { describeChange } from "../../diff/describe.ts";
import { detectChanges } from "../../diff/detect_changes.ts";
import { chainKeys } from "../../migrations/chain.ts";
import type { Migration } from "../../migrations/directory.ts";
import { headOf } from "../../migrations/text/head.ts";
import { fingerprint, fingerprintLike } from "../../schema/facts.ts";
import { EMPTY_SNAPSHOT, type SchemaSnapshot } from "../../schema/snapshot.ts";
import { canContinue, replay, type Replayed } from "../../shadow/replay/replay.ts";
import type { HistoryFiles } from "../project/read_project.ts";
import type { JudgedScope } from "./scope.ts";

/**
 * Migrations of ours from index `from` on that were generated for another history than the one
 * before them, usually on another branch. Those unaffected by what came between are left out, since
 * the order makes no difference, and those of the main branch, which databases may have run.
 */
export async function generatedElsewhere(
  files: HistoryFiles,
  { from, main }: Pick<JudgedScope, "from" | "main">,
): Promise<Diagnostic[]> {
  const { migrations } = files.directory;
  const schemaAfter: SchemaAfter = async (list) => {
    const replayed = await replay(list, undefined, files);
    return replayed.ok ? replayed.value.snapshot : undefined;
  };
  const heads = migrations.map(({ source }) => headOf(source.text));
  if (!heads.some((head, index) => head !== undefined && index >= from)) return [];
  const keys = await chainKeys(migrations);
  const countAt = prefixFinder(files);
  const found: Diagnostic[] = [];
  for (const [index, migration] of migrations.entries()) {
    const head = heads[index];
    if (index < Math.max(from, 1) || head === undefined) continue;
    if (main?.migrations.has(migration)) continue;
    if (keys[index - 1]!.startsWith(head.parent)) continue;
    const before = migrations.slice(0, index);
    const reached = await schemaAfter(before);
    if (reached === undefined || (await fingerprint(reached)).startsWith(head.pre)) continue;
    const known = keys.findIndex((key) => key.startsWith(head.parent)) + 1 ||
      await countAt(head.pre, index);
    // Its origin is unknown: the hashes are only hints.
    if (known === undefined || known >= index) continue;
    const between = before.slice(known);
    const [here, there] = await Promise.all([
      schemaAfter([...before, migration]),
      schemaAfter([...before.slice(0, known), migration, ...between]),
    ]);
    // If it needs what came between, somebody has adapted it.
    if (here === undefined || there === undefined) continue;
    const undone = detectChanges(here, there);
    if (undone.length === 0) continue;
    found.push(madeFor(migration, between, undone.map(describeChange)));
  }
  return found;
}

/**
 * Returns how many migrations lead to the schema with a fingerprint, of which the first digits are
 * given: the most of several, below `index`. Each migration is run once, on the schema before it,
 * unless it depends on rows.
 */
function prefixFinder(files: HistoryFiles) {
  const { migrations } = files.directory;
  const prints = [fingerprint(EMPTY_SNAPSHOT)];
  let state: Replayed | undefined;
  const next = async (): Promise<string> => {
    const count = prints.length;
    const last = migrations.slice(count - 1, count);
    const replayed = state !== undefined && canContinue(last, state)
      ? await replay(last, state, files)
      : await replay(migrations.slice(0, count), undefined, files);
    const before = state === undefined ? [] : [state.snapshot];
    state = replayed.ok ? replayed.value : undefined;
    return state === undefined ? "" : await fingerprintLike(state.snapshot, before);
  };
  return async (pre: string, index: number): Promise<number | undefined> => {
    while (prints.length < index) prints.push(Promise.resolve(await next()));
    const known = await Promise.all(prints.slice(0, index));
    const count = known.findLastIndex((print) => print.startsWith(pre));
    return count < 0 ? undefined : count;
  };
}

/** Returns the schema after migrations; undefined if they do not run. */
type SchemaAfter = (migrations: readonly Migration[]) => Promise<SchemaSnapshot | undefined>;

function madeFor(
  { source }: Migration,
  between: readonly Migration[],
  undone: readonly string[],
): Diagnostic {
  const names = between.map(({ id }) => id).join(", ");
  const startOffset = source.text.indexOf("-- Made by penumbra");
  const lineEnd = source.text.indexOf("\n", startOffset);
  return {
    code: "migrations/made-elsewhere",
    severity: "error",
    message: `"${source.name}" was generated for a history without ${names}`,
    span: { source, startOffset, endOffset: lineEnd < 0 ? source.text.length : lineEnd },
    notes: undone.map((change) => `It would undo: ${change}`),
    hint: "If no database has run it, run penumbra rebase to generate it again after these",
  };
}
