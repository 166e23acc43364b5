/**
 * Hears what is going on right now, in a few words that the next ones replace. It may be told very
 * often. Where nobody looks there is none, so that `progress?.(words)` does not even make the words.
 */
export type Progress = (words: string) => void;

/** What takes its time and says so. */
export interface ProgressOptions {
  readonly progress?: Progress | undefined;
}
