import type { Severity } from "../base/diagnostic.ts";
import type { EffectRule } from "./rule_names.ts";

/** What an effect means; the place and the runner are added later. */
export interface Finding {
  /** `penumbra explain lint/<rule>` has why it is bad, and what to do instead. */
  readonly rule: EffectRule;
  readonly severity: Severity;
  /** The object that an `allow` may name: `users` or `users.bio`. */
  readonly object: string;
  /** What happens: `Table "users": 3 rows became 0`. */
  readonly what: string;
  /** Present if the statement itself shows it, whatever runs it: the message then names neither. */
  readonly isEvident?: true;
  readonly notes?: readonly string[];
  readonly hint: string;
}
