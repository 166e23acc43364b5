import type { Diagnostic } from "../../base/diagnostic.ts";
import { dependsOnRows } from "../../shadow/replay/row_dependence.ts";
import { readStatements } from "../../sql/read_statements.ts";
import { isWhole, replay } from "../../shadow/replay/replay.ts";
import { fillFlag } from "../answers/flags.ts";
import type { ProjectFiles } from "../project/read_project.ts";
import type { ProjectState } from "../project/load_project.ts";

/** How rows written by the history stop a new migration. */
export interface StoppedByRows {
  readonly diagnostic: Diagnostic;
  /** The table and column whose NULLs a fill would replace, if these are the cause. */
  readonly fill?: readonly [table: string, column: string];
}

/**
 * Whether rows written by the history stop the new migration, given as text: it is run at the end
 * of the history, with these rows. Undefined if it runs, or if no such row could matter.
 */
export async function stoppedByRows(
  text: string,
  files: ProjectFiles,
  { current, filled, rows, order }: Pick<ProjectState, "current" | "filled" | "rows" | "order">,
): Promise<StoppedByRows | undefined> {
  const { migrations } = files.directory;
  const source = { name: "the new migration", text };
  const statements = readStatements([source]);
  const matters = statements.ok && dependsOnRows(statements.value, { snapshot: current, filled });
  if (!matters) return undefined;
  const next = { id: source.name, version: source.name, name: "", source };
  const state = { snapshot: current, filled, rows, order };
  const { diagnostics } = isWhole(state)
    ? await replay([next], state, { ...files, earlier: migrations })
    : await replay([...migrations, next], undefined, files);
  const refused = diagnostics.find(({ severity, span }) =>
    severity === "error" && span?.source === source
  );
  return refused && explained(refused);
}

function explained({ message, span }: Diagnostic): StoppedByRows {
  const reason = message.slice(message.indexOf(": ") + 2);
  const [, table, column] = /NOT NULL constraint failed: (.+)\.([^.]+)$/.exec(reason) ?? [];
  if (table === undefined || column === undefined) {
    return {
      diagnostic: {
        code: "plan/history-rows",
        severity: "error",
        message: `Cannot write the migration: rows of earlier migrations stop it (${reason})`,
        ...(span !== undefined && { span }),
        hint: "Change such rows in a migration before it: penumbra generate --empty writes one",
      },
    };
  }
  const fill = [table, column] as const;
  return {
    fill,
    diagnostic: {
      code: "plan/history-rows",
      severity: "error",
      message:
        `Cannot make column "${column}" of "${table}" NOT NULL: rows of earlier migrations ` +
        "have NULL there",
      hint: `Pass ${fillFlag(fill)} with a value for those rows`,
      answers: [fillFlag(fill)],
    },
  };
}
