/** Every rule that may be allowed, by the name that `--allow` and a comment in a migration know. */
export const RULE_NAMES: readonly string[] = ["data-loss"];
