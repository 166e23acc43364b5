import type { Pages } from "./page.ts";

/** Diagnostics about sources of a schema. */
export const SOURCES_PAGES: Pages = {
  "init/not-a-database": `
The value of --from is not a database.

penumbra init --from reads the schema of an existing database and writes it
down: as schema.sql, and as a baseline or a first migration. The database is
only read.

    penumbra init --from app.db
    penumbra init --from libsql://mydb-me.turso.io

Name its file or the URL of its server. To begin with anything else, run
penumbra init without --from.
`,
  "sources/command-failed": `
The program of a command: source ended with an error.

What it printed may be incomplete, so nothing of it is used. The notes have
its last lines. It runs in the shell, in the folder of penumbra.json.

Run it by hand in that folder until it prints the DDL and ends with exit code
0.
`,
  "sources/command-not-found": `
The shell does not find the program of a command: source.

A package of the project is not on the PATH of the shell:

    "schema": "command:npx drizzle-kit export"

Install it, or write npx before it.
`,
  "sources/command-not-started": `
The shell for a command: source could not be started.

Under Deno this needs --allow-run and --allow-env. Otherwise the folder is
missing, or the system refuses another process.

    deno run --allow-run --allow-env --allow-ffi --allow-read=. …

Add the permissions, or run the command by hand in that folder to see what
stops it.
`,
  "sources/command-not-utf8": `
The program of a command: source printed something that is not UTF-8 text.

It printed another encoding, or binary data such as the database itself.

Make it print DDL in UTF-8.
`,
  "sources/command-silent": `
The program of a command: source ended without an error and printed nothing.

No DDL would mean that every table is dropped. Usually the program writes to a
file or to stderr; only stdout is read.

Make it print the DDL to stdout. If an empty schema is intended, name the source
"empty".
`,
  "sources/command-time-limit": `
The program of a command: source was still running after 120 seconds.

Usually it waits: for an answer, for a database, or because it watches files.
It gets no input.

Run it by hand, and add the option with which it asks nothing and ends by
itself.
`,
  "sources/command-too-much": `
The program of a command: source printed more than 16 MB.

A schema is text of a few kilobytes. Usually the program prints data as well.

Make it print DDL only, for instance sqlite3 app.db .schema instead of .dump.
`,
  "sources/is-a-database": `
A database file was named as if it were SQL.

The file extension decides what a source is: .db, .sqlite and similar are
databases, all other files are SQL. This file has another extension but begins
as a database does.

    penumbra diff file:data/app.store schema.sql

Write file: before its path.
`,
  "sources/mixed": `
A folder of migrations was named as the schema, together with another source.

Several sources are combined into one schema. Migrations make a whole schema
by themselves, step by step, so nothing can be added to them.

Name only the migrations, or only SQL files and entities.
`,
  "sources/mixed-folder": `
The folder of the schema contains SQL files and entities.

Which of them is the schema is not clear: one may have been made from the
other. Both would then define the same tables.

Put them into two folders. Name one with --schema, or both if they define
different tables.
`,
  "sources/no-schema": `
There is no schema.sql, no schema/ and no entities/ in the project.

penumbra looks for these if no schema is named.

    penumbra init                                 writes a first schema.sql
    penumbra generate --schema db/schema.sql      names one

Name it with --schema, or as "schema" in penumbra.json.
`,
  "sources/no-sql": `
The folder named as schema contains no .sql and no TypeScript file.

Nothing in it would mean that every table is dropped.

Name the folder that contains the schema. If an empty schema is intended, name
the source "empty".
`,
  "sources/unknown": `
A source has a form that penumbra does not know.

    schema.sql, schema/        SQL in a file or folder
    user.ts, entities/         entities, Drizzle tables
    migrations:DIR[@ID]        a folder of migrations, up to ID
    app.db, file:app.store     a database
    libsql://, https://, …     a database on a server
    command:PROGRAM            what a program prints
    empty                      nothing

Correct it; the hint suggests the closest scheme. Write ./ before a path that
contains a colon.
`,
};
