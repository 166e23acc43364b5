import { testBadInput, USERS } from "./bad_input.ts";

testBadInput([
  {
    name: "a project without a schema",
    files: { "schema.sql": undefined },
    code: 3,
    says: `
      error[sources/no-schema]: Cannot find a schema: there is neither "schema.sql" nor "schema" nor "entities"
      hint: Run penumbra init, or name the schema with --schema
    `,
  },
  {
    name: "a schema that is not at the given path",
    args: "generate --schema shcema.sql",
    code: 3,
    says: `
      error[files/not-found]: Cannot read "shcema.sql": there is no such file or folder
      hint: Did you mean "schema.sql"?
    `,
  },
  {
    name: "a folder of migrations that does not exist",
    args: "inspect migrations:migration",
    code: 3,
    says: `
      error[migrations/no-folder]: Cannot read migrations: there is no folder "migration"
      hint: Did you mean "migrations"?
    `,
  },
  {
    name: "a file name that is taken by something other than a migration",
    files: {
      "schema.sql": `${USERS}CREATE TABLE posts (id);\n`,
      "migrations/0002_create_posts.sql/notes.txt": "",
    },
    code: 3,
    says: `
      error[files/exists]: Cannot write "migrations/0002_create_posts.sql": something of that name already exists
      hint: Move "migrations/0002_create_posts.sql" away, or choose another name
    `,
  },
  {
    name: "a typo in the name of the migrations folder",
    args: "check --migrations migratoins",
    code: 3,
    says: `
      error[migrations/no-folder]: Cannot read migrations: there is no folder "migratoins"
      hint: Did you mean "migrations"?
    `,
  },
  {
    name: "another folder of migrations than the project has",
    args: "generate --migrations elsewhere",
    code: 3,
    says: `
      error[migrations/no-folder]: Cannot read migrations: there is no folder "elsewhere"
      hint: Create it, or name another folder
    `,
  },
  {
    name: "both sides, if both are missing",
    args: "diff nowhere.sql migrations:elsewhere",
    code: 3,
    says: `
      error[files/not-found]: Cannot read "nowhere.sql": there is no such file or folder
      hint: Create it, or name another path

      error[migrations/no-folder]: Cannot read migrations: there is no folder "elsewhere"
      hint: Create it, or name another folder
    `,
  },
  {
    name: "a migration that does not exist",
    args: "inspect migrations:migrations@0007",
    code: 2,
    says: `
      error[migrations/no-such-migration]: Cannot find the migration "0007" in "migrations"
      hint: Give the version or the name of a migration, as its file is called
    `,
  },
  {
    name: "a file where a folder belongs",
    args: "generate --migrations schema.sql",
    code: 3,
    says: `
      error[files/not-a-folder]: Cannot read "schema.sql" as a folder: it is a file
      hint: Name a folder
    `,
  },
  {
    name: "a folder where a file belongs",
    files: { "schema.sql": undefined, "schema.sql/": "" },
    code: 3,
    says: `
      error[sources/no-sql]: Cannot read a schema from "schema.sql": the folder contains no .sql and no .ts file
      hint: Put the schema into a .sql or .ts file there, or name another path
    `,
  },
  {
    name: "a migration that is not UTF-8, and a schema that is not either",
    files: {
      "migrations/0002_x.sql": new Uint8Array([0x2d, 0x2d, 0x0a, 0x27, 0xe4, 0x27]),
      "schema.sql": new Uint8Array([0xff, 0xfe, 0x43, 0x00, 0x52, 0x00]),
    },
    code: 3,
    says: `
      error[files/not-utf8]: Cannot read "migrations/0002_x.sql": byte 4, on line 2, is not UTF-8
       --> migrations/0002_x.sql:2:2
        |
      2 | '\ufffd'
        |  ^
      hint: Save the file as UTF-8

      error[files/not-utf8]: Cannot read "schema.sql": byte 0, on line 1, is not UTF-8
       --> schema.sql:1:1
        |
      1 | \ufffd\ufffdC␀R␀
        | ^
      note: It looks like UTF-16, which PowerShell writes for >
      hint: Save the file as UTF-8
    `,
  },
  {
    name: "a NUL, at which the engine would stop reading",
    files: { "migrations/0002_x.sql": "SELECT 1;\0DROP TABLE users;" },
    code: 3,
    says: `
      error[sql/nul-character]: Cannot read migrations/0002_x.sql: it contains a NUL character
       --> migrations/0002_x.sql:1:10
        |
      1 | SELECT 1;␀DROP TABLE users;
        |          ^
      hint: Save the file as UTF-8 text; the engine would stop reading at the NUL
    `,
  },
  {
    name: "two migrations with one version",
    files: { "migrations/1_posts.sql": "CREATE TABLE posts (id);" },
    code: 3,
    says: `
      error[migrations/duplicate-version]: Cannot order "migrations/0001_users.sql" and "migrations/1_posts.sql": the version of each is 1
      hint: Give a later version to the one that no database has run yet; after a merge, run penumbra rebase
    `,
  },
  {
    name: "a migration without a version",
    files: { "migrations/posts.sql": "CREATE TABLE posts (id);" },
    code: 3,
    says: `
      error[migrations/no-version]: Cannot tell when "migrations/posts.sql" runs: its name does not begin with a version
      hint: Name it "<version>_posts.sql", or move it out of the folder; if nothing runs it, name it under "skip" in penumbra.json
    `,
  },
]);
