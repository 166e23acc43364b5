import type { Change } from "../../diff/change.ts";
import { describeChange } from "../../diff/describe.ts";

/** Changes for `--format json`, each with a sentence for people. */
export function changeFacts(changes: readonly Change[]): readonly (Change & ChangeSentence)[] {
  return changes.map((change) => ({ ...change, sentence: describeChange(change) }));
}

/** The additional field of a change. */
export interface ChangeSentence {
  /** `Add column "bio" to "users"`, see `describeChange`. */
  readonly sentence: string;
}
