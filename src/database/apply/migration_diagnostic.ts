import type { Diagnostic } from "../../base/diagnostic.ts";
import { fail, type Failure, type FailureReason } from "../../base/result.ts";
import { shellWords } from "../../base/shell_words.ts";
import type { PreparedBundle } from "../../migrations/bundle/bundle.ts";
import type { MigrationError, MigrationErrorKind } from "../../runner/migration_error.ts";

/** The failure of a migration, with its place in the file and a hint. */
export function failureOf(error: MigrationError, { bundle, places }: PreparedBundle): Failure {
  const { kind, migration: id = "", statement = Infinity, rows = [], message } = error;
  // Names were looked up in the folder before.
  if (kind === "not-found") throw error;
  const { reason, slug, hint } = FAULTS[kind];
  const { outside = [] } = bundle.migrations.find((it) => it.id === id) ?? {};
  const isBegun = outside.some((index) => index + 1 < statement);
  const isInFile = kind === "statement" || kind === "foreign-key";
  const span = places.get(id)?.[statement - 1];
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
    hint: (isInFile && hintFor(message, id, isBegun)) || hint(id),
  };
  return fail(reason, diagnostic);
}

/** The hint if neither the rows nor the file are the cause, or if a part of the migration was kept. */
function hintFor(message: string, id: string, isBegun: boolean): string | undefined {
  if (/readonly database/.test(message)) {
    return "Nothing was changed: make the file and its folder writable, then run penumbra apply again";
  }
  const then = isBegun
    ? "What ran before this statement stays, and the next run continues from there"
    : `${id} was rolled back`;
  if (/disk is full|disk I\/O error/.test(message)) {
    return `${then}: free some space, then run penumbra apply again`;
  }
  if (/unknown objects use/.test(message)) {
    return `${then}: penumbra status shows what the migrations do not know; drop it, or write it as ` +
      "a migration before this one";
  }
  if (/no such (?:function|module|collation sequence|tokenizer): /.test(message)) {
    return `${then}: declare the extension under "extensions" in penumbra.json, or let the application ` +
      "apply it with penumbra/runner";
  }
  return isBegun
    ? `${then}: correct the rows, or the file from here on and use ${allow("edited", id)}`
    : undefined;
}

function allow(rule: string, id: string): string {
  return `--allow ${shellWords([`${rule}:${id}`])}`;
}

interface Fault {
  readonly reason: FailureReason;
  readonly slug: string;
  readonly hint: (id: string) => string;
}

const rolledBack = (id: string) =>
  `${id} was rolled back: correct the rows or the file, then run penumbra apply again`;

const FAULTS: Readonly<Record<Exclude<MigrationErrorKind, "not-found">, Fault>> = {
  statement: { reason: "unfinished", slug: "statement-failed", hint: rolledBack },
  "foreign-key": { reason: "unfinished", slug: "foreign-key", hint: rolledBack },
  "keys-stay-on": {
    reason: "unfinished",
    slug: "keys-stay-on",
    hint: () =>
      "Let penumbra generate write the rebuild again: its files keep rows with foreign keys on",
  },
  busy: {
    reason: "unfinished",
    slug: "busy",
    hint: () => "Stop the program that is writing to it, then run penumbra apply again",
  },
  edited: {
    reason: "finding",
    slug: "edited",
    hint: (id) =>
      `Restore the file and write a new migration, or use ${allow("edited", id)} if the edit ` +
      "changes nothing",
  },
  "out-of-order": {
    reason: "finding",
    slug: "out-of-order",
    hint: (id) => `Run penumbra rebase to move it to the end, or use ${allow("out-of-order", id)}`,
  },
  "partly-run": {
    reason: "finding",
    slug: "partly-run",
    hint: () => "Apply the files that it replaces first, as they were before it was written",
  },
  format: { reason: "bug", slug: "format", hint: () => "Update penumbra" },
};
