import type { Target } from "../base/target.ts";
import { HISTORY_TOOLS } from "./tools/list.ts";

/** The command that applies the migrations of a folder, as a person would type it. */
export function applyCommand(
  { layout, target }: { readonly layout: string; readonly target: Target | undefined },
): string {
  const tool = HISTORY_TOOLS.find(({ layouts }) => layouts.includes(layout) && layout !== "plain");
  if (layout === "d1" || target === "d1") return "npx wrangler d1 migrations apply DB --local";
  if (tool !== undefined) return tool.command;
  return target === "libsql" || target === "turso"
    ? "penumbra apply --db libsql://…"
    : "penumbra apply --db app.db";
}
