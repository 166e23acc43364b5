import type { Problem } from "./definition.ts";

/** Thrown where a value can make no part of a schema; whoever describes values tells of it. */
export class Undescribable extends Error {
  constructor(readonly problem: Omit<Problem, "origins">) {
    super(problem.message);
  }
}
