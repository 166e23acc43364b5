import type { Pages } from "./page.ts";

/** What is in the way of one migration for many, and of the same history for another tool. */
export const SQUASH_PAGES: Pages = {
  "convert/not-empty": `
The folder to convert into already contains migrations.

Two histories in one folder would be taken for one. The folder that is
converted stays as it is.

Name a folder that is new or empty.
`,
  "convert/not-equal": `
Run the way the other tool does, the migrations give a different result.

Both histories are run before anything is written, and must produce the same
schema and the same rows. Tools differ in whether a file runs in a transaction
and with foreign keys on. Values that differ at every run, such as random ones
and the time of day, are not compared.

Look for BEGIN, COMMIT and PRAGMA in the files.
`,
  "convert/not-sql": `
A migration cannot be converted, because its SQL is not all there is to it.

It is a program, or a baseline of penumbra.json covers it, so that what it did
is not in the files.

Remove "baseline" from penumbra.json and convert all files, or begin a new
folder after that migration.
`,
  "convert/not-the-same": `
The other tool would run different statements from a converted file.

Something in a comment looks like a marker of that tool, such as "-- +goose
Down" or "--> statement-breakpoint", and would split the file or end it.

Remove it from the comment. Nothing was written.
`,
  "squash/fixed-values": `
Rows that are kept have values that the migrations compute at every run.

The time of day and random values become those of one run, the same in every
new database. For a date that is mostly fine; for a key or a secret it is not:

    INSERT INTO settings (name, value) VALUES ('key', hex(randomblob(32)));

Replace them in the squashed migration by the expression they came from, if
every database needs its own.
`,
  "squash/hidden-rows": `
Rows cannot be kept, because a virtual table is among the first migrations.

A virtual table stores its content in tables of its own. INSERT statements for
the rows would not reproduce what it keeps of them.

Name the migration before it with --to, or leave out --keep-data.
`,
  "squash/not-equal": `
The squashed migration does not give the same result as those it replaces.

The history is run with it and without, and must produce the same schema; with
--keep-data the same rows too, apart from values that differ at every run.
Nothing was written.

Look for statements whose effect depends on randomness or on the current time,
such as a DELETE of what is older than a day.
`,
  "squash/not-sql": `
A migration cannot be squashed, because its SQL is not all there is to it.

It is a program, or a baseline of penumbra.json covers it, so that what it did
is not in the files.

Remove "baseline" from penumbra.json first. A program cannot become part of
one SQL file.
`,
  "squash/rows-left-out": `
The migrations insert rows that the squashed one does not have.

By default only the schema is kept. A new database would lack these rows, for
example a table of countries.

    penumbra squash --to 0042 --keep-data

Pass --keep-data to insert them, or leave it as it is if your program
writes them.
`,
};
