import type { Severity } from "../base/diagnostic.ts";
import type { EffectRule } from "./rule_names.ts";

/** What an effect means; the place and the runner are added later. */
export interface Finding {
  /** `penumbra explain lint/<rule>` has why it is bad, and what to do instead. */
  readonly rule: EffectRule;
  readonly severity: Severity;
  /** The object that an `allow` may name: `users` or `users.bio`. */
  readonly object: string;
  /** What happens up to the statement; without it `sentence` says everything. */
  readonly what?: string;
  readonly sentence?: string;
  readonly notes?: readonly string[];
  readonly hint: string;
}
