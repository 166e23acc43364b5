/**
 * Thrown if a person presses Ctrl-C or Escape instead of answering: the process ends as after
 * Ctrl-C.
 */
export class Interrupted extends Error {}
