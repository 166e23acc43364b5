/**
 * Migrations in the form that Atlas writes, and what they do to rows with different runners: every
 * loss is found, and nothing else.
 */
import assert from "node:assert/strict";
import {
  EMPTIED,
  findingsOf,
  FORGOTTEN,
  missingAfter,
  RESTRICT,
  SET_NULL,
  SHOPS,
  STOPPED,
  UNTIED,
} from "./found.ts";

/** Its rebuild of a table. */
function rebuild(columns: string, copied = "`id`, `name`, `town`"): string {
  return `-- Disable the enforcement of foreign-keys constraints
PRAGMA foreign_keys = off;
-- Create "new_shops" table
CREATE TABLE \`new_shops\` (\`id\` integer NOT NULL, ${columns}, PRIMARY KEY (\`id\`));
-- Copy rows from old table "shops" to new temporary table "new_shops"
INSERT INTO \`new_shops\` (${copied}) SELECT ${copied} FROM \`shops\`;
-- Drop "shops" table after copying rows
DROP TABLE \`shops\`;
-- Rename temporary table "new_shops" to "shops"
ALTER TABLE \`new_shops\` RENAME TO \`shops\`;
-- Enable back the enforcement of foreign-keys constraints
PRAGMA foreign_keys = on;
`;
}

const OTHER_DEFAULT = rebuild("`name` text NULL, `town` text NULL DEFAULT 'Gouda'");

Deno.test.each([
  ["another default", SHOPS, OTHER_DEFAULT, "atlas", []],
  ["another default", SHOPS, OTHER_DEFAULT, "wrangler", EMPTIED],
  ["another default", SHOPS, OTHER_DEFAULT, "dbmate", []],
  ["another default", SET_NULL, OTHER_DEFAULT, "transaction", UNTIED],
  ["another default", RESTRICT, OTHER_DEFAULT, "wrangler", STOPPED],
  [
    "a dropped column",
    SHOPS,
    '-- Drop column "town" from table: "shops"\nALTER TABLE `shops` DROP COLUMN `town`;\n',
    "atlas",
    ['error data-loss The migration drops column "town" of "shops"'],
  ],
  [
    "a column that becomes a generated one",
    SHOPS,
    rebuild("`name` text NULL, `town` text NULL AS (\"name\" || '!') STORED", "`id`, `name`"),
    "atlas",
    ['error data-loss The migration drops column "town" of "shops"'],
  ],
  [
    "a dropped table like a new one, before a rebuild that fails on rows",
    SHOPS,
    `-- Drop "visits" table\nDROP TABLE \`visits\`;\n${
      rebuild("`name` text NULL, `town` text NULL, `stars` integer NOT NULL")
    }-- Create "stays" table\nCREATE TABLE \`stays\` (\`id\` integer NOT NULL, \`shop\` integer NOT NULL, \`day\` text NULL, PRIMARY KEY (\`id\`));\n`,
    "turso-shell",
    [
      'error data-loss The migration drops table "visits"',
      "error fails-on-rows With rows in the tables the statement fails (NOT NULL constraint failed: new_shops.stars)",
    ],
  ],
  [
    "a default without a parent row in place of NULL",
    SET_NULL.replace("shop INTEGER", "shop INTEGER DEFAULT 7"),
    rebuild(
      "`shop` integer NOT NULL DEFAULT 7, `day` text NULL, CONSTRAINT `0` FOREIGN KEY (`shop`) REFERENCES `shops` (`id`) ON DELETE SET NULL",
      "`id`, `shop`, `day`",
    )
      .replace("SELECT `id`, `shop`", "SELECT `id`, IFNULL(`shop`, 7) AS `shop`").replaceAll(
        "new_shops",
        "new_visits",
      ).replaceAll("FROM `shops`", "FROM `visits`").replaceAll("TABLE `shops`", "TABLE `visits`")
      .replaceAll("TO `shops`", "TO `visits`"),
    "atlas",
    ['warning orphaned-rows Table "visits": 1 row references rows of "shops" that are gone'],
  ],
  [
    "a dropped table after a column that rows refuse",
    SHOPS,
    '-- Add column "stars" to table: "shops"\nALTER TABLE `shops` ADD COLUMN `stars` integer NOT NULL;\n-- Drop "visits" table\nDROP TABLE `visits`;\n',
    "shell",
    [
      "error fails-on-rows With rows in the tables the statement fails (Cannot add a NOT NULL column with default value NULL)",
      'error data-loss The migration drops table "visits"',
    ],
  ],
  [
    "a NOT NULL column without a default, in a rebuild",
    SHOPS,
    rebuild("`name` text NULL, `town` text NULL, `stars` integer NOT NULL"),
    "shell",
    [
      "error fails-on-rows With rows in the tables the statement fails (NOT NULL constraint failed: new_shops.stars)",
      'error data-loss The migration drops table "shops"',
      'warning orphaned-rows Table "visits": 3 rows reference rows of "shops" that are gone',
    ],
  ],
  [
    "a column that becomes NOT NULL",
    SHOPS,
    rebuild("`name` text NOT NULL, `town` text NULL"),
    "shell",
    [
      "warning fails-on-rows With NULL or a default in a row the statement fails (NOT NULL constraint failed: new_shops.name)",
      'warning data-loss The migration drops table "shops"',
      'warning orphaned-rows Table "visits": 3 rows reference rows of "shops" that are gone',
    ],
  ],
])("%s, under $3", async (_, before, text, runner, expected) => {
  assert.deepEqual(await findingsOf({ before, text, runner }), expected);
});

Deno.test.each([
  ...FORGOTTEN,
  [
    "the length of a type and a collation in a rebuild",
    SHOPS.replace("name TEXT,", "name VARCHAR(80) COLLATE NOCASE,"),
    ['Change the type (TEXT → VARCHAR(80)) and the collation (binary → nocase) of column "name" of "shops"'],
  ],
])("what is missing after it: %s", async (_, before, expected) => {
  const desired = before.replace("'Delft'", "'Gouda'");
  assert.deepEqual(await missingAfter({ before, text: OTHER_DEFAULT, desired }), expected);
});
