import { testBadInput } from "./bad_input.ts";

testBadInput([
  {
    name: "an unknown command",
    args: "geenrate",
    code: 2,
    says: `
      error[cli/unknown-command]: Cannot run "penumbra geenrate": there is no such command
      hint: Did you mean "generate"?
    `,
  },
  {
    name: "an unknown option",
    args: "generate --dryrun",
    code: 2,
    says: `
      error[cli/unknown-option]: Cannot run "penumbra generate": it has no option "--dryrun"
      hint: Did you mean "--dry-run"?
    `,
  },
  {
    name: "an invalid value",
    args: "generate --target libsqll",
    code: 2,
    says: `
      error[cli/unknown-target]: Cannot use the target "libsqll": there is no such target
      hint: Did you mean "libsql"?
    `,
  },
  {
    name: "a missing value",
    args: "generate --schema",
    code: 2,
    says: `
      error[cli/missing-value]: Cannot read --schema <source>: its value is missing
      hint: Write --schema <source>
    `,
  },
  {
    name: "too many arguments",
    args: "inspect a.sql b.sql",
    code: 2,
    says: `
      error[cli/too-many-arguments]: Cannot run "penumbra inspect": it takes at most 1 argument, and there are 2: a.sql, b.sql
      hint: Run "penumbra inspect --help" to see its options
    `,
  },
  {
    name: "an invalid rename",
    args: "generate --rename name",
    code: 2,
    says: `
      error[cli/bad-rename]: Cannot read the rename "name": it is not before:after
       --> --rename:1:5
        |
      1 | name
        |     ^
      hint: Write old:new for a table, table.old:table.new for a column; quote a name like "a.b"
    `,
  },
  {
    name: "a permission for an unknown rule",
    args: "generate --allow dataloss:users",
    code: 2,
    says: `
      error[cli/unknown-rule]: Cannot allow "dataloss": there is no such rule
       --> --allow:1:1
        |
      1 | dataloss:users
        | ^^^^^^^^
      hint: Did you mean "data-loss"?
    `,
  },
  {
    name: "a layout without a place for the down migration",
    args: "generate --down",
    code: 2,
    says: `
      error[migrations/no-down-part]: Cannot write the down migration: the layout "plain" has none
      hint: Omit --down; to see what would undo it, run penumbra diff with the two sources swapped
    `,
  },
  {
    name: "a configuration that is not JSON",
    files: { "penumbra.json": '{\n  "schema": "schema.sql",\n}\n' },
    code: 2,
    says: `
      error[cli/bad-json]: Cannot read "penumbra.json": it is not JSON
       --> penumbra.json:3:1
        |
      3 | }
        | ^
      hint: Use double quotes for names and strings, no comments, and no comma before } or ]
    `,
  },
  {
    name: "an empty configuration",
    files: { "penumbra.json": "" },
    code: 2,
    says: `
      error[cli/bad-json]: Cannot read "penumbra.json": it is empty
       --> penumbra.json:1:1
      hint: Write {} or delete it
    `,
  },
  {
    name: "several problems in a configuration",
    files: { "penumbra.json": '{ "migration": "m", "target": "mysql", "schema": 3 }' },
    code: 2,
    says: `
      error[cli/unknown-key]: Cannot use "penumbra.json": unknown key "migration"
       --> penumbra.json:1:3
        |
      1 | { "migration": "m", "target": "mysql", "schema": 3 }
        |   ^^^^^^^^^^^
      hint: Did you mean "migrations"?

      error[cli/unknown-target]: Cannot use the target "mysql": there is no such target
       --> penumbra.json:1:31
        |
      1 | { "migration": "m", "target": "mysql", "schema": 3 }
        |                               ^^^^^^^
      hint: Use any, sqlite, sqlite@VERSION, d1, libsql or turso

      error[cli/bad-value]: Cannot use "penumbra.json": "schema" cannot be 3
       --> penumbra.json:1:50
        |
      1 | { "migration": "m", "target": "mysql", "schema": 3 }
        |                                                  ^
      hint: Write a source or a list of them
    `,
  },
  {
    name: "a configuration that is a folder",
    files: { "penumbra.json/": "" },
    code: 2,
    says: `
      error[files/is-a-folder]: Cannot read "penumbra.json": it is a folder
      hint: Name a file
    `,
  },
  {
    name: "a configuration that does not exist",
    args: "generate --config penumbra.jsn",
    code: 2,
    says: `
      error[files/not-found]: Cannot read "penumbra.jsn": there is no such file or folder
      hint: Create it, or name another path
    `,
  },
]);
