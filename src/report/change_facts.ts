import type { Change } from "../diff/change.ts";
import { describeChange } from "../diff/describe.ts";

/** Changes for `--format json`: each as it is, with the sentence that people read. */
export function changeFacts(changes: readonly Change[]): readonly (Change & ChangeSentence)[] {
  return changes.map((change) => ({ ...change, sentence: describeChange(change) }));
}

/** What a change says beside its parts. */
export interface ChangeSentence {
  /** `Add column "bio" to "users"`, see `describeChange`. */
  readonly sentence: string;
}
