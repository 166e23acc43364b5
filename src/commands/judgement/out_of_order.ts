import type { Diagnostic } from "../../base/diagnostic.ts";
import { match } from "../../base/match.ts";
import { type OrderEffect, orderEffect } from "../../database/apply/independence.ts";
import { describeChange } from "../../diff/describe.ts";
import { detectChanges } from "../../diff/detect_changes.ts";
import type { FolderTexts } from "../../host/files/read_files.ts";
import type { Migration } from "../../migrations/directory.ts";
import type { LateFile, RunnerProfile } from "../../migrations/runners/profile.ts";
import type { HistoryFiles } from "../project/read_project.ts";
import type { MainMigrations } from "./scope.ts";

/** Why a migration must not come before those of the main branch. */
type Obstacle =
  | Exclude<OrderEffect, { readonly kind: "none" }>
  | { readonly kind: "late"; readonly runner: string; readonly fate: LateFile["fate"] };

/**
 * Migrations of ours that come before some of the main branch, if the result depends on that:
 * databases that have run those run ours after them, or never, depending on the runner. An error,
 * or a warning if only rows could differ.
 */
export async function outOfOrder(
  history: HistoryFiles,
  main: MainMigrations | undefined,
): Promise<Diagnostic[]> {
  if (main === undefined) return [];
  const { directory: { migrations, files }, runners } = history;
  const isTheirs = (it: Migration) => main.migrations.has(it);
  const applied = migrations.filter(isTheirs).map(({ id }) => id);
  const last = migrations.findLastIndex(isTheirs);
  const found: Diagnostic[] = [];
  const known = new Set<string>();
  for (const [index, migration] of migrations.slice(0, Math.max(last, 0)).entries()) {
    if (isTheirs(migration)) continue;
    const obstacle = lateIn(files, runners) ??
      await orderEffect(migration.id, { ...history, migrations, applied: [...applied] });
    applied.push(migration.id);
    const overtaken = migrations.slice(index).filter(isTheirs);
    if (obstacle.kind === "none") continue;
    const { notes, ...diagnostic } = tooEarly(migration, obstacle, { overtaken, main });
    // Those after it have its effect, too.
    const isInherited = notes.length > 0 && notes.every((it) => known.has(it));
    if (!isInherited) found.push({ ...diagnostic, notes });
    notes.forEach((it) => known.add(it));
  }
  return found;
}

/** What the runner does with such a file in this folder, if it does not run it for certain. */
function lateIn(files: FolderTexts, runners: readonly RunnerProfile[]): Obstacle | undefined {
  const late = runners.flatMap(({ words, late }) =>
    late === undefined || (late.ifThere !== undefined && !files.has(late.ifThere))
      ? []
      : [{ kind: "late" as const, runner: words, fate: late.fate }]
  );
  return late.length === runners.length ? late[0] : undefined;
}

function tooEarly(
  { source }: Migration,
  obstacle: Obstacle,
  { overtaken, main: { base } }: {
    readonly overtaken: readonly Migration[];
    readonly main: MainMigrations;
  },
): Diagnostic & { readonly notes: readonly string[] } {
  const names = overtaken.map(({ id }) => id).join(", ");
  const { result, notes } = match(obstacle)
    .returnType<{ readonly result: string; readonly notes: readonly string[] }>()
    .with({ kind: "unknown" }, ({ reason }) => ({
      result: "run after that, it fails",
      notes: reason.map(({ message }) => message),
    }))
    .with({ kind: "schema" }, ({ inOrder, late }) => ({
      result: "run after that, it leads to a different schema",
      notes: detectChanges(inOrder, late).map((change) =>
        `Databases that have run ${names} would differ: ${describeChange(change)}`
      ),
    }))
    .with(
      { kind: "rows" },
      () => ({ result: "run after that, it may leave different rows", notes: [] }),
    )
    .with({ kind: "late" }, ({ runner, fate }) => ({
      result: `${runner} ${fate === "skipped" ? "skips" : "refuses"} it in databases that have ` +
        "run that",
      notes: [],
    }))
    .exhaustive();
  return {
    code: "migrations/out-of-order",
    severity: obstacle.kind === "rows" ? "warning" : "error",
    message: `"${source.name}" comes before ${names} of "${base}": ${result}`,
    span: { source, startOffset: 0, endOffset: 0 },
    notes,
    hint: "If no database has run it, run penumbra rebase to move it to the end",
  };
}
