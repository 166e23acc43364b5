import type { Diagnostic } from "../../base/diagnostic.ts";

/**
 * Thrown where a part of the program cannot be loaded, libSQL or the file of a worker, which is
 * neither a bug nor anything that whoever needs it could go on without: the command ends with the
 * diagnostic.
 */
export class PartMissing extends Error {
  override readonly name = "PartMissing";
  readonly diagnostic: Diagnostic;

  constructor(diagnostic: Diagnostic, options?: { readonly cause: unknown }) {
    super(diagnostic.message, options);
    this.diagnostic = diagnostic;
  }
}
