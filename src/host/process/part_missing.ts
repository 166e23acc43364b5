import type { Diagnostic } from "../../base/diagnostic.ts";

/**
 * Thrown if a part of the program cannot be loaded: libSQL or the file of a worker. It is not a
 * bug, and the caller cannot continue; the command ends with the diagnostic.
 */
export class PartMissing extends Error {
  override readonly name = "PartMissing";
  readonly diagnostic: Diagnostic;

  constructor(diagnostic: Diagnostic, options?: { readonly cause: unknown }) {
    super(diagnostic.message, options);
    this.diagnostic = diagnostic;
  }
}
