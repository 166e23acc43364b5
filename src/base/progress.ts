/**
 * Receives progress messages of a few words, each replacing the last. It may be called very often.
 * Undefined if nobody is looking, so that `progress?.(words)` does not even build the message.
 */
export type Progress = (words: string) => void;

/** Options of work that reports its progress. */
export interface ProgressOptions {
  readonly progress?: Progress | undefined;
}
