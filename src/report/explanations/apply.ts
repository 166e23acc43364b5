import type { Pages } from "./page.ts";

/** What the commands that work on real databases say. */
export const APPLY_PAGES: Pages = {
  "apply/busy": `
Another program keeps the database locked.

SQLite has one writer at a time. penumbra waits for it, and gives up after ten
seconds. What was applied before in this run stays applied.
https://www.sqlite.org/lang_transaction.html

End the program that writes, or wait until it has finished, and run penumbra
apply again.
`,
  "apply/drift": `
The schema of the database is not the one that its migrations produce.

This is a warning: everything pending was applied. Somebody changed the schema
by hand, or another tool keeps its own tables there. The notes list the
differences.

Run penumbra status --db, then undo what was changed by hand or write it as a
migration.
`,
  "apply/edited": `
A migration was changed after it was applied.

The history in the database has a hash of each migration. Comments, white
space and line ends do not count. This database has the result of the old
file, and new databases would get that of the new one.

Restore the file, and write the change as a new migration. If the edit changes
nothing for the database:

    penumbra apply --db app.db --allow edited:0007_tags
`,
  "apply/foreign-key": `
After the migration, some rows would have no parent row.

The migration was run with foreign keys off, as its file asks for, and checked
before the commit. Orphan rows that were there before do not count. The
transaction was rolled back; migrations before this one stay applied.
https://www.sqlite.org/pragma.html#pragma_foreign_key_check

Correct the rows that the notes name, or the file, and run penumbra apply
again. penumbra rehearse shows it on a copy first.
`,
  "apply/format": `
The migrations were bundled in a format that this runner does not know.

A bundle and the code that applies it come from different versions of
penumbra.

Update penumbra, and write the bundle again with penumbra bundle.
`,
  "apply/keys-stay-on": `
A migration asks for foreign keys off, and this database cannot turn them off.

D1, Durable Objects and some servers keep them on. The file drops a table that
others reference, so ON DELETE would delete or change their rows. It was not
run.
https://www.sqlite.org/lang_droptable.html

Let penumbra generate write the rebuild again: its files rebuild the children
too, and keep their rows with foreign keys on.
`,
  "apply/locked": `
Another process applies migrations to this file.

Only one may do so at a time. penumbra waits ten seconds for it. The lock of a
process that was killed is not waited for.

Wait until it has finished, and run penumbra apply again: it applies what is
still pending.
`,
  "apply/no-databases": `
The list that --dbs names contains no database.

It is a file with a database on each line, - for standard input, or a pattern
such as 'tenants/*.db'. Empty lines and lines that begin with # do not count.
Put a pattern in quotes, or the shell expands it.

Run ls with the same pattern, or look at the file.
`,
  "apply/no-history": `
The database has tables, and nothing says which migrations made them.

Neither penumbra nor a known tool has recorded a migration in it. Running the
first one would fail at the first table, or do something twice.

    penumbra diff app.db migrations:migrations@0007     does it match?
    penumbra apply --db app.db --baseline 0007_tags     record it, run nothing

Find the migration whose schema the database has, and name it with --baseline.
With --as it is recorded in the history of that tool.
`,
  "apply/other-tool": `
Another tool applies the migrations of this database.

It keeps its own history in a table there. With two histories, one program
would run again what the other has run. Nothing was changed.

    penumbra apply --db app.db --as dbmate     record as dbmate does
    penumbra apply --db app.db --adopt         continue with penumbra alone

Run the command of that tool, or choose one of these. --as is offered only for
tools whose records penumbra can write.
`,
  "apply/out-of-order": `
A migration comes before applied ones, and may depend on its position.

Usually two branches were merged. A migration that is proven to be independent
of the later ones is applied without a question. This one is not: here it could
fail, or lead to another schema or other rows than in a new database.

If no database has run it, give it a later version. To run it as it is:

    penumbra apply --db app.db --allow out-of-order:0007_tags
`,
  "apply/own-history": `
--as names a tool, but the database already has penumbra's history.

The table _penumbra_migrations says what was applied. A second history next to
it would not contain them.

Omit --as.
`,
  "apply/partly-run": `
A migration replaces others, and the database has run only some of them.

squash and a baseline put one migration in the place of several. It fits a new
database, and one that has run all of them counts it as applied. In between, it
would create what is there already, and leave out what the others do to rows.

Apply the replaced files first, from a commit that still has them. If the
database has their result already, record it with --baseline.
`,
  "apply/statement-failed": `
The database refused a statement of a migration.

Each migration runs in one transaction together with its row in the history,
so nothing of this one remains; those before it stay applied. The message
quotes SQLite. Usually a row violates a new constraint.

Correct the rows or the file, and run penumbra apply again. If others were
applied just before, a note has the command that restores the backup; penumbra
rehearse --db finds such rows on a copy.
`,
  "apply/stopped": `
The other tool started a migration and did not finish it.

Its history says so: some tools record the start of a migration first. What
the database has of it is unknown, so nothing is applied on top.

Repair it as that tool documents, then run the command in the hint.
`,
  "apply/unknown": `
The database has run migrations that the folder does not have.

It is newer than this folder, or it was migrated from another branch. What
they did is unknown here, so what is pending may not fit.

Update the folder, or merge the branch that has them. If the files are gone
for good, use --allow unknown. If they only have other numbers now, as after
penumbra rebase, the hint has SQL that records these.
`,
  "apply/unknown-tool": `
--as names a tool whose history penumbra cannot write.

The hint lists the tools it can record as, or has the command of the tool
itself.

Use one of these, or omit --as.
`,
  "backup/damaged": `
The backup was made, but it does not contain what the database does.

Before anything is changed, the copy is opened and compared with the database.
A disk error is the usual cause. Nothing was changed.

Run penumbra doctor --db on the database, and check the disk.
`,
  "backup/failed": `
No backup of the database could be made, so nothing was applied.

The copy is written next to the database, with VACUUM INTO, and needs about as
much space as the database itself.
https://www.sqlite.org/lang_vacuum.html

Free some space, or name a folder on another disk with --backup DIR.
--no-backup does without one. If the schema uses a collation or a function that
only the application registers, close the application and copy the file first.
`,
  "doctor/integrity": `
PRAGMA integrity_check found that the database is damaged.

The notes quote SQLite. Damage comes from the disk, from copying a file while
it is written to, or from deleting its -wal or -journal file.
https://www.sqlite.org/howtocorrupt.html

Restore a backup. Without one, save what can be read:

    sqlite3 app.db .recover | sqlite3 new.db
`,
  "doctor/orphans": `
Rows have a foreign key without a parent row.

They were written or left behind while foreign keys were off, which is
SQLite's default. The notes count them by table.
https://www.sqlite.org/pragma.html#pragma_foreign_key_check

Find them with PRAGMA foreign_key_check, then delete them, set the column to
NULL, or insert the parent.
`,
  "doctor/uncomputable": `
A virtual column has an expression that fails for some of its rows.

SQLite computes such a column whenever it is read, and adding one does not try
it on the rows that are there. Text that is not JSON is the usual cause:

    ALTER TABLE notes ADD COLUMN tag TEXT AS (json_extract(text, '$.tag'));

Queries that read the column fail at these rows; the rows themselves are
intact, and backups contain them. PRAGMA integrity_check fails too, so penumbra
checks the pages of the file and all other tables.
https://www.sqlite.org/gencol.html

In the sqlite3 shell, SELECT rowid, tag FROM notes prints the rows before the
first of these, then SQLite's message. Correct that row, or give the column an
expression that accepts it, such as one that starts with
CASE WHEN json_valid(text) THEN.
`,
  "rehearse/server": `
rehearse works on a file, and the database is on a server.

It copies the database, applies what is pending to the copy, and counts the rows
before and after. A server's database cannot be copied from here.

Create a branch of it, or export it into a file, and rehearse on that.
`,
  "status/drift": `
The schema of the database differs from that of its migrations.

The migrations that it has run are replayed in memory and compared with its
schema. The output lists each difference: not in the migrations (+), different
(~), missing (-).

Undo what was changed by hand, or write it as a migration.
`,
  "status/edited": `
Migrations were edited after the database ran them.

It has the result of the old files; a new database would get that of the new
ones. Comments and white space do not count.

Restore the files, and write the change as a new migration.
`,
  "status/no-history": `
The database has tables, and nothing says which migrations made them.

Neither penumbra nor a known tool has recorded a migration in it, so it is
unknown what is pending.

Find the migration whose schema it has, and record it without running
anything:

    penumbra apply --db app.db --baseline 0007_tags
    penumbra apply --db app.db --baseline 0007_tags --as goose
`,
  "status/out-of-order": `
Pending migrations come before ones that are already applied.

Usually two branches were merged, and the later one was applied first.

Run penumbra apply --db: it applies those that are proven to be independent of
the later ones, and says which are not.
`,
  "status/partly-run": `
A pending migration replaces others, of which the database has run only some.

It was written by squash, or is a baseline. apply would refuse it.

Apply the replaced files first, from a commit that still has them. If the
database has their result already, record it with apply --baseline.
`,
  "status/pending": `
The folder has migrations that the database has not run.

    app.db: 2 applied, 1 pending
      pending  0003_bio

Run penumbra apply --db, or the command of the tool that applies them.
`,
  "status/renumbered": `
The database has run migrations under other ids than they have now.

Their SQL is the same, so that they were renamed after they had been applied:
penumbra rebase gives a branch's migrations new numbers, for example, and a
database of its developer has the old ones.

    UPDATE _penumbra_migrations SET id = '0003_bio' WHERE id = '0002_bio';

Run the SQL of the hint on that database, and nothing runs twice.
`,
  "status/stopped": `
The other tool started a migration and did not finish it.

Its history says so. What the database has of that migration is unknown.

Repair it as that tool documents.
`,
  "status/unknown": `
The database has run migrations that the folder does not have.

It is newer than this folder, or it was migrated from another branch.

Merge the branch that has them, or update this one.
`,
  "upgrade/differs": `
A database that was upgraded has a different schema than a fresh install.

upgrade-test began with the migrations of one version, gave every table rows,
and applied the rest. The usual cause is a migration whose result depends on
rows, on the order or on a setting of the connection.

Compare the objects that the notes name, and write a migration that makes both
the same.
`,
  "upgrade/interrupted": `
An interrupted migration leaves something behind.

upgrade-test stops each migration before each of its statements. Its
transaction must roll everything back. A statement that commits by itself is
the usual cause.

Take it out of the migration. If there is none, this is a bug in penumbra:
please report it with the migration.
`,
  "upgrade/no-such-version": `
upgrade-test was asked to begin with a version that git does not know.

--from takes a tag or a commit, of which the migrations are the first ones of
the upgrade. A clone of CI often has no tags.

    git fetch --tags
    penumbra upgrade-test --from v1.4

Name a tag that git tag lists, or leave out --from to begin with each of them.
`,
  "upgrade/stopped-by-rows": `
A migration stops on rows that upgrade-test made up.

The rows suit the version that the upgrade begins with. There may be none like
them in any real database: a new UNIQUE or CHECK only stops at rows that
violate it. The upgrade was tried again without rows.

If there can be such rows, let the migration correct them first. penumbra
rehearse --db looks at the rows of a real database.
`,
};
