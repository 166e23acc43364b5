/** The rules that `--allow` of `generate` and `diff` names; a comment in a migration may name any. */
export const RULE_NAMES: readonly string[] = ["data-loss"];
