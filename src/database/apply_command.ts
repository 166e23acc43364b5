import type { Target } from "../base/target.ts";
import { toolFor } from "./tools/tool_history.ts";

/** The command that applies the migrations of a folder, as a person would type it. */
export function applyCommand(
  { layout, target }: { readonly layout: string; readonly target: Target | undefined },
): string {
  const tool = toolFor(target === "d1" ? "d1" : layout);
  if (tool !== undefined) return tool.command;
  return target === "libsql" || target === "turso"
    ? "penumbra apply --db libsql://…"
    : "penumbra apply --db app.db";
}
