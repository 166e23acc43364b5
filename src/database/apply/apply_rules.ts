import { fail, type Result, succeed } from "../../base/result.ts";
import { suggest } from "../../base/suggest.ts";

/** What `apply` refuses unless allowed. */
export const APPLY_RULES = ["out-of-order", "edited", "unknown"] as const;

/** A permission such as `edited` or `edited:0003_bio`, as typed. Fails with `cli/unknown-rule`. */
export function parseApplyAllowance(text: string): Result<string> {
  const rule = text.replace(/:.*$/s, "");
  if (APPLY_RULES.some((it) => it === rule) && text !== `${rule}:`) return succeed(text);
  const meant = suggest(rule, APPLY_RULES);
  return fail("misuse", {
    code: "cli/unknown-rule",
    severity: "error",
    message: `Cannot allow "${text}": there is no such rule for databases`,
    hint: meant === undefined || meant === rule
      ? `Allow ${APPLY_RULES.join(", ")}, with a colon and an id for one migration`
      : `Did you mean "${meant}"?`,
  });
}
