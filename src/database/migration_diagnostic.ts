import type { Diagnostic } from "../base/diagnostic.ts";
import { fail, type Failure, type FailureReason } from "../base/result.ts";
import type { PreparedBundle } from "../migrations/bundle.ts";
import type { MigrationError, MigrationErrorKind } from "../runner/migration_error.ts";

/** The failure of a migration, with its place in the file and a hint. */
export function failureOf(error: MigrationError, { bundle, places }: PreparedBundle): Failure {
  const { kind, migration = "", statement, rows = [], message } = error;
  // Names were looked up in the folder before.
  if (kind === "not-found") throw error;
  const [reason, slug, usual] = KINDS[kind];
  const { outside = [] } = bundle.migrations.find(({ id }) => id === migration) ?? {};
  const isPart = kind === "statement" || kind === "foreign-key";
  const hint =
    (isPart && hintFor(message, outside.some((index) => index + 1 < (statement ?? Infinity)))) ||
    usual;
  const span = places.get(migration)?.[(statement ?? 0) - 1];
  const diagnostic: Diagnostic = {
    code: `apply/${slug}`,
    severity: "error",
    message: message.replaceAll(/\s+/g, " "),
    ...(span && { span }),
    ...(rows.length > 1 && {
      notes: rows.map(({ table, rowid, parent }) =>
        `${rowid === null ? "a row" : `row ${rowid}`} of "${table}" has no parent in "${parent}"`
      ),
    }),
    hint: hint.replaceAll("ID", migration),
  };
  return fail(reason, diagnostic);
}

/** The hint if neither the rows nor the file are the cause, or if a part of the migration was kept. */
function hintFor(words: string, isBegun: boolean): string | undefined {
  if (/readonly database/.test(words)) {
    return "Nothing was changed: make the file and its folder writable, then run penumbra apply again";
  }
  const then = isBegun
    ? "What ran before this statement stays, and the next run continues from there"
    : "ID was rolled back";
  if (/disk is full|disk I\/O error/.test(words)) {
    return `${then}: free some space, then run penumbra apply again`;
  }
  if (/unknown objects use/.test(words)) {
    return `${then}: penumbra status shows what the migrations do not know; drop it, or write it as ` +
      "a migration before this one";
  }
  if (/no such (?:function|module|collation sequence|tokenizer): /.test(words)) {
    return `${then}: declare the extension under "extensions" in penumbra.json, or let the application ` +
      "apply it with penumbra/runner";
  }
  return isBegun
    ? `${then}: correct the rows, or the file from here on and use --allow edited:ID`
    : undefined;
}

const KINDS: Readonly<
  Record<
    Exclude<MigrationErrorKind, "not-found">,
    readonly [reason: FailureReason, slug: string, hint: string]
  >
> = {
  statement: [
    "unfinished",
    "statement-failed",
    "ID was rolled back: correct the rows or the file, then run penumbra apply again",
  ],
  "foreign-key": [
    "unfinished",
    "foreign-key",
    "ID was rolled back: correct the rows or the file, then run penumbra apply again",
  ],
  "keys-stay-on": [
    "unfinished",
    "keys-stay-on",
    "Let penumbra generate write the rebuild again: its files keep rows with foreign keys on",
  ],
  busy: [
    "unfinished",
    "busy",
    "Stop the program that is writing to it, then run penumbra apply again",
  ],
  edited: [
    "finding",
    "edited",
    "Restore the file and write a new migration, or use --allow edited:ID if the edit changes nothing",
  ],
  "out-of-order": [
    "finding",
    "out-of-order",
    "Run penumbra rebase to move it to the end, or use --allow out-of-order:ID",
  ],
  "partly-run": [
    "finding",
    "partly-run",
    "Apply the files that it replaces first, as they were before it was written",
  ],
  format: ["bug", "format", "Update penumbra"],
};
