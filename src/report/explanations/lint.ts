import type { Pages } from "./page.ts";

/** What a migration does to rows: the rules of `check`, and the warnings of `generate`. */
export const LINT_PAGES: Pages = {
  "lint/cascade-on-rebuild": `
Dropping a table deletes rows of another table, or sets their keys to NULL.

With foreign keys on, DROP TABLE first deletes every row of the table, and ON
DELETE of its children takes effect. A rebuild drops the old table. PRAGMA
foreign_keys = OFF does nothing inside a transaction, and most runners open
one. A DELETE does the same if all rows that it takes are inserted again later:
ON DELETE and triggers took others with them.
https://www.sqlite.org/lang_droptable.html
https://www.sqlite.org/pragma.html#pragma_foreign_keys

    CREATE TABLE new_users (…);
    INSERT INTO new_users SELECT * FROM users;
    DROP TABLE users;                          -- and the rows of posts with it

Let penumbra generate write the rebuild: it rebuilds the children too. If your
runner turns foreign keys off, name it as "runner" in penumbra.json.
`,
  "lint/changes-rows": `
A statement deletes or changes rows, as written.

This is a note, shown with --verbose: UPDATE and DELETE, a key or trigger that
they fire, and a copy that recomputes values are assumed to be intended. It
shows how many of the rows that penumbra made for the test were affected. It is
a warning if a trigger deletes rows of another table at an INSERT or UPDATE, if
a DELETE of duplicates takes rows that reference one of them, or if it takes
rows with NULL for duplicates, as GROUP BY does.

Check that the statement affects the rows it should. Nothing needs to be
allowed.
`,
  "lint/check-on-existing": `
A new CHECK applies to rows that were written without it.

SQLite checks a row when it is written, and a rebuild writes every row again.
A row that violates the CHECK stops the migration, and nothing is changed.
https://www.sqlite.org/lang_createtable.html#ckconst

    SELECT * FROM users WHERE NOT (age >= 18);

Run such a query on your data before you apply the migration, and correct the
rows. A row for which the expression is NULL passes.
`,
  "lint/copy-doubles-rows": `
The copy of a rebuild writes rows more than once.

A join returns a row for each match: a user with two posts is there twice. If
the key is copied as well, the second one is refused; without it, nothing stops
the copy. If it depends on the rows, a note says which rows it takes.

    INSERT INTO new_users (name, phone, email, active)
      SELECT name, phone, email, active
      FROM users LEFT JOIN posts ON user_id = users.id;

Select from the table alone, and what belongs to a row in a subquery. If rows
are to be there more than once, write this into the file:

    -- penumbra: allow copy-doubles-rows:users
`,
  "lint/copy-drops-columns": `
The copy of a rebuild leaves out a column that the table keeps.

Every row gets NULL or the default in that column, and the old values are gone
with the old table. If the column is the primary key, the rows get new keys,
which is a warning.

    INSERT INTO new_users (id, name) SELECT id, name FROM users;  -- and phone?

Name the column on both sides of the INSERT. If its values are to be reset,
write this into the file:

    -- penumbra: allow copy-drops-columns:users.phone

It is a warning if the copy selects the column, but from another row: a subquery
without the key of the row selects the same for all.
`,
  "lint/copy-drops-rows": `
The copy of a rebuild leaves out rows that no WHERE excludes.

INSERT OR IGNORE and OR REPLACE, or a conflict clause of the new table, drop
rows without a message. So does a join, for rows without a match; check assumes
that every value but NULL is found in a unique column, not the reverse. If it
depends on the rows, a note says which rows it takes. A WHERE says which rows
are dropped, and is only a note, unless it drops those with NULL, too:
status <> 'spam' is not true of NULL, status IS NOT 'spam' is. Several copies
that divide the rows by conditions on one column are meant to take all of them:
if none takes a row, such as one with NULL, it is an error.
https://www.sqlite.org/lang_conflict.html

    INSERT OR IGNORE INTO new_posts         -- where user_id is NOT NULL
      SELECT id, user_id FROM posts;

Use plain INSERT, which stops at such a row, and LEFT JOIN. If the loss is
intended, write this into the file:

    -- penumbra: allow copy-drops-rows:posts
`,
  "lint/copy-swaps-columns": `
A copy writes the values of one column into another, and the other way round.

INSERT … SELECT assigns values by their order, whatever the columns are called.
If both sides name them, it may be intended, and is a warning.
https://www.sqlite.org/lang_insert.html

    INSERT INTO new_users SELECT * FROM users;  -- has phone before name

Name the columns in the same order on both sides of the INSERT. If they are to
be swapped as they are, write this into the file:

    -- penumbra: allow copy-swaps-columns
`,
  "lint/data-loss": `
The migration drops a table or a column that holds data.

Nothing brings it back. generate warns and writes the file; check fails until
the file says that the loss is intended. A column that was only renamed in the
schema looks like a drop and an add: --rename keeps its data. In a file written
by hand, the RENAME of the hint does.

    penumbra generate --rename users.name:users.full_name

If the loss is intended, pass --allow data-loss (or data-loss:users.bio) to
generate, or write the permission into the file:

    -- penumbra: allow data-loss:users.bio moved to profiles

It is a warning if it depends on the rows: the sqlite3 shell continues after a
copy that failed, and drops the table that was to be copied. To copy the values
of some rows first, or distinct ones without their rows, is not enough.
`,
  "lint/double-quoted-string": `
A copy stores the name of a column in every row, in place of a value.

Most builds of SQLite take a name in double quotes for a string if no column
has that name. A copy that selects a new column from the old table, which does
not have it, therefore runs and stores that string. drizzle-kit 0.31 writes such
copies when a table gets a new column and is rebuilt at once. better-sqlite3
and libSQL refuse the statement.
https://www.sqlite.org/quirks.html#dblquote

    INSERT INTO new_users ("id", "age")
      SELECT "id", "age" FROM users;           -- users has no age

Leave the column out on both sides of the INSERT, so that it gets NULL or its
default, or select a value for it.
`,
  "lint/dropped-parent": `
After the migration, a foreign key references a table that no longer exists.

ALTER TABLE RENAME also changes the references of other tables. If a file
renames a table out of the way, creates a new one and drops the old one, the
children still reference the dropped table. From then on every write to them
fails while foreign keys are on.
https://www.sqlite.org/lang_altertable.html#altertabrename

    ALTER TABLE users RENAME TO old_users;   -- posts now references old_users
    CREATE TABLE users (…);
    DROP TABLE old_users;

Recreate the children in the same file, or create the new table under another
name, drop the old one and rename the new one.
`,
  "lint/fails-in-transaction": `
A statement cannot run in a transaction, and the runner opens one for the file.

SQLite reports an error for VACUUM, BEGIN and PRAGMA synchronous within a
transaction, and cannot change to or from journal_mode = WAL there. penumbra
replays the file without a transaction, since many runners have an option for
that which no file shows.
https://www.sqlite.org/lang_vacuum.html

Use the directive of your tool for such a file, for instance:

    -- migrate:up transaction:false        (dbmate)
    -- +goose NO TRANSACTION               (goose)

or run the statement when the application opens the database. If your tool is
told to open no transaction, set "runner": "autocommit" in penumbra.json.
`,
  "lint/fails-on-rows": `
A statement that runs on empty tables fails as soon as there are rows.

If the table has rows, ADD COLUMN accepts neither a computed default nor NOT
NULL without a default, and a copy must have a value for such a column. DROP
TABLE and COMMIT fail if rows would lose their parent.
https://www.sqlite.org/lang_altertable.html#alter_table_add_column

It is a warning if it depends on the values: check found a row that the schema
before accepts, and with which the migration fails.

    CREATE UNIQUE INDEX users_email ON users (email);

Use a constant default or a rebuild; penumbra generate writes either. For a
warning, correct such rows in the same file, or say why there are none:

    -- penumbra: allow fails-on-rows nobody could register twice
`,
  "lint/foreign-key-on-existing": `
A new foreign key applies to rows that were written without it.

Rows whose value has no parent row would violate the key. The migration stops
at them, and nothing is changed.
https://www.sqlite.org/foreignkeys.html

    SELECT * FROM posts WHERE author_id IS NOT NULL
      AND author_id NOT IN (SELECT id FROM users);

Run such a query on your data before you apply the migration. Insert the
parent rows, or set the values to NULL.
`,
  "lint/integer-to-real": `
Integers become real numbers.

This is a note: the column gets REAL affinity, so 7 becomes 7.0. The values
stay equal, but division changes: 7 / 2 is 3, and 7.0 / 2 is 3.5. The migration
stops at integers beyond 2^53 that REAL does not keep: see
lint/lossy-type-change.
https://www.sqlite.org/datatype3.html#type_affinity

Adapt the expressions that divide by or with the column, for instance with
CAST(x AS INTEGER).
`,
  "lint/lossy-type-change": `
A change of type would lose digits of numbers.

The type of a column gives it an affinity, which converts what is stored
without an error. Text with more digits than a number can hold loses the last
ones under a numeric type; so do integers beyond 2^53 under REAL, and, before
SQLite 3.53, real numbers with more than 15 digits under TEXT.
https://www.sqlite.org/datatype3.html#type_affinity

    CREATE TABLE new_counters (visits REAL);        -- visits was an INTEGER
    INSERT INTO new_counters SELECT visits FROM counters;

A generated migration stops at such a value, with nothing changed: its gate has
the query that finds them. Keep the type if there are any, or say in a migration
before this one what becomes of them. If there can be none, write into the file:

    -- penumbra: allow lossy-type-change:counters.visits
`,
  "lint/lowercase-begin": `
D1 recognizes the body of a trigger by a BEGIN in capitals.

wrangler d1 migrations apply --remote sends the file as it is, and D1 splits it
at semicolons. Within a trigger it does not, but it looks for BEGIN in capitals
only. After another spelling it reports: incomplete input. The same file runs
with --local.
https://github.com/cloudflare/workers-sdk/issues/15314

    CREATE TRIGGER users_ai AFTER INSERT ON users
    begin                                   -- BEGIN

Write BEGIN and END in capitals. In generated migrations they already are.
`,
  "lint/newer-sqlite": `
A statement needs a newer SQLite than the target promises.

SQLite 3.53 added ALTER COLUMN … SET and DROP NOT NULL, and ADD and DROP
CONSTRAINT. An older one reports a syntax error, and the runner stops. The
target sqlite is any version from 3.35 on, and migrations are replayed on the
SQLite inside penumbra, which is newer.
https://www.sqlite.org/lang_altertable.html

If no older one opens these databases, set "target": "sqlite@3.53". Otherwise
change the schema, and let penumbra generate write a rebuild.
`,
  "lint/null-to-default": `
A column becomes NOT NULL, and existing NULLs become its default.

This is a note: the migration fills in the default when it copies the rows.
Afterwards, nothing shows which rows had NULL.

    bio TEXT NOT NULL DEFAULT ''        -- NULL becomes ''

If rows are to get something else, pass it with --fill users.bio=SQL.
`,
  "lint/null-to-not-null": `
A column becomes NOT NULL, and existing rows may contain NULL there.

There is no default to replace the NULLs with. A row with NULL stops the
migration, and nothing is changed.
https://www.sqlite.org/lang_createtable.html#notnullconst

    SELECT * FROM users WHERE bio IS NULL;

Pass --fill users.bio=SQL with a value for those rows, give the column a
default, or correct the rows first.
`,
  "lint/null-to-rowid": `
A column becomes the INTEGER PRIMARY KEY, and NULL in it becomes a number.

SQLite accepts NULL in any other primary key, such as TEXT PRIMARY KEY or INT
PRIMARY KEY. An INTEGER PRIMARY KEY is the rowid, and a copy that writes NULL
there gets a new number, without an error.
https://www.sqlite.org/lang_createtable.html#the_primary_key

    INSERT INTO new_tags SELECT id, name FROM tags;  -- id was INT PRIMARY KEY

Delete such rows first, or select a number for them. If any number will do,
write this into the file:

    -- penumbra: allow null-to-rowid:tags.id
`,
  "lint/number-to-text": `
Numbers become text.

This is a note: the column gets TEXT affinity, so 7 becomes '7'. No digit of
an integer is lost, but ORDER BY, max() and < now compare text: '10' comes
before '9'.
https://www.sqlite.org/datatype3.html#type_affinity

Adapt the queries that sort or compare by the column, for instance with CAST(x
AS INTEGER).
`,
  "lint/orphaned-rows": `
The migration deletes rows that rows of another table still reference.

The runner has foreign keys off while it runs, so nothing stops the deletion
and no ON DELETE takes effect; or they are deferred, and defer_foreign_keys =
OFF before COMMIT skips the check. The children keep values without a parent.
SQLite reports that only when such a row is written again, or in PRAGMA
foreign_key_check.
https://www.sqlite.org/pragma.html#pragma_foreign_key_check

    DELETE FROM users WHERE active IS NULL;  -- and their posts?

Delete or change the children in the same file.
`,
  "lint/real-to-integer": `
Real numbers without a fraction become integers.

This is a note: the column loses REAL affinity, so 7.0 becomes 7, and 7.5
stays as it is. The values stay equal, but division changes: 7 / 2 is 3, and
7.0 / 2 is 3.5.
https://www.sqlite.org/datatype3.html#type_affinity

Adapt the expressions that divide by or with the column, for instance with
CAST(x AS REAL).
`,
  "lint/replaces-rows": `
REPLACE deletes rows that have the same key as new ones.

A row with the key of another takes its place, and the other is deleted first,
with the values of columns that the statement does not name. With foreign keys
on, ON DELETE of its children takes effect. INSERT OR REPLACE and UPDATE OR
REPLACE do that, and any INSERT or UPDATE of a table with ON CONFLICT REPLACE.
https://www.sqlite.org/lang_conflict.html

    INSERT OR REPLACE INTO users (id, email)
      SELECT id, lower(email) FROM users;      -- and the rows of posts

Change the rows in place, with UPDATE or with INSERT … ON CONFLICT (id) DO
UPDATE. If rows are to be deleted, delete them in a separate statement.
`,
  "lint/stale-search-index": `
A search index refers to rows of another table that no longer exist.

An FTS table with content = 'tags' stores words by the rowids of tags. A copy
of a table without an INTEGER PRIMARY KEY renumbers its rows, so that the index
finds others, or none. The next change of such a row may fail with
"database disk image is malformed". A new index over a table with rows has none
of them at first.
https://www.sqlite.org/fts5.html#external_content_tables

    INSERT INTO new_tags SELECT id, name FROM tags;
    DROP TABLE tags;                   -- tag_search has their old rowids

Let penumbra generate write the rebuild, which keeps the rowids, or end the file
with INSERT INTO tag_search (tag_search) VALUES ('rebuild').
`,
  "lint/strict-or-without-rowid": `
A table becomes stricter than the values it may already hold.

STRICT accepts only values of the declared type. The primary key of a STRICT
or WITHOUT ROWID table accepts no NULL, and INTEGER PRIMARY KEY accepts
integers only. Other tables store any value in any column. A row that does not
fit stops the migration, and nothing is changed.
https://www.sqlite.org/stricttables.html

    SELECT * FROM t WHERE typeof(n) NOT IN ('integer', 'null');

Run such a query on your data before you apply the migration, and correct the
rows.
`,
  "lint/target-refuses": `
D1 does not run a statement that SQLite runs.

It refuses temporary objects, SAVEPOINT, VACUUM, ATTACH, most pragmas, virtual
tables other than fts5 and fts5vocab, and names that begin with _cf_. It also
lacks some functions. wrangler then undoes the whole file. The in-memory
database is SQLite, which runs all of these.
https://developers.cloudflare.com/d1/sql-api/sql-statements/

    CREATE TEMP TABLE copy AS SELECT * FROM users;   -- not authorized

Remove the statement, or write another one. If D1 never runs these migrations,
set another target.
`,
  "lint/text-to-number": `
Text that reads as a number becomes one.

The column gets a numeric affinity, so '7' becomes 7, and 'x' stays as it is.
How a number was written is lost: '007' becomes 7, and '1e3' becomes 1000.
ORDER BY, max() and < now compare numbers: 9 comes before 10.
https://www.sqlite.org/datatype3.html#type_affinity

    CREATE TABLE new_places (zip INTEGER);
    INSERT INTO new_places SELECT zip FROM places;

The hint of generate has a query that finds text that would not be kept as
written. Run it on your data. If it finds codes, such as postal codes, keep the
type. If there are none, write this into the file:

    -- penumbra: allow text-to-number:places.zip
`,
  "lint/unexplained-loss": `
Rows or values are gone after the migration, and no statement explains it.

check runs each migration with rows in every table and asks which statement
took what. Here none of the known reasons fits. The rule is a safety net; no
migration is known that triggers it.

Look at the statement shown. If it is harmless, please report it with the
migration.
`,
  "lint/unique-on-existing": `
A new unique key applies to rows that were written without it.

It is a UNIQUE, a primary key, a unique index, or another collation of a
column in one. Two rows with the same values stop the migration, and nothing
is changed. NULLs count as different from each other.
https://www.sqlite.org/lang_createtable.html#uniqueconst

    SELECT email, count(*) FROM users GROUP BY email HAVING count(*) > 1;

Run such a query on your data before you apply the migration, and decide which
row stays.
`,
  "lint/unsound-alter-column": `
A column gets a definition that its rows or indexes do not follow.

libSQL's ALTER COLUMN … TO replaces the text of the definition. It neither
checks nor rewrites rows: values keep their old type, NULL stays in a NOT NULL
column, an index stays sorted by the old collation, and rows from before the
column show the new default. Queries then give wrong answers.

    ALTER TABLE users ALTER COLUMN active TO active TEXT;

Let penumbra generate write the change: it uses the statement where that is
safe, and stops at such rows; otherwise it rebuilds the table.
`,
  "lint/unused-allow": `
A permission allows something that does not happen.

An --allow, or a comment "-- penumbra: allow" in a migration, has no effect if
its rule finds nothing, or not in the object that it names. Usually there is a
typo, or the statement below was changed. lint finds such comments. Names may
be quoted as in SQL:

    -- penumbra: allow data-loss:"old users".bio

Leave it out, or correct the name. For generate, a permission without an
object, --allow data-loss, is never reported as unused.
`,
  "lint/vector-on-existing": `
The type of a column with a vector index changes its size or kind.

A libSQL vector index accepts vectors of one size and kind only; the table
itself stores any blob. A row with an old vector stops the migration, and
nothing is changed.

    embedding F32_BLOB(384)  ->  embedding F32_BLOB(768)

Set the vectors to NULL in a migration before this one, and compute them again
afterwards.
`,
};
