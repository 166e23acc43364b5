import type { Diagnostic } from "../../base/diagnostic.ts";
import { match } from "../../base/match.ts";
import { type OrderEffect, orderEffect } from "../../database/independence.ts";
import { describeChange } from "../../diff/describe.ts";
import { detectChanges } from "../../diff/detect_changes.ts";
import type { Migration } from "../../migrations/directory.ts";
import type { ProjectFiles } from "../project/read_project.ts";
import type { MainMigrations } from "./scope.ts";

/**
 * Migrations of ours that come before some of the main branch, if the result depends on that:
 * databases that have run those run ours after them. An error if the schema would be a different
 * one, a warning if rows could be.
 */
export async function outOfOrder(
  { directory: { migrations }, target, declared, runners }: ProjectFiles,
  main: MainMigrations | undefined,
): Promise<Diagnostic[]> {
  if (main === undefined) return [];
  const isTheirs = (it: Migration) => main.migrations.has(it);
  const applied = migrations.filter(isTheirs).map(({ id }) => id);
  const last = migrations.findLastIndex(isTheirs);
  const found: Diagnostic[] = [];
  const known = new Set<string>();
  for (const [index, migration] of migrations.slice(0, Math.max(last, 0)).entries()) {
    if (isTheirs(migration)) continue;
    const history = { migrations, applied: [...applied], target, declared, runners };
    const effect = await orderEffect(migration.id, history);
    applied.push(migration.id);
    const overtaken = migrations.slice(index).filter(isTheirs);
    if (effect.kind === "none") continue;
    const { notes, ...diagnostic } = tooEarly(migration, effect, { overtaken, main });
    // Those after it have its effect, too.
    const isInherited = notes.length > 0 && notes.every((it) => known.has(it));
    if (!isInherited) found.push({ ...diagnostic, notes });
    notes.forEach((it) => known.add(it));
  }
  return found;
}

function tooEarly(
  { source }: Migration,
  effect: Exclude<OrderEffect, { readonly kind: "none" }>,
  { overtaken, main: { base } }: {
    readonly overtaken: readonly Migration[];
    readonly main: MainMigrations;
  },
): Diagnostic & { readonly notes: readonly string[] } {
  const names = overtaken.map(({ id }) => id).join(", ");
  const { result, notes } = match(effect)
    .returnType<{ readonly result: string; readonly notes: readonly string[] }>()
    .with({ kind: "unknown" }, ({ reason }) => ({
      result: "fails",
      notes: reason.map(({ message }) => message),
    }))
    .with({ kind: "schema" }, ({ inOrder, late }) => ({
      result: "leads to a different schema",
      notes: detectChanges(inOrder, late).map((change) =>
        `Databases that have run ${names} would differ: ${describeChange(change)}`
      ),
    }))
    .with({ kind: "rows" }, () => ({ result: "may leave different rows", notes: [] }))
    .exhaustive();
  return {
    code: "migrations/out-of-order",
    severity: effect.kind === "rows" ? "warning" : "error",
    message: `"${source.name}" comes before ${names} of "${base}": run after that, it ${result}`,
    span: { source, startOffset: 0, endOffset: 0 },
    notes,
    hint: "If no database has run it, run penumbra rebase to move it to the end",
  };
}
