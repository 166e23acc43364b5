import type { Pages } from "./page.ts";

/** What is wrong with a schema in TypeScript. */
export const ENTITIES_PAGES: Pages = {
  "entities/bad-option": `
An option of an entity has a value of the wrong kind.

The files are run without a type check, so penumbra checks the options itself:
a value of the wrong kind would otherwise be ignored. A frequent cause is an
index or a foreign key that is not finished:

    entity("t", { a: text() }, (t) => ({ indexes: [index("i")] }));    // wrong
    entity("t", { a: text() }, (t) => ({ indexes: [index("i").on(t.a)] }));

Finish each index with .on(…) and each foreignKey with .references(…); strict,
withoutRowid and randomRowid are true or false.
`,
  "entities/bad-reference": `
A foreign key references something that is not a column.

The function given to references() returned undefined, or columns of different
tables. A column that is misspelt is undefined in JavaScript:

    integer().references(() => users.columns.idd)

Return an entity, a column such as users.columns.id (users.id in Drizzle), or
a list of columns of one table. If two files import each other, the function
is what makes that work: do not call it yourself.
`,
  "entities/changed": `
A file of the entities changed while it was being run.

The hash of the files would not match the schema that was read, so the result
is not used.

Run the command again, once your editor or generator has finished writing.
`,
  "entities/duplicate-name": `
Two definitions have the same name.

SQLite keeps tables, views and indexes in one namespace, and triggers in
another. Names are compared without regard to case. Exporting one entity from
several files is not a duplicate; two entities with one name are.

Rename one of them, or stop exporting it.
`,
  "entities/exited": `
A file of the entities ended the program while it was loaded.

It calls process.exit() or the like, as scripts do. penumbra runs every .ts
and .js file of the folder.

Move the entities into files that only define them, or name those files with
--schema.
`,
  "entities/import-not-found": `
A file of the entities imports something that cannot be found.

Packages are looked up next to the file, in node_modules, or in the import map
of a deno.json that was passed to deno run with --config. "penumbra" itself
needs no entry. An export that the imported file does not have is reported
with this code, too.

Install the package next to the file, or correct the path or the name of the
export.
`,
  "entities/merge-markers": `
A module contains the markers of a merge that git could not complete.

    <<<<<<< HEAD
    =======
    >>>>>>> branch

TypeScript's own grammar skips them and takes the first version, so that the
file would load with half of the merge.

Keep the lines of one side or of both, remove the markers, and run git add for
the file.
`,
  "entities/no-column": `
An index or a constraint names something that is not a column of an entity.

Usually the name is misspelt, which is undefined in JavaScript:

    entity("t", { email: text() }, (t) => ({ indexes: [index().on(t.mail)] }));

Correct the name. An expression is written as sql\`lower(\${t.email})\`.
`,
  "entities/no-files": `
The folder named as entities contains no file that could define any.

Entities are read from .ts and .js files (and .mts, .mjs, .cts, .cjs).
Declarations (.d.ts), tests (_test.ts, .test.ts, .spec.ts) and benchmarks are
skipped.

Name the folder or the file that defines the entities with --schema.
`,
  "entities/no-index-name": `
An index over an expression has no name.

The name of an index is made from its columns. An expression has none to make
it from.

    index().on(sql\`lower(email)\`)                        // wrong
    index("users_by_email").on(sql\`lower(email)\`)

Give it a name.
`,
  "entities/no-such-column": `
A foreign key references a column that the parent entity does not have.

The entity is there, and its columns are known. Columns are compared by their
SQL names, which "casing" in penumbra.json or .name(…) may make different from
those in TypeScript.

Correct the name; the hint suggests the closest one.
`,
  "entities/no-such-table": `
A foreign key references an entity that is not exported.

Only what a file of the schema exports becomes a table. SQLite would accept
the reference and then refuse every write to the child while foreign keys are
on, so penumbra stops before that.
https://www.sqlite.org/foreignkeys.html#fk_schemacommands

Export the parent, or name the folder that contains it with another --schema.
A parent that is made by statement(sql…) is accepted.
`,
  "entities/nothing-exported": `
The files were run, but none exports an entity or a Drizzle table.

An empty schema would mean that every table is dropped. A table that is only
defined in the file is not seen:

    const users = entity("users", { id: id() });          // not seen
    export const users = entity("users", { id: id() });

Export what belongs to the schema, or name another file or folder.
`,
  "entities/other-database": `
A Drizzle table is defined for PostgreSQL or MySQL.

It was made with pgTable or mysqlTable. Its types and defaults mean something
else in SQLite, so it is not translated.

Use sqliteTable from drizzle-orm/sqlite-core, or keep the tables of the other
database in a file of their own: such a file is skipped if others define
SQLite tables.
`,
  "entities/syntax": `
A file of the entities cannot be parsed.

The message is that of the runtime's parser. The files are run as they are:
types are removed, nothing is compiled.

Correct the place shown.
`,
  "entities/threw": `
Code of the schema threw an error while it was run.

A file threw when it was loaded, or a function that was given to an entity
(its options, a reference, a generated column) threw when it was called. The
excerpt shows the place if the error has one. Entities run without a database,
often without the environment of the application, and only with the
permissions that Deno was given.

Make the files define the schema and nothing else, and read the environment
elsewhere.
`,
  "entities/time-limit": `
A file of the entities was still running after 10 seconds.

Entities are run in a worker, which is stopped after that time. Defining
tables takes milliseconds, so something else is being done: an endless loop, a
server, or an await for something that never comes, such as a connection to a
database.

Move the entities into files that only define them.
`,
  "entities/unknown-option": `
An entity has an option that does not exist.

The files are run without a type check, and an unknown option would be
ignored: with "stict" the table would silently not be STRICT. The options are
indexes, constraints, strict, withoutRowid, randomRowid and renamedFrom.

Correct the name.
`,
};
