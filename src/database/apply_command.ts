import { shellWords } from "../base/shell_words.ts";
import type { Target } from "../base/target.ts";
import { libraryWords } from "../migrations/runners/runners_of.ts";
import { toolFor } from "./tools/tool_history.ts";

/** What runs the migrations of a folder. */
interface Runner {
  readonly layout: string;
  readonly target: Target | undefined;
  /** Its name, if the project names it. */
  readonly runner?: string | undefined;
  /** A database file of the project; by default app.db. */
  readonly database?: string | undefined;
}

/** What applies the migrations of a folder: the command to type, or the application. */
export function applyCommand(runner: Runner): string {
  const library = runner.runner === undefined ? undefined : libraryWords(runner.runner);
  if (library !== undefined) return `your application, which uses ${library}`;
  const local = localDatabase(runner);
  return runnerTool(runner)?.command ??
    `penumbra apply --db ${local === undefined ? "libsql://…" : shellWords([local])}`;
}

/** The file to which penumbra itself applies the migrations of a folder; undefined if it does not. */
export function localDatabase(runner: Runner): string | undefined {
  const { target } = runner;
  const isServer = target === "libsql" || target === "turso";
  return isServer || runnerTool(runner) !== undefined ? undefined : runner.database ?? "app.db";
}

function runnerTool({ layout, target }: Runner) {
  return toolFor(target === "d1" ? "d1" : layout);
}
