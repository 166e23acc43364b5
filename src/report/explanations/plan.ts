import type { Pages } from "./page.ts";

/** What comes up while two schemas are compared, and a migration is planned and proven. */
export const PLAN_PAGES: Pages = {
  "diff/rename-or-drop": `
A change can be a rename, or a drop and an add.

Something disappeared and something similar appeared, and the two schemas do
not tell which it is. A rename keeps the data, a drop loses it. generate asks
in a terminal and stops elsewhere; diff shows a drop and an add, with a note.

    penumbra generate --rename users.name:users.full_name     keep the data
    penumbra generate --no-renames                            drop and add

Pass one of the answers in the hint. -- @renamed from=name in the schema, or
"renames" in penumbra.json, answers it for every run.
`,
  "diff/taken-name": `
A rename leads to a name that another table or column already has.

Whatever has the name now would have to be dropped first. From --rename it is
an error, because the data to be kept would be dropped instead. From a comment
in the schema it is a warning, because such comments may stay after the rename
is done.

Drop or rename what has the name in a migration before this one.
`,
  "diff/unused-rename": `
A --rename fits nothing that changed.

The migrations have no table or column of the old name, or the schema has none
of the new one. The data it should keep may be dropped, so look at the other
warnings too.

Correct the names; the hint suggests the closest one. Leave it out if the
rename is already done.
`,
  "plan/bad-fill": `
The expression of a --fill cannot be computed.

It is compiled by the engine as an expression over the columns that the table
has before the migration (after its renames). The message quotes the engine.

    --fill "users.label=upper(name)"      name is a column
    --fill "users.country='NL'"           text in single quotes

Correct the expression. A new column cannot be computed from another new
column.
`,
  "plan/beyond-orm": `
The migration drops what an ORM cannot express.

The schema comes from an ORM alone, which cannot describe triggers and virtual
tables. The migrations created some, so they look like something to drop.

    penumbra generate --schema src/schema.ts --schema extra.sql

To keep them, write their CREATE statements into an SQL file, and name that
too. If they are to be dropped, there is nothing to do.
`,
  "plan/dangling-foreign-key": `
A table is dropped, and a foreign key of another one still references it.

SQLite would accept the schema and then refuse every write to the child while
foreign keys are on.
https://www.sqlite.org/foreignkeys.html#fk_schemacommands

Remove the foreign key from the schema, or keep the parent. If the parent was
renamed, pass --rename.
`,
  "plan/dangling-search-index": `
A search index reads from a table or view that is dropped or renamed.

The index would stay, but could neither be read nor rebuilt.
https://www.sqlite.org/fts5.html#external_content_tables

    CREATE VIRTUAL TABLE found USING fts5(body, content=pages)

Remove the index from the schema as well, or change its content option. What is
in the index is in the table, so that it can be created again at any time.
`,
  "plan/default-breaks-check": `
The default of a new column violates a CHECK in every existing row.

Existing rows get the default, or NULL if there is none, and a CHECK applies
to them as well. The migration would fail on any table that is not empty.
https://www.sqlite.org/lang_altertable.html#alter_table_add_column

    rating INTEGER DEFAULT 0 CHECK (rating > 0)

Change the default, or pass --fill with a value for existing rows.
`,
  "plan/default-breaks-type": `
The default of a new column cannot be stored in it, since its table is STRICT.

SQLite accepts such a default, and refuses it where a row gets it: existing rows
in this migration, and later every INSERT without a value for the column.
https://www.sqlite.org/stricttables.html

    CREATE TABLE film (id INTEGER PRIMARY KEY, cut TEXT DEFAULT x'00') STRICT

Change the default, or pass --fill with a value for existing rows.
`,
  "plan/empty-schema": `
The schema creates nothing, so every table would be dropped.

An empty file, a wrong path, or a program that printed nothing useful is more
likely than the wish to drop everything. generate stops here, check reports it
as a warning and fails.

Check that --schema names the right place. If everything is to be dropped,
pass --allow data-loss.
`,
  "plan/fill-needed": `
A new column accepts no NULL, and existing rows have no value for it.

To a table with rows, SQLite adds a NOT NULL column only with a default that
is not NULL. A column that is also UNIQUE cannot get one default in every row.
https://www.sqlite.org/lang_altertable.html#alter_table_add_column

    penumbra generate --fill "users.country='NL'"
    penumbra generate --fill "users.code=hex(randomblob(8))"

Pass --fill with an SQL expression, or give the column a default in the
schema.
`,
  "plan/fill-not-tried": `
A --fill is not proven, because no test row could be made for it.

penumbra runs the migration with rows before it writes it. For this table it
found no row that meets the constraints together with the fill. With your data
it may succeed or stop.

Check that the expression gives values that the column accepts, and run the
migration on a copy of your data first.
`,
  "plan/foreign-keys-stay-on": `
--rebuild alone cannot be used: the target keeps foreign keys on.

If only the changed table is rebuilt, dropping the old one acts on its
children unless foreign keys are off. D1 keeps them on, and a libSQL or Turso
server does not accept that PRAGMA in a file.
https://www.sqlite.org/pragma.html#pragma_foreign_keys

Omit --rebuild alone, or "rebuild" in penumbra.json: the children are
then rebuilt too.
`,
  "plan/history-rows": `
Rows that earlier migrations write would stop the next one.

The migration is tried at the end of the history, with the rows that the
INSERTs of earlier migrations leave there. A file that stops at them would
block every check after it, and every new database.

    penumbra generate --fill "users.name=''"

If they have NULL in a column that becomes NOT NULL, pass --fill with a value
for them. If they violate something else, change them in a migration before
this one: penumbra generate --empty creates it.
`,
  "plan/large-family": `
Five or more tables are rebuilt only because they reference a changed one.

This is a note. Rebuilding the whole family works with foreign keys on and in
a transaction, but copies every row of these tables, which takes time and
space if they are large.

If your runner lets a file turn foreign keys off, --rebuild alone rebuilds
only the tables that change. Such a file stops, with nothing changed, if they
stay on.
`,
  "plan/one-engine": `
Only one of the two engines accepts the schema, so no file could run on both.

Without a target, or with any, migrations run on SQLite and libSQL alike, and
are proven on both. The schema uses something that only one has: vectors in
libSQL, or newer and mathematical functions and strings in double quotes in
SQLite.

If only one engine runs the migrations, name it with --target or as "target"
in penumbra.json.
`,
  "plan/refusing-foreign-key": `
A foreign key prevents the rebuild of tables that reference each other.

Both old tables have to be dropped, one after the other, and dropping deletes
rows first. penumbra removes the references between them by setting a column
of a key to NULL or another value. This key refuses every change and every
deletion of a row that it references:
https://www.sqlite.org/foreignkeys.html#fk_actions

    id TEXT NOT NULL REFERENCES b (id) ON DELETE SET NULL ON UPDATE SET NULL

Drop the foreign key in one migration, make the change, and add the key again
in the next one. --rebuild alone avoids it if your runner lets a file turn
foreign keys off.
`,
  "plan/target-refuses": `
The schema has something that D1 does not run, though SQLite does.

D1 has no temporary objects, no virtual tables other than fts5 and fts5vocab,
and lacks some functions of SQLite. The migration would stop there, also with
wrangler --local.
https://developers.cloudflare.com/d1/sql-api/sql-statements/

Change what the note shows. If D1 never runs these migrations, set another
target, such as sqlite.
`,
  "plan/unknown-fill": `
A --fill names a table or column that the schema does not have.

--fill uses the names after the migration: if the table is renamed, its new
name.

Correct the name; the hint suggests the closest one.
`,
  "plan/unused-fill": `
A --fill names a column in which no existing row gets a value.

Rows get a value in a new column, and instead of NULL in a column that becomes
NOT NULL. This column is neither, or it is generated. --fill does not change
other values.

Leave it out. To change values, write an UPDATE into a migration of its own:
penumbra generate --empty.
`,
  "proof/failed": `
The migration did not pass its own proof, so it was not written.

It was run at the end of your history, with rows, in and out of a transaction.
A statement failed, a row was missing or changed, or the schema was not the
desired one. The message says which. That is a bug in penumbra, unless a
--fill gives values that its column does not accept.

Report it with the migrations and the schema. Meanwhile write the migration by
hand (penumbra generate --empty); check runs it with rows as well.
`,
  "proof/no-rows": `
The migration is not proven with rows of a table: none could be made.

penumbra makes rows that the constraints accept, also from the values that a
CHECK names. It cannot meet some constraints: a CHECK that few values meet, a
foreign key without a parent table, tables that need each other's rows first.
A comment at the top of the file names these tables.

Run the migration on a copy of your data first.
`,
};
