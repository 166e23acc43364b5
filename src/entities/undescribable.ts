import type { Problem } from "./definition.ts";

/** Thrown if a value cannot be part of a schema; its caller makes a diagnostic of it. */
export class Undescribable extends Error {
  constructor(readonly problem: Omit<Problem, "origins">) {
    super(problem.message);
  }
}
