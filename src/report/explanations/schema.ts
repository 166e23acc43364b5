import type { Pages } from "./page.ts";

/** What is wrong with SQL when it is split, guarded and run. */
export const SCHEMA_PAGES: Pages = {
  "replay/broken-object": `
After all migrations, a view, trigger or index does not compile.

SQLite stores views and triggers unchecked. Usually a migration dropped a
table and created it again without a column that this one reads. Using it
fails, and SQLite refuses every RENAME and DROP COLUMN in the database while
it is there. In an index, SQLite takes an unknown name in double quotes for a
string.
https://www.sqlite.org/lang_altertable.html

    CREATE VIEW bios AS SELECT bio FROM users;
    DROP TABLE users;
    CREATE TABLE users (id INTEGER PRIMARY KEY);

Correct or drop it in the schema, and run penumbra generate.
`,
  "replay/passed-over": `
A statement calls a function, or names a collation, that SQLite does not have.

It only moves rows, so the schema is known without it, and it was skipped. The
application probably registers that function or collation.

    UPDATE users SET name = fold_name(name);

Declare it in penumbra.json: "functions": { "fold_name": {} }.
`,
  "replay/statement-failed": `
The engine refused a statement of a migration or of the schema.

Every migration is run in an empty in-memory database, in order, and so is the
schema. The message quotes the engine, and the excerpt shows the place. A
statement that needs something that only your database has, such as a table
made by hand or an extension, fails too.

Correct the SQL, or add the missing object. Do not edit a migration that a
database has run: a "baseline" in penumbra.json starts the replay after it. If
the note says that only SQLite runs it, pass --target sqlite.
`,
  "replay/windows-differ": `
The windowed replay and the full replay produce different schemas.

For each ALTER, SQLite parses the whole schema again. So each migration of a
large project is replayed with only those objects that it can affect (the
window), and check --verify compares that with a replay that has
everything in memory. A difference is a bug in penumbra.

Use --full-replay, and please report the migrations.
`,
  "schema/broken-object": `
A view, trigger or index of the schema does not compile.

It reads a table, column or function that does not exist. SQLite would store
the object, fail when it is used, and refuse every RENAME and DROP COLUMN in the
database. In an index, SQLite takes an unknown name in double quotes for a
string.
https://www.sqlite.org/lang_createview.html

Create what it reads in the schema, correct the name, or remove the object.
`,
  "schema/rows-left-out": `
The schema inserts rows, and no migration contains them.

The schema is compared by its tables, indexes, views and triggers. Rows are
not part of it, so these exist only in the in-memory database and are gone
with it.

Write rows that every database needs into a migration: penumbra generate
--empty makes an empty one.
`,
  "schema/temporary-left-out": `
The schema creates a temporary object, and no migration contains it.

TEMP tables, views and triggers belong to one connection and are gone when it
closes, so a database never contains them.
https://www.sqlite.org/lang_createtable.html

Remove TEMP, or create the object in your program, where the connection is
opened.
`,
  "shadow/memory-limit": `
A statement took more than 512 MiB of memory and was stopped.

The in-memory database only has the rows that the migrations write. Usually the
statement is an endless recursive query, or makes huge values. Mostly the engine
itself refuses such a statement: "out of memory", "string or blob too big" and
"database or disk is full" in replay/statement-failed mean the same.

Add a condition or a LIMIT, or make the value smaller.

If the message names no statement, everything together took too much: 512 MiB
in the databases, or 3 GiB in all. There are millions of statements, or tables
with hundreds of columns that change one by one. Take data out of the files.
`,
  "shadow/refused": `
A statement is not allowed in the in-memory database.

The engine is native code in penumbra's own process, with all its rights.
ATTACH, VACUUM INTO, functions such as readfile() and load_extension(), some
pragmas and unknown virtual-table modules could reach files of the machine.
Statements with parameters, and writes to sqlite_schema, cannot be replayed. A
misspelt statement ends here too.

    ATTACH 'other.db' AS other;

Take the statement out of the file, and run it by hand where it is needed. If
a database already ran the file, a "baseline" in penumbra.json skips it.
`,
  "shadow/time-limit": `
SQL was stopped: a statement took over 5 s, or all of them over a minute.

The in-memory database only has the rows that the migrations write, so a
statement normally takes a millisecond. Usually it is an endless recursive
query, or a join without a condition.
https://www.sqlite.org/lang_with.html

    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) …

Add a condition or a LIMIT to the recursion. --time-limit <seconds> sets the
limit for all SQL, and each statement gets a twelfth of it.
`,
  "sql/merge-markers": `
The file contains the markers of a merge that git could not complete.

    <<<<<<< HEAD
    =======
    >>>>>>> branch

Keep the lines of one side or of both, remove the markers, and run git add for
the file.
`,
  "sql/nul-character": `
The file contains a NUL character.

SQLite reads SQL up to the first NUL, so the rest of the file would be ignored
without a message. Usually the file was saved as UTF-16, or is not text.
https://www.sqlite.org/c3ref/prepare.html

Save it as UTF-8 text.
`,
  "sql/unterminated": `
A quote, a bracket or the BEGIN of a trigger is never closed.

Where it should have ended cannot be known, so the file cannot be split into
statements. A quote inside a string is written twice. The body of a trigger
ends with END after a semicolon.
https://www.sqlite.org/lang_createtrigger.html

    INSERT INTO t VALUES ('it's');                      -- 'it''s'
    CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1 END;    -- SELECT 1; END;

Close it at the place that was meant. The excerpt shows where it opens.
`,
};
