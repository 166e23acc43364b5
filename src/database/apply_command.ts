import type { Target } from "../base/target.ts";
import { HISTORY_TOOLS } from "./tools/list.ts";

/** The command that applies the migrations of a folder, as a person would type it. */
export function applyCommand(
  { layout, target }: { readonly layout: string; readonly target: Target | undefined },
): string {
  const name = target === "d1" ? "d1" : layout;
  const tool = HISTORY_TOOLS.find(({ layouts }) => layouts.includes(name) && name !== "plain");
  if (tool !== undefined) return tool.command;
  return target === "libsql" || target === "turso"
    ? "penumbra apply --db libsql://…"
    : "penumbra apply --db app.db";
}
