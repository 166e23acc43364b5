import type { Target } from "../../base/target.ts";
import { isRunBy } from "../../migrations/runners/runners_of.ts";
import type { Finding } from "./finding.ts";
import { nameOf } from "./target_words.ts";

/**
 * The runner of a folder by the library that a project uses, and where that was found; undefined if
 * the layout determines the runner, or if nothing was found.
 */
export function runnerIn(
  findings: readonly Finding[],
  question: { readonly layout: string; readonly target?: Target },
): { readonly name: string; readonly from: string } | undefined {
  for (const { runner, found } of findings) {
    if (runner !== undefined && isRunBy(runner, question)) {
      return { name: runner, from: nameOf(found) ?? found };
    }
  }
  return undefined;
}
