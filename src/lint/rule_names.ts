/** The rules that `--allow` of `generate` and `diff` names; a comment in a migration may name any. */
export const RULE_NAMES: readonly string[] = ["data-loss"];

/** The rules about what files do to rows, see `findingFor`. */
export const EFFECT_RULES = [
  "cascade-on-rebuild",
  "changes-rows",
  "copy-doubles-rows",
  "copy-drops-columns",
  "copy-drops-rows",
  "copy-swaps-columns",
  "data-loss",
  "double-quoted-string",
  "dropped-parent",
  "fails-on-rows",
  "lossy-type-change",
  "null-to-rowid",
  "orphaned-rows",
  "replaces-rows",
  "stale-search-index",
  "text-to-number",
  "unexplained-loss",
  "unsound-alter-column",
] as const;

export type EffectRule = typeof EFFECT_RULES[number];

/** The rules that give advice, see `advice/rules.ts`. */
export const ADVICE_NAMES = [
  "autoincrement-reset",
  "broken-search-index",
  "bulk-change",
  "constraint-in-type",
  "foreign-key-without-index",
  "if-not-exists",
  "int-primary-key",
  "not-repeatable",
  "parent-key-not-unique",
  "parent-missing",
  "rebuild-loses-object",
  "redundant-index",
  "rename-breaks-clients",
  "stale-trigger-column",
  "star-view",
  "surprising-affinity",
  "type-over-lines",
  "unnamed-constraint",
] as const;

export type AdviceName = typeof ADVICE_NAMES[number];

/** What is done with advice: it is left out, or reported as that. */
export const ADVICE_LEVELS = ["off", "note", "warning", "error"] as const;

/** The levels of rules that are not the usual ones. */
export type AdviceLevels = { readonly [Name in AdviceName]?: typeof ADVICE_LEVELS[number] };
