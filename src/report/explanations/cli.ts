import type { Pages } from "./page.ts";

/** What is wrong with a command line or with penumbra.json. */
export const CLI_PAGES: Pages = {
  "cli/bad-allow": `
The value of --allow is not a rule, or a rule and an object.

    penumbra generate --allow data-loss               all losses
    penumbra generate --allow data-loss:users         one table and its columns
    penumbra generate --allow data-loss:users.bio     one column

Quote a name that contains a dot or a colon as in SQL: 'data-loss:"a.b"'.
`,
  "cli/bad-arguments": `
The arguments cannot be read.

The message is from the library that parses the command line, for the cases
that have no code of their own. It names the argument.

Run the command with --help to see what it takes.
`,
  "cli/bad-fill": `
The value of --fill is not of the form table.column=SQL.

What follows the equals sign is one SQL expression, computed for every
existing row. It must not contain a semicolon, an open quote or an unmatched
parenthesis. Text needs single quotes, and the shell needs quotes around
those:

    penumbra generate --fill users.age=0
    penumbra generate --fill "users.country='NL'"
    penumbra generate --fill "users.label=upper(name)"

Quote a name that contains a dot or an equals sign as in SQL: '"a.b".c=0'.
`,
  "cli/bad-json": `
penumbra.json is not JSON.

The excerpt shows where the text stops being JSON. Usually it is a comment, a
comma before a closing bracket, or a merge conflict that was not resolved.
Comments and trailing commas are not part of JSON.

Correct the place shown. An empty file is an error too: write {} or delete it.
`,
  "cli/bad-number": `
An option that takes a number got something else.

--concurrency and --canary take a whole number above 0.

    penumbra apply --dbs 'tenants/*.db' --canary 5
`,
  "cli/bad-rename": `
A value of --rename or of "renames" is not of the form old:new.

    penumbra generate --rename people:users            a table
    penumbra generate --rename users.name:users.label  a column

Both sides name a table, or both name a table and a column. If the table is
renamed too, the right side has its new name. Quote a name that contains a dot
or a colon as in SQL: '"a.b":c'.
`,
  "cli/bad-value": `
A key of penumbra.json has a value that it does not accept.

The hint says what the key accepts. Every key is described in
penumbra.schema.json; penumbra schema prints it, and with "$schema" pointing
at a copy of it an editor shows this while you type.

Write a value as the hint describes it.
`,
  "cli/bug": `
penumbra failed in a way that is its own fault, not yours.

The exit code is 70. Nothing is written that was not proven, so the folder of
migrations is as it was unless the message says otherwise.

Report it with the version, the command and the stack from the notes, and with
the migrations and the schema if you can share them. Secrets in the command
line are already replaced.
`,
  "cli/conflicting-options": `
A command was called with two options of which it can follow only one.

    penumbra apply --db app.db --dbs 'tenants/*.db'     one, or several?

Leave out the one that you do not mean. The hint says what each of them does.
`,
  "cli/foreign-config": `
The nearest penumbra.json belongs to another user of this machine.

penumbra looks for its configuration in the current folder and above it. In a
shared folder such as /tmp anybody could put one there, and a command: in it
would run under your account. git refuses such repositories for the same
reason.

Read the file. If you trust it, name it with --config, or list its work tree
in safe.directory of git.
`,
  "cli/missing-argument": `
A command was called without an argument it needs.

    penumbra inspect          needs a source
    penumbra inspect app.db

Run the command with --help to see its arguments.
`,
  "cli/missing-option": `
A command was called without an option that it needs.

penumbra does not guess what to work on: the database of apply, status,
rehearse and doctor, and the layout that convert writes.

    penumbra status --db app.db
    penumbra convert --to goose db/goose

Run the command with --help to see its options.
`,
  "cli/missing-value": `
An option that takes a value has none.

Either the command line ends there, or another option follows, or the value is
an empty text. An empty shell variable is a frequent cause:

    penumbra check --base $BASE     # BASE is not set

Write the value after the option. Repeatable options are repeated, each with
one value.
`,
  "cli/outside-project": `
penumbra.json names a file or folder outside of the project.

The project is the git work tree that contains penumbra.json, or its folder if
there is none. Otherwise anyone who can change penumbra.json, for instance in
a pull request, could have any file of the machine read and shown in a
diagnostic.

Move the file into the project, or name it on the command line with
--migrations or --schema, where no file of the repository decides. A baseline
has to be inside.
`,
  "cli/too-many-arguments": `
A command was called with more arguments than it takes.

Usually a value with spaces was not quoted, or an option is written without
its dashes.

    penumbra generate add bio       two arguments
    penumbra generate "add bio"     one

Run the command with --help to see what it takes.
`,
  "cli/unknown-code": `
No diagnostic has the code that penumbra explain was asked about.

A code has the form area/name, as in error[plan/fill-needed]. Codes are
stable: one that was printed by this version has a page.

Run penumbra explain for the list of all codes.
`,
  "cli/unknown-command": `
There is no command of that name.

The hint names the command that is probably meant. It knows the commands of
other tools, too: pull is inspect, makemigrations is generate, migrate is
apply.

Run penumbra --help for the list of commands.
`,
  "cli/unknown-key": `
penumbra.json has a key that does not exist.

An unknown key is an error, not a warning: with a typo in "migrations" the
default folder would be used, and every table would be created again there.

Correct the name. penumbra schema prints every key with its description.
`,
  "cli/unknown-option": `
The command has no option of that name.

Options belong to commands: --fill to generate, diff and check, --staged to
check. Options of the project such as --migrations belong to every command
that reads one.

Run the command with --help to see its options.
`,
  "cli/unknown-rule": `
--allow names a rule that does not exist, or that the command does not know.

generate and diff know data-loss. apply and rehearse know out-of-order, edited
and unknown. The rules that check applies to files written by hand are
permitted in those files:

    -- penumbra: allow copy-drops-columns:users.phone the values are reset

Correct the name, or write that comment into the migration.
`,
  "cli/unknown-target": `
The target is not a database that penumbra writes migrations for.

The target decides which SQL a migration may contain and which engine it is
proven on. It is one of any, sqlite, sqlite@VERSION, d1, libsql and turso.
Migrations need SQLite 3.35 or later, which introduced ALTER TABLE DROP
COLUMN.
https://www.sqlite.org/changes.html#version_3_35_0

Use one of these with --target, or as "target" in penumbra.json. Leave it out
for migrations that run on SQLite and libSQL alike.
`,
  "cli/unknown-value": `
An option takes one of a few values, and this is none of them.

The message lists the values. The formats differ by command: sql, mermaid and
html belong to diff and inspect, entities to inspect, github, sarif and markdown
to check and lint.

Use one of the values listed.
`,
  "cli/unwatched": `
SQL ran without a time limit: nothing would have stopped it if it never ended.

Commands run SQL in a worker, and the main thread stops it at the limit. Deno
starts a worker only from a file that it was allowed to read, and this time it
was not allowed to read penumbra itself.

    deno run --allow-read=.,/opt/penumbra …

Run deno with the --allow-read of the hint. The result is the same; only SQL
that never ends would have kept running.
`,
};
