import { testBadInput, USERS } from "./bad_input.ts";

testBadInput([
  {
    name: "a migration that does not run",
    files: {
      "migrations/0002_ages.sql":
        "ALTER TABLE users ADD COLUMN age INTEGER;\n-- Of the company\nALTER TABLE user ADD COLUMN vat;",
    },
    code: 3,
    says: `
      error[replay/statement-failed]: Cannot run statement 2 of 0002_ages.sql: no such table "user"
       --> migrations/0002_ages.sql:3:13
        |
      3 | ALTER TABLE user ADD COLUMN vat;
        |             ^^^^
      hint: Did you mean "users"?
    `,
  },
  {
    name: "a schema that does not run",
    files: { "schema.sql": `${USERS}\nCREATE TABLE posts (\n  id INTEGER,\n);\n` },
    code: 3,
    says: `
      error[replay/statement-failed]: Cannot run statement 2 of schema.sql: near ")": syntax error
       --> schema.sql:4:13
        |
      4 |   id INTEGER,
        |             ^
      hint: Remove the comma: nothing follows it
    `,
  },
  {
    name: "a schema that creates something twice",
    files: { "schema.sql": `${USERS}CREATE TABLE Users (id);` },
    code: 3,
    says: `
      error[replay/statement-failed]: Cannot run statement 2 of schema.sql: table Users already exists
       --> schema.sql:2:14
        |
      2 | CREATE TABLE Users (id);
        |              ^^^^^
      hint: Remove one of the two statements that create it
    `,
  },
  {
    name: "a schema that ends too early",
    files: { "schema.sql": `${USERS}CREATE TABLE posts (id` },
    code: 3,
    says: `
      error[replay/statement-failed]: Cannot run statement 2 of schema.sql: incomplete input
       --> schema.sql:2:1
        |
      2 | CREATE TABLE posts (id
        | ^^^^^^^^^^^^^^^^^^^^^^
      hint: Finish the statement
    `,
  },
  {
    name: "every text with an unclosed quote",
    files: {
      "migrations/0002_x.sql": "UPDATE users SET name = 'it''s;",
      "migrations/0003_y.sql": 'DROP TABLE "users;',
    },
    code: 3,
    says: `
      error[sql/unterminated]: Cannot split migrations/0002_x.sql into statements: a ' is never closed
       --> migrations/0002_x.sql:1:25
        |
      1 | UPDATE users SET name = 'it''s;
        |                         ^
      hint: Close it with '

      error[sql/unterminated]: Cannot split migrations/0003_y.sql into statements: a " is never closed
       --> migrations/0003_y.sql:1:12
        |
      1 | DROP TABLE "users;
        |            ^
      hint: Close it with "
    `,
  },
  {
    name: "a view over a missing table",
    files: { "schema.sql": `${USERS}CREATE VIEW authors AS\n  SELECT name FROM user;` },
    code: 3,
    says: `
      error[schema/broken-object]: Cannot compile view "authors": no such table "user"
       --> schema.sql:3:20
        |
      3 |   SELECT name FROM user;
        |                    ^^^^
      hint: Did you mean "users"?
    `,
  },
  {
    name: "a trigger on a missing table",
    files: {
      "schema.sql":
        `${USERS}CREATE TRIGGER kept AFTER DELETE ON users BEGIN INSERT INTO archive SELECT 1; END;`,
    },
    code: 3,
    says: `
      error[schema/broken-object]: Cannot compile trigger "kept": no such table "archive"
       --> schema.sql:2:61
        |
      2 | CREATE TRIGGER kept AFTER DELETE ON users BEGIN INSERT INTO archive SELECT 1; END;
        |                                                             ^^^^^^^
      hint: Create what it reads from in the same schema, or drop it
    `,
  },
  {
    name: "a schema that creates nothing",
    files: { "schema.sql": "-- To be written\n" },
    code: 1,
    says: `
      error[plan/empty-schema]: Cannot plan a migration: the desired schema creates nothing, so everything would be dropped
      hint: Check that --schema names the right place, or pass --allow data-loss if that is intended
    `,
  },
]);
