/**
 * Migrations in the form that Prisma's engine writes, and what they do to rows with different
 * runners: every loss is found, and nothing else.
 */
import assert from "node:assert/strict";
import {
  ALL,
  EMPTIED,
  findingsOf,
  FORGOTTEN,
  missingAfter,
  SET_NULL,
  SHOPS,
  UNTIED,
} from "./found.ts";

/** Its rebuild of a table. */
function rebuild(columns: string, copied = ALL): string {
  return `-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_shops" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    ${columns}
);
INSERT INTO "new_shops" (${copied}) SELECT ${copied} FROM "shops";
DROP TABLE "shops";
ALTER TABLE "new_shops" RENAME TO "shops";
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;
`;
}

const OTHER_DEFAULT = rebuild(`"name" TEXT,\n    "town" TEXT DEFAULT 'Gouda'`);

Deno.test.each([
  ["another default", SHOPS, OTHER_DEFAULT, "prisma", []],
  ["another default", SHOPS, OTHER_DEFAULT, "wrangler", EMPTIED],
  ["another default", SET_NULL, OTHER_DEFAULT, "wrangler", UNTIED],
  ["another default", SHOPS, OTHER_DEFAULT, "turso-shell", []],
  ["another default", SHOPS, OTHER_DEFAULT, "sqlx", EMPTIED],
  [
    "a column dropped in a rebuild",
    SHOPS,
    rebuild('"name" TEXT', '"id", "name"'),
    "prisma",
    ['error data-loss The migration drops column "town" of "shops"'],
  ],
  [
    "a NOT NULL column without a default",
    SHOPS,
    '-- AlterTable\nALTER TABLE "visits" ADD COLUMN "kind" TEXT NOT NULL;\n',
    "prisma",
    [
      "error fails-on-rows With rows in the tables the statement fails (Cannot add a NOT NULL column with default value NULL)",
    ],
  ],
  [
    "a dropped and a created table",
    SHOPS,
    '-- DropTable\nPRAGMA foreign_keys=off;\nDROP TABLE "visits";\nPRAGMA foreign_keys=on;\n\n-- CreateTable\nCREATE TABLE "stays" ("id" INTEGER NOT NULL PRIMARY KEY);\n',
    "prisma",
    ['error data-loss The migration drops table "visits"'],
  ],
  [
    "a NOT NULL column without a default, in a rebuild",
    SHOPS,
    rebuild('"name" TEXT,\n    "town" TEXT,\n    "stars" INTEGER NOT NULL'),
    "prisma",
    ["error fails-on-rows With rows in the tables the statement fails (NOT NULL constraint failed: new_shops.stars)"],
  ],
  [
    "a column that becomes NOT NULL",
    SHOPS,
    rebuild('"name" TEXT NOT NULL,\n    "town" TEXT'),
    "prisma",
    ["warning fails-on-rows With NULL or a default in a row the statement fails (NOT NULL constraint failed: new_shops.name)"],
  ],
  [
    "a column renamed in case only",
    SHOPS,
    rebuild('"name" TEXT,\n    "Town" TEXT', '"id", "name"'),
    "prisma",
    ['error copy-drops-columns Column "town" of "shops": 2 values became NULL'],
  ],
  [
    "a dropped table before a rebuild that fails on rows",
    SHOPS,
    `-- DropTable\nDROP TABLE "visits";\n\n${
      rebuild('"name" TEXT,\n    "town" TEXT,\n    "stars" INTEGER NOT NULL')
    }`,
    "prisma",
    [
      'error data-loss The migration drops table "visits"',
      "error fails-on-rows With rows in the tables the statement fails (NOT NULL constraint failed: new_shops.stars)",
    ],
  ],
])("%s, under $3", async (_, before, text, runner, expected) => {
  assert.deepEqual(await findingsOf({ before, text, runner }), expected);
});

Deno.test.each([
  ...FORGOTTEN,
  [
    "a check, a collation and a generated column in a rebuild",
    SHOPS.replace(
      "name TEXT, town TEXT DEFAULT 'Delft'",
      "name TEXT COLLATE NOCASE, town TEXT DEFAULT 'Delft' CHECK (town <> ''), sign TEXT AS (name || '!')",
    ),
    [
      'Change the collation (binary → nocase) of column "name" of "shops"',
      'Add column "sign" to "shops"',
      `Add CHECK (town <> '') to "shops"`,
    ],
  ],
])("what is missing after it: %s", async (_, before, expected) => {
  const desired = before.replace("'Delft'", "'Gouda'");
  assert.deepEqual(await missingAfter({ before, text: OTHER_DEFAULT, desired }), expected);
});
