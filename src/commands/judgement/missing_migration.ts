import type { Diagnostic } from "../../base/diagnostic.ts";
import type { Change } from "../../diff/change.ts";
import { describeChange } from "../../diff/describe.ts";
import type { Migration } from "../../migrations/directory.ts";
import { createdByHand } from "./written_by_hand.ts";

/** The finding that no migration makes these changes. */
export function missingMigration(
  changes: readonly Change[],
  { latest, hint }: {
    /** The migrations that no database may have run yet. */
    readonly latest: readonly Migration[];
    readonly hint: string;
  },
): Diagnostic {
  return {
    code: "check/missing-migration",
    severity: "error",
    message: changes.length === 1
      ? "A migration is missing: the schema has a change that no migration makes"
      : `A migration is missing: the schema has ${changes.length} changes that no migration makes`,
    notes: [...changes.map(describeChange), ...createdByHand(changes, latest)],
    hint,
  };
}

/** Whether this is that finding. */
export function isMissingMigration({ code }: Diagnostic): boolean {
  return code === "check/missing-migration";
}

/** Whether a migration may seem to be missing only because of this. */
export function mayBeCause({ code, severity }: Diagnostic): boolean {
  return code in CAUSES && severity !== "note";
}

/**
 * What to do about a missing migration next to these diagnostics. A cause comes first: another migration
 * could fix the schema, but not the rows of databases that have run what was there before.
 */
export function missingHint(
  diagnostics: readonly Diagnostic[],
  { command }: { readonly command: string },
): string {
  const cause = diagnostics.find(mayBeCause);
  if (cause !== undefined) return `Start with ${CAUSES[cause.code]}, which may be the cause`;
  const open = diagnostics.filter(({ answers }) => answers !== undefined).length;
  if (open === 0) return `Run ${command}`;
  const answer = open === 1 ? "an answer to the open question" : "answers to the open questions";
  return `Run ${command}; without a terminal, pass generate ${answer}`;
}

const CAUSES: { readonly [code: Diagnostic["code"]]: string } = {
  "migrations/edited": "the edited migration",
  "migrations/removed": "the migration that is gone",
  "migrations/made-elsewhere": "the migration that was made for another history",
};
