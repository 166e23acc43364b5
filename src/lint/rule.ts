import type { Severity } from "../base/diagnostic.ts";
import type { Effect } from "../shadow/judge/effect.ts";

/** What a rule reports about an effect; the place and the runner are added later. */
export interface Finding {
  readonly severity: Severity;
  /** The object that an `allow` may name: `users` or `users.bio`. */
  readonly object: string;
  /** What happens up to the statement; without it `sentence` says everything. */
  readonly what?: string;
  readonly sentence?: string;
  readonly notes?: readonly string[];
  readonly hint: string;
}

/** One kind of damage. `penumbra explain lint/<name>` has why it is bad, and what to do instead. */
export interface Rule {
  /** The name, as written after "allow": `data-loss`. */
  readonly name: string;
  /** What the rule finds in an effect; undefined if another rule covers it. */
  find(effect: Effect): Finding | undefined;
}
