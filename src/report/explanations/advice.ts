import type { Pages } from "./page.ts";

/** What could be better about a schema or a statement: the advice of `lint`. */
export const ADVICE_PAGES: Pages = {
  "lint/autoincrement-reset": `
A rebuild gives ids of deleted rows again, although the table is AUTOINCREMENT.

SQLite keeps the highest id that such a table ever had in sqlite_sequence, and
DROP TABLE deletes it. The new table only knows the ids of the rows that were
copied. Links, logs and other systems that still name a deleted row then mean
another one.
https://www.sqlite.org/autoinc.html

    CREATE TABLE new_orders (id INTEGER PRIMARY KEY AUTOINCREMENT, note TEXT);
    INSERT INTO new_orders SELECT id, note FROM orders;
    DROP TABLE orders;
    ALTER TABLE new_orders RENAME TO orders;

Let penumbra generate write the rebuild, or copy the row of sqlite_sequence.
`,
  "lint/broken-search-index": `
A search index reads a table or a column that does not exist.

An FTS index with content= stores no texts of its own. SQLite does not check
that the content has the columns of the index, not even when it is renamed or
dropped. MATCH still finds rows, but reading a column or rebuilding the index
fails. The same is true of the column that content_rowid= names.
https://www.sqlite.org/fts5.html#external_content_tables

    CREATE VIRTUAL TABLE post_search USING fts5 (headline, content = 'posts');

Drop the index and create it for the columns that exist, then rebuild it:
INSERT INTO post_search (post_search) VALUES ('rebuild').
`,
  "lint/bulk-change": `
A DELETE or UPDATE without a WHERE affects all rows of a table.

Often the WHERE was forgotten, and on a large table the statement holds the
write lock for a long time. Columns that the same file adds are left out, since
they are filled this way, and so are tables that it creates or drops, rows it
copies back, and values computed from themselves, as in SET name = trim(name).

    UPDATE users SET name = 'unknown';

Add the WHERE. If all rows are meant, write this above the statement:

    -- penumbra: allow bulk-change:users
`,
  "lint/constraint-in-type": `
The type of a column ends in a word that is almost a constraint.

SQLite accepts any words as a type, so a constraint with a typo becomes part of
it, and is never enforced:

    email TEXT UNIQE        -- the type is TEXT UNIQE, and emails may repeat

Correct the word. If it really is part of the type, put it in quotes.
`,
  "lint/foreign-key-without-index": `
No index helps to find the rows that reference a parent.

When a parent row is deleted, or its key changes, while foreign keys are on,
SQLite looks for its children. Without an index that starts with the foreign
key, it reads the whole child table for each such row. Unlike MySQL, it does
not create that index by itself.
https://www.sqlite.org/foreignkeys.html#fk_indexes

    CREATE TABLE comments (id INTEGER PRIMARY KEY,
      post_id INTEGER REFERENCES posts (id));

Create an index on the foreign key. A partial one may say WHERE post_id IS NOT
NULL.
`,
  "lint/if-not-exists": `
IF NOT EXISTS hides that a database has something else of that name.

A migration runs once on each database, so the object exists only if somebody
or something else has created it, perhaps with other columns. With IF NOT
EXISTS the migration counts as applied all the same, and the difference shows
up much later.

    CREATE TABLE IF NOT EXISTS tags (id INTEGER PRIMARY KEY);

This is reported once per file. If an earlier statement has created the object,
the statement does nothing on any database, and each of these is reported: in a
rebuild, the indexes of the old table keep their names until it is dropped.

Leave it out, so that the migration stops there. If your runner has no
transactions and must be able to repeat a file, turn the rule off in
penumbra.json: "lint": { "if-not-exists": "off" }.
`,
  "lint/int-primary-key": `
A primary key of one integer column is not the rowid.

Only a column with the type INTEGER, spelled exactly so, becomes the rowid:
INT, BIGINT and INTEGER PRIMARY KEY DESC do not. Such a key gets no value by
itself, may be NULL unless it is NOT NULL or the table is STRICT, and needs an
index besides the table, so each lookup takes two steps.
https://www.sqlite.org/lang_createtable.html#rowid

    CREATE TABLE tags (id INT PRIMARY KEY);

Declare it INTEGER PRIMARY KEY; penumbra generate writes the rebuild.
`,
  "lint/not-repeatable": `
A statement writes other values into every database.

What random(), randomblob() or the clock returns is stored, so that the same
migrations lead to different rows in development, tests and production, and in
each tenant's database. In a DEFAULT this does not matter.

    INSERT INTO users (id, name) VALUES (random(), 'admin');

Write fixed values if databases must agree, for instance if other rows or code
refer to them.
`,
  "lint/parent-key-not-unique": `
A foreign key references columns that are not the primary key and not unique.

SQLite creates such a table. While foreign keys are on, it then refuses to
insert or delete any row of it, and to delete rows of the parent ("foreign key
mismatch"). The unique index must cover
exactly these columns, without a WHERE, and with their own collations.
https://www.sqlite.org/foreignkeys.html#fk_indexes

    CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT);
    CREATE TABLE logins (email TEXT REFERENCES users (email));

Make the referenced columns UNIQUE, or reference the primary key.
`,
  "lint/parent-missing": `
A foreign key references a table that the schema does not contain.

SQLite creates the table without a message, since the parent may come later.
While foreign keys are on, it then refuses to insert or delete any row, even one
with NULL in the foreign key ("no such table").
https://www.sqlite.org/foreignkeys.html#fk_schemacommands

Create the parent, correct its name, or remove the foreign key.
`,
  "lint/rebuild-loses-object": `
A rebuild does not create an index or a trigger again.

DROP TABLE also drops the indexes and triggers of the table, and DROP VIEW the
triggers of the view, without a message. After a rebuild by hand, queries are
slow, values are no longer unique, or triggers do not run.
https://www.sqlite.org/lang_altertable.html#otheralter

    CREATE TABLE new_posts (id INTEGER PRIMARY KEY, title TEXT NOT NULL);
    INSERT INTO new_posts SELECT id, title FROM posts;
    DROP TABLE posts;                       -- and the index on its titles
    ALTER TABLE new_posts RENAME TO posts;

Create them again after the rebuild, or let penumbra generate write it. If one
is not wanted any more, drop it by name before.
`,
  "lint/redundant-index": `
Another index or key of the table starts with the same columns.

SQLite can use an index for any number of its first columns, and every PRIMARY
KEY and UNIQUE has an index already. The shorter one finds no row that the other
does not, and every write has to update both.

    CREATE INDEX users_name ON users (name);
    CREATE INDEX users_name_email ON users (name, email);

Drop it. Keep it if the other one is much wider and you have measured that it
matters, or if a query needs its order: the rows that an index finds for one
name are sorted by rowid, as in WHERE name = ? ORDER BY id.
`,
  "lint/rename-breaks-clients": `
A table or column gets a new name, and old code still uses the old one.

While a new version is deployed, and in apps that are updated later, old code
runs on the new schema. A name that is gone makes its statements fail.

    ALTER TABLE users RENAME COLUMN name TO full_name;

If that can happen to you, spread it over two releases. Add the new column and
write to both, then drop the old one; or give the table its new name, and
create a view with the old one for code that reads. In a database that only one
program opens, as in most SQLite applications, nothing needs to be done.
`,
  "lint/stale-trigger-column": `
A trigger waits for an update of a column that its table does not have.

SQLite accepts any name after UPDATE OF, and the trigger never runs for it.

    CREATE TRIGGER renamed AFTER UPDATE OF naem ON users BEGIN
      SELECT 1;
    END;

Correct the name, or drop the trigger.
`,
  "lint/star-view": `
A view selects * and changes its columns with its tables.

SQLite expands the * whenever the view is used: a column that is added to a
table appears in the view, and may move others. Code that reads columns by
position, and INSERT … SELECT * from the view, then get something else. If the
view itself names its columns, it fails instead ("expected 2 columns for 'v' but
got 3").

    CREATE VIEW active_users AS SELECT * FROM users WHERE active;

List the columns.
`,
  "lint/surprising-affinity": `
SQLite takes the type of a column for a number, although it names a text.

Types are only names: the affinity follows from the letters in them. A type
with INT in it is an integer, even POINT, and one that SQLite does not know,
such as STRING or UUID, is numeric. A text that looks like a number is stored
as one: '007' as 7, '1e5' as 100000.
https://www.sqlite.org/datatype3.html#determination_of_column_affinity

    CREATE TABLE places (zip STRING);

Declare it TEXT. Values that were stored already stay as they are.
`,
  "lint/type-over-lines": `
The type of a column contains a line break, as if a comma were missing.

SQLite reads every word up to the first constraint as the type, so two columns
without a comma between them are one, with a long type:

    a TEXT
    b INTEGER NOT NULL        -- a has the type TEXT b INTEGER

Write the comma. If it really is one type, write it on one line.
`,
  "lint/unnamed-constraint": `
A CHECK, UNIQUE or FOREIGN KEY constraint has no name.

When a row violates a CHECK, SQLite reports its name, or else all of its
expression. ALTER TABLE … DROP CONSTRAINT, in SQLite 3.53 and later, needs a
name. The rule is off unless "lint" in penumbra.json gives it a level.

    CREATE TABLE rooms (id INTEGER PRIMARY KEY, beds INT CHECK (beds > 0));

Write CONSTRAINT and a name before it, as in CONSTRAINT has_beds CHECK (…).
`,
};
