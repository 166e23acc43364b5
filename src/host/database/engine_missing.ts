import type { Diagnostic } from "../../base/diagnostic.ts";

/**
 * Thrown where libSQL cannot be loaded, which is neither a bug nor anything that whoever opens a
 * database could go on without: the command ends with the diagnostic.
 */
export class EngineMissing extends Error {
  override readonly name = "EngineMissing";
  readonly diagnostic: Diagnostic;

  constructor(diagnostic: Diagnostic, options: { readonly cause: unknown }) {
    super(diagnostic.message, options);
    this.diagnostic = diagnostic;
  }
}
