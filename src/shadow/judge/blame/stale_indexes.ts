import { findByName, type VirtualTable } from "../../../schema/snapshot.ts";
import { contentOf } from "../../../schema/text/virtual_options.ts";
import type { Statement } from "../../../sql/statements.ts";
import type { IndexStale } from "../effect.ts";
import type { Outcome } from "../outcome/outcomes.ts";
import { openBefore } from "../rows/prepare.ts";
import { runFiles } from "../run/run.ts";
import { checkIndex } from "../run/search_indexes.ts";
import type { RunRequest } from "../outcome/shared_runs.ts";

/**
 * Search indexes that become stale while files run, or that files create without the rows of their content,
 * and the first statement after which they are.
 */
export async function indexesLeft(
  request: RunRequest,
  { start, end }: Pick<Outcome, "start" | "end">,
): Promise<(IndexStale & { readonly statement: Statement })[]> {
  const stale =
    end?.schema.virtualTables.filter(({ name }) =>
      end.stale.includes(name) && !start.stale.includes(name)
    ) ?? [];
  if (stale.length === 0) return [];
  const { way: { mode, files }, prepared, inserts } = request;
  await using shadow = await openBefore(prepared, inserts);
  const blamed = new Map<VirtualTable, Statement>();
  const isNew = ({ name }: VirtualTable) =>
    findByName(prepared.before.virtualTables, name) === undefined;
  const observe = (statement: Statement) => {
    for (const index of stale) {
      const reason = checkIndex(shadow, index);
      if (reason === undefined) blamed.delete(index);
      else if (!blamed.has(index) && !(isNew(index) && isMissing(reason))) {
        blamed.set(index, statement);
      }
    }
  };
  runFiles(shadow, files, { mode, observe });
  return [...blamed].map(([index, statement]) => ({
    kind: "index-stale",
    table: index.name,
    content: contentOf(index)!,
    isNew: isNew(index),
    statement,
  }));
}

function isMissing(reason: string): boolean {
  return /no such table/i.test(reason);
}
