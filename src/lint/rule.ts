import type { Severity } from "../base/diagnostic.ts";
import type { Effect } from "../shadow/judge/effect.ts";

/** What a rule has to say of an effect; the place and the runner are added to it. */
export interface Finding {
  readonly severity: Severity;
  /** What an `allow` may name: `users` or `users.bio`. */
  readonly object: string;
  /** What happens, as far as the statement; without it `sentence` says all. */
  readonly what?: string;
  readonly sentence?: string;
  readonly notes?: readonly string[];
  readonly hint: string;
}

/** One kind of harm. Its file is its page: what it finds, why that is bad, what to do instead. */
export interface Rule {
  /** Reads well after "allow": `data-loss`. */
  readonly name: string;
  /** What the rule finds in an effect; undefined where it is not its own. */
  find(effect: Effect): Finding | undefined;
}
