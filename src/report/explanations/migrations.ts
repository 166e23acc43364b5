import type { Pages } from "./page.ts";

/** What is wrong with a folder of migrations. */
export const MIGRATIONS_PAGES: Pages = {
  "migrations/above-marker": `
SQL is above the first marker of the file, where the tool does not run it.

goose, sql-migrate and dbmate run what is below their marker. They skip or
reject SQL above it, so it is not clear whether a database has it.

    CREATE INDEX i ON t (a);        -- never runs
    -- +goose Up
    CREATE TABLE t (a INT);

Move the SQL below the marker. Comments may stay above it.
`,
  "migrations/another-database": `
The migrations are for a database other than SQLite.

The journal of Drizzle Kit or Prisma's migration_lock.toml names PostgreSQL,
MySQL or another dialect, or several statements are PostgreSQL's, such as
CREATE EXTENSION. Only SQLite's SQL can be replayed.

Name the folder with the migrations for SQLite with --migrations. If only some
files are for another database, name them under "skip" in penumbra.json.
`,
  "migrations/bad-journal": `
meta/_journal.json is not the journal of Drizzle Kit.

The journal lists the migrations in the order in which they run. Without it
the order is unknown. Usually two branches added an entry, and the merge was
not resolved.

During a merge, run penumbra rebase: it takes the journal of the main branch and
generates your migrations again after it. Otherwise restore the file from git.
`,
  "migrations/bad-snapshot": `
The newest snapshot of Drizzle Kit is not JSON, or does not contain a schema.

penumbra writes a snapshot with each migration, so that Drizzle Kit can continue
after it, and keeps what only the last one has: names of foreign keys, for
example. Usually two branches wrote one, and the merge was not resolved.

Restore the file from git. Drizzle Kit does not accept it either.
`,
  "migrations/broken-before": `
generate --down would lead back to a view or trigger that does not compile.

Every migration is proven before it is written, down migrations too. A schema
with a broken view cannot be proven: SQLite refuses RENAME and DROP COLUMN in
the whole database while there is one.
https://www.sqlite.org/lang_altertable.html

Omit --down this time. The migration itself can drop or correct the view.
`,
  "migrations/code": `
A migration is a program, and only SQL can be replayed.

What a program does to a database is known only when it is run. If the whole
folder belongs to such a tool (Knex, TypeORM, Sequelize, Kysely, Rails, Django
and others), run its migrations on an empty database, and start from that:

    penumbra init --from app.db

The schema of that database becomes a baseline, which replaces the programs,
and the next migrations are SQL. A dump next to the folder that lists the last
migration (db/structure.sql of Rails) needs no database: penumbra init finds it.

A single program among SQL files can be skipped with a key of penumbra.json.
What it does to the schema, if anything, goes into 0012_fix.penumbra.sql
next to it:

    "opaque": ["0012_fix.js"]
`,
  "migrations/control-character": `
The name of a file contains a control character, such as a line break.

Comments, checksums and journals list the names of migrations, one per line.
A line break in a name would add a line there: SQL in the file that squash
writes, or another file's checksum.

Rename the file. If a database has run it, correct its record there too.
`,
  "migrations/covered": `
A source names a migration that the baseline covers.

Those before the last one that it covers are not run, so the schema after them
is unknown.

    "baseline": { "upTo": "0042", "schema": "baseline.sql" }

    penumbra inspect migrations:migrations@0042

Name the last covered migration, or a later one.
`,
  "migrations/cut-statement": `
The tool would run different statements than the file seems to contain.

Drizzle splits a file at every "--> statement-breakpoint", and goose and
sql-migrate at every line that ends with a semicolon, also within a string, a
name or a comment. What is a comment to SQLite can then be run:

    CREATE VIEW v AS SELECT 1 /*
    --> statement-breakpoint
    DROP TABLE users; -- */ AS one;

Remove that text, or do as the hint says. If generate reports this, the text
is in the schema; nothing was written.
`,
  "migrations/duplicate-version": `
Two migrations have the same version.

The tool orders migrations by version, so which of them runs first would be a
guess, and many runners refuse the folder. Usually two branches took the same
number. 7 and 0007 are the same number, but sort differently as text.

Give a later version to the one that no database has run yet. After a merge,
penumbra rebase does that for the migrations that the main branch lacks.
`,
  "migrations/edited": `
A migration was edited that databases may have run already.

It is on the main branch or, without git, was there at the last run. Databases
that ran it keep what it did then, and no runner runs it again, so new
databases would differ from old ones. On the main branch itself this is a
warning, since it may not have been pushed yet; without git it is one too, and
reported once. An edit of comments or white space alone is a note: the schema
stays the same, but runners that compare checksums refuse the file.

Undo the edit, and put the change into a new migration.
`,
  "migrations/empty": `
The last migration contains no statement.

A runner records it as done, and what was to be written into it never happens
there. A file made by generate --empty looks like this until it is filled in.
One that others follow is not reported: it was left empty on purpose.

Write the SQL, or delete the file if no database has run it.
`,
  "migrations/made-elsewhere": `
A migration was generated for a history without others that now run before it.

Two branches each added a migration, and both were merged. This one was made
without knowing the other and would undo a part of it, for example by
rebuilding a table without the index that the other adds. Migrations that do
not touch each other's changes are not reported.

If no database has run it, run penumbra rebase, which generates it again for
the history as it is now.
`,
  "migrations/missing-file": `
Drizzle's journal lists a migration whose file is not there.

Databases may have run it, so it belongs to the history and cannot be skipped.

Restore the file from git. If no database has run it, remove its entry from
meta/_journal.json.
`,
  "migrations/no-baseline": `
The baseline in penumbra.json ends at a migration that does not exist.

    "baseline": { "upTo": "0042", "schema": "baseline.sql" }

Everything up to "upTo" is hashed and not run; the replay starts with the
schema that the SQL file makes. "upTo" is the version or the whole name of one
migration, without the file extension.

Correct it. The hint names the last migration there is.
`,
  "migrations/no-down-part": `
The layout has no place for the down migration that --down asks for.

dbmate, goose, sql-migrate, golang-migrate, up-down, sections, sqlx, diesel,
flyway, tern and node-sqlite have one, sqlx only where files end in .up.sql.

Omit --down. This prints what undoes the last migration:

    penumbra diff migrations:migrations migrations:migrations@0006 --format sql
`,
  "migrations/no-folder": `
The folder of migrations does not exist.

If it were taken for an empty history, every table would be created again. So
penumbra stops if a source or --migrations names the folder and the project
has another one, or if a folder next to it has a similar name. In a new project
the folder need not exist: generate creates it. Commands that are only about
migrations, such as lint, always need it.

Correct the name, or create the folder.
`,
  "migrations/no-marker": `
A file lacks the marker without which its tool does not run it.

goose and sql-migrate need "-- +goose Up" or "-- +migrate Up", dbmate needs
both "-- migrate:up" and "-- migrate:down", each on a line of its own.

    -- +goose Up
    CREATE TABLE t (a INT);

Add the line, or move the file out of the folder. If the folder belongs to
another tool, name its layout with --layout.
`,
  "migrations/no-such-layout": `
--layout, or "layout" in penumbra.json, names a layout that does not exist.

A layout is how a tool names and orders its files: plain, drizzle, prisma,
goose and others. The hint lists them, or suggests the closest name.

Correct the name, or leave it out: the layout is detected from the files.
`,
  "migrations/no-such-migration": `
A migration is named that the folder does not contain.

    penumbra inspect migrations:db@0007
    penumbra squash --to 0007
    penumbra apply --db app.db --to 0007

A migration is named by its version, its name, or both as in its file's name,
without the extension. If several have the name, it is the last of them.

Correct it. penumbra status --db lists what is pending.
`,
  "migrations/no-such-statement": `
"skip" in penumbra.json names a file or a statement that does not exist.

"skip" leaves out of the replay what cannot run in memory, with the reason:

    "skip": { "0012_fix.sql:3": "needs a function of the application" }

The key is the file's path in the folder of migrations; after a colon, the
number of a statement in it, counted from 1. Without a number the whole file
is skipped. If the file was renamed or edited, correct the key.
`,
  "migrations/no-version": `
The name of an SQL file does not say when it runs.

The tool orders migrations by their names and would skip this one. Its
statements would be missing in every database, unless they are run by hand.

Rename the file as the hint says, or move it out of the folder. Files in
subfolders are not read, except in layouts with a folder for each migration.
If nothing runs the file and it has to stay, name it under "skip" in
penumbra.json, with the reason.
`,
  "migrations/not-as-proven": `
From the new file, the tool would run statements that were not proven.

The folder is read again with the new file in it, as the tool will read it.
Something in the schema looks like a marker of the tool, such as "-- +goose
Down" on a line of a comment, and would end the part that is run.

Remove that text from the schema. Nothing was written.
`,
  "migrations/not-last": `
The new migration would not run last.

The tool sorts by name, and existing names sort after the new one: 10_b.sql
comes before 9_a.sql as text. A migration that runs too early finds a schema
that it was not made for.

Rename the files so that their names sort in the order in which they run, with
leading zeros. Check first how your runner records what it has run: most
record the name or version.

In an Atlas folder, this also reports a file that atlas.sum does not list and
that sorts before others, as after a merge: databases that are up to date are
already past it. atlas migrate rebase renames it so that it comes last.
`,
  "migrations/not-listed": `
An SQL file in a Drizzle folder is not in the journal, so it never runs.

Drizzle runs what meta/_journal.json lists, and nothing else. Usually the
journal was merged badly, or the file was added by hand.

Add the file to the journal, or move it out of the folder.
`,
  "migrations/nothing-to-undo": `
A file undoes a migration that is not in the folder.

The other half of the pair was deleted, renamed, or never written because the
tool was interrupted.

    0007_add_bio.down.sql      and no 0007_add_bio.up.sql

Delete the file, or restore the migration.
`,
  "migrations/out-of-order": `
A new migration comes before those of the main branch, and the order matters.

Usually a branch was merged whose migration has an earlier version. A new
database runs it first. One that has run those of the main branch runs it
after them, and gets an error, another schema, or other rows: a rebuild that
does not know their new column stops if penumbra wrote it, and drops the column
otherwise. A migration whose position makes no difference is not reported.

If no database has run it, run penumbra rebase, which generates it again after
those of the main branch.
`,
  "migrations/own-language": `
A file contains a directive that only Atlas understands.

With atlas:delimiter statements end with something other than a semicolon, and
with atlas:import other files are part of the text. Read as SQL, the file
would mean something else.

Write the statements out, each with a semicolon, and remove the directive.
Then run atlas migrate hash.
`,
  "migrations/program": `
A migration is a program, and penumbra would have to run it.

apply and rehearse run SQL, and bundle writes SQL for an application. A program
among the migrations can be skipped when they are replayed ("opaque" in
penumbra.json), but not when they are applied: the database would lack what it
does. status needs to run nothing, and shows whether it is pending.

Let the tool that it was written for apply the folder. Or apply what comes
before it, run it yourself, and record it:

    penumbra apply --db app.db --to 0011
    node migrations/0012_fix.js
    penumbra apply --db app.db --baseline 0012_fix
`,
  "migrations/removed": `
A migration of the main branch is no longer in the folder.

Databases that ran it keep its result, and new ones never get it. A file with
another name counts as another migration: some tools run it again.

Restore the file under its name, and undo what it did in a new migration. To
have fewer files, run penumbra squash.
`,
  "migrations/repeatable": `
Flyway runs a repeatable migration after all others, including the new one.

    R__views.sql

What the file makes exists when the schemas are compared, but not yet when a
new database runs the new migration. A migration that drops or changes such a
view would fail there.

Write what it makes into a versioned migration, below DROP … IF EXISTS, and
delete the repeatable one.
`,
  "migrations/replaced": `
A migration is still there, although a squashed one replaces it.

penumbra squash was interrupted before it deleted the file, or a merge brought
it back. A new database would run both, fail at the second, and could not
continue once the first is deleted.

Delete the file, if the squashed migration is to stay. If not, restore all
migrations that it replaces from git, and itself to what it was before.
`,
  "migrations/rollback": `
A migration contains ROLLBACK, which ends the transaction it runs in.

Each migration is applied in one transaction, together with its row in the
history. ROLLBACK would end it, and the rest would run without one. ROLLBACK
TO a savepoint is allowed.
https://www.sqlite.org/lang_transaction.html

Remove the ROLLBACK, and the statements that it undoes.
`,
  "migrations/same-version": `
The last migrations have the same version and run in the order of their names.

The tool allows that. But usually two branches took the same number, and each
migration was generated for a history without the other.

Give a later version to the one that no database has run yet. After a merge,
penumbra rebase does that for the migrations that the main branch lacks.
`,
  "migrations/substitution": `
goose inserts environment variables into the file before it runs it.

    -- +goose ENVSUB ON

The values are not in the repository, so the SQL that will run is unknown.

Write the values into the file, and remove the annotation.
`,
  "migrations/sum-mismatch": `
atlas.sum does not match the migrations.

Atlas stores a hash of every file and refuses the folder when one differs: a
migration was edited, added, or removed without it. penumbra stops too, and
does not write a sum that would hide this.
https://atlasgo.io/concepts/migration-directory-integrity

Restore the file that the message names. If the change is intended and no
database has run it, run atlas migrate hash.
`,
  "migrations/template": `
A migration contains a placeholder that is filled in before it runs.

SQLite cannot run \${prefix} or {{.prefix}}. In strings and comments they are
left alone.

    "placeholders": { "prefix": "app_" }

Give the values in penumbra.json, or name a folder of rendered files with
--migrations. Loops and conditions of a template can only be rendered by its
tool.
`,
  "migrations/too-late": `
A database that is up to date would skip this migration of Drizzle.

Drizzle runs the entries of the journal whose "when" is greater than that of
the last one it ran. The "when" of this entry is not greater than that of an
entry before it, usually after a merge of two branches. A new database runs
it, an existing one does not.

Give it a greater "when" in meta/_journal.json if no database has run it yet.
`,
  "migrations/unknown-layout": `
The folder contains SQL, but none of it is a migration in any known layout.

The SQL files are only in subfolders. If the folder were taken for an
empty history, everything would be created again.

Name the folder that contains the migrations with --migrations, or the layout
with --layout.
`,
  "migrations/unknown-to-drizzle": `
The snapshot of Drizzle Kit has no place for what the migration creates.

This is a note. Drizzle Kit does not know triggers, virtual tables, STRICT or
WITHOUT ROWID. When it rebuilds such a table, it loses them without a message.

Let penumbra generate write every migration that rebuilds a table.
`,
};
