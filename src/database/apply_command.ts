import type { Target } from "../base/target.ts";
import { toolFor } from "./tools/tool_history.ts";

/** What runs the migrations of a folder. */
interface Runner {
  readonly layout: string;
  readonly target: Target | undefined;
}

/** The command that applies the migrations of a folder, as a person would type it. */
export function applyCommand(runner: Runner): string {
  const tool = runnerTool(runner);
  return tool?.command ?? `penumbra apply --db ${localDatabase(runner) ?? "libsql://…"}`;
}

/** The file to which penumbra itself applies the migrations of a folder; undefined if it does not. */
export function localDatabase(runner: Runner): string | undefined {
  const { target } = runner;
  const isServer = target === "libsql" || target === "turso";
  return isServer || runnerTool(runner) !== undefined ? undefined : "app.db";
}

function runnerTool({ layout, target }: Runner) {
  return toolFor(target === "d1" ? "d1" : layout);
}
