/** Thrown when a person breaks off instead of answering: the process ends as after Ctrl-C. */
export class Interrupted extends Error {}
