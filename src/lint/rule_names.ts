/** Every rule that may be allowed, as named by `--allow` and comments in migrations. */
export const RULE_NAMES: readonly string[] = ["data-loss"];
