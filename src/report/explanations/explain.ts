import { compareText } from "../../base/compare_text.ts";
import { suggest } from "../../base/suggest.ts";
import { APPLY_PAGES } from "./apply.ts";
import { CHECK_PAGES } from "./check.ts";
import { CLI_PAGES } from "./cli.ts";
import { DATABASE_PAGES } from "./database.ts";
import { ENTITIES_PAGES } from "./entities.ts";
import { FILES_PAGES } from "./files.ts";
import { GIT_PAGES } from "./git.ts";
import { ADVICE_PAGES } from "./advice.ts";
import { LINT_PAGES } from "./lint.ts";
import { MIGRATIONS_PAGES } from "./migrations.ts";
import { type Explanation, explanationOf } from "./page.ts";
import { PLAN_PAGES } from "./plan.ts";
import { REBASE_PAGES } from "./rebase.ts";
import { SCHEMA_PAGES } from "./schema.ts";
import { SOURCES_PAGES } from "./sources.ts";
import { SQUASH_PAGES } from "./squash.ts";

/** The explanation of every code, sorted by code. */
export const EXPLANATIONS: readonly Explanation[] = Object.entries({
  ...APPLY_PAGES,
  ...CHECK_PAGES,
  ...CLI_PAGES,
  ...DATABASE_PAGES,
  ...ENTITIES_PAGES,
  ...FILES_PAGES,
  ...GIT_PAGES,
  ...ADVICE_PAGES,
  ...LINT_PAGES,
  ...MIGRATIONS_PAGES,
  ...PLAN_PAGES,
  ...REBASE_PAGES,
  ...SCHEMA_PAGES,
  ...SOURCES_PAGES,
  ...SQUASH_PAGES,
}).map(([code, page]) => explanationOf(code, page))
  .sort((left, right) => compareText(left.code, right.code));

/** The explanation of a code; undefined if no diagnostic has it. */
export function explain(code: string): Explanation | undefined {
  return EXPLANATIONS.find((it) => it.code === code);
}

/** The code that was probably meant: one that ends so, as the name of a rule does, or a near one. */
export function suggestCode(word: string): string | undefined {
  const codes = EXPLANATIONS.map(({ code }) => code);
  return codes.find((code) => code.endsWith(`/${word}`)) ?? suggest(word, codes);
}

/** The codes under the part before their slash, which says where in penumbra they come up. */
export function explanationsByArea(): ReadonlyMap<string, readonly Explanation[]> {
  return Map.groupBy(EXPLANATIONS, ({ code }) => code.replace(/\/.*$/, ""));
}
