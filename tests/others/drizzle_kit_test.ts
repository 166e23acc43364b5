/**
 * Migrations in the form that drizzle-kit 0.31 writes, and what they do to rows with different
 * runners: every loss is found, and nothing else.
 */
import assert from "node:assert/strict";
import {
  ALL,
  EMPTIED,
  findingsOf,
  missingAfter,
  RESTRICT,
  SET_NULL,
  SHOPS,
  UNTIED,
} from "./found.ts";

/** Its rebuild of a table. */
function rebuild(columns: string, copied: string, table = "shops"): string {
  return `PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE \`__new_${table}\` (
	\`id\` integer PRIMARY KEY NOT NULL,
	${columns}
);
--> statement-breakpoint
INSERT INTO \`__new_${table}\`(${copied}) SELECT ${copied} FROM \`${table}\`;--> statement-breakpoint
DROP TABLE \`${table}\`;--> statement-breakpoint
ALTER TABLE \`__new_${table}\` RENAME TO \`${table}\`;--> statement-breakpoint
PRAGMA foreign_keys=ON;`;
}

const OTHER_DEFAULT = rebuild("`name` text,\n\t`town` text DEFAULT 'Gouda'", ALL);

Deno.test.each([
  ["another default", SHOPS, OTHER_DEFAULT, "drizzle-better-sqlite3", EMPTIED],
  ["another default", SHOPS, OTHER_DEFAULT, "drizzle-d1", EMPTIED],
  ["another default", SHOPS, OTHER_DEFAULT, "wrangler", EMPTIED],
  ["another default", SHOPS, OTHER_DEFAULT, "drizzle-libsql", []],
  ["another default", SHOPS, OTHER_DEFAULT, "drizzle-expo", []],
  [
    "a default under SET NULL",
    SET_NULL,
    OTHER_DEFAULT,
    "drizzle-better-sqlite3",
    UNTIED,
  ],
  ["a default under SET NULL", SET_NULL, OTHER_DEFAULT, "drizzle-libsql", []],
  ["a default under NO ACTION", RESTRICT, OTHER_DEFAULT, "drizzle-libsql", []],
  [
    "a column dropped in a rebuild",
    SHOPS,
    rebuild("`name` text DEFAULT 'x'", '"id", "name"'),
    "drizzle-libsql",
    ['error data-loss The migration drops column "town" of "shops"'],
  ],
  [
    "a dropped column and a dropped table",
    SHOPS,
    "ALTER TABLE `shops` DROP COLUMN `town`;--> statement-breakpoint\nDROP TABLE `visits`;",
    "drizzle-better-sqlite3",
    [
      'error data-loss The migration drops column "town" of "shops"',
      'error data-loss The migration drops table "visits"',
    ],
  ],
  [
    "a rename of a table and of a column",
    SHOPS,
    'ALTER TABLE `shops` RENAME TO `stores`;--> statement-breakpoint\nALTER TABLE `stores` RENAME COLUMN "town" TO "city";',
    "drizzle-better-sqlite3",
    [],
  ],
  [
    "a NOT NULL column without a default",
    SHOPS,
    "ALTER TABLE `visits` ADD `kind` text NOT NULL;",
    "drizzle-libsql",
    [
      "error fails-on-rows With rows in the tables the statement fails (Cannot add a NOT NULL column with default value NULL)",
    ],
  ],
  [
    "a new column and an index",
    SHOPS,
    "ALTER TABLE `visits` ADD `kind` text DEFAULT 'x' NOT NULL;--> statement-breakpoint\nCREATE INDEX `by_day` ON `visits` (`day`);",
    "drizzle-better-sqlite3",
    [],
  ],
  [
    "a new column in a rebuild, read from the old table",
    SHOPS,
    rebuild(
      "`name` text DEFAULT 'x',\n\t`town` text,\n\t`stars` integer",
      `${ALL}, "stars"`,
    ),
    "drizzle-expo",
    ["error double-quoted-string The migration stores the text 'stars' in every row of shops.stars"],
  ],
  [
    "a column under another name in a rebuild",
    SHOPS,
    rebuild("`name` text,\n\t`city` text", '"id", "name", "city"'),
    "wrangler",
    [
      'error data-loss The migration drops column "town" of "shops"',
      "error double-quoted-string The migration stores the text 'city' in every row of shops.city",
      ...EMPTIED,
    ],
  ],
  [
    "a column that becomes a generated one",
    SHOPS,
    "ALTER TABLE `shops` DROP COLUMN `town`;--> statement-breakpoint\nALTER TABLE `shops` ADD `town` text GENERATED ALWAYS AS (\"name\" || '!') VIRTUAL;",
    "drizzle-libsql",
    ['error data-loss The migration drops column "town" of "shops"'],
  ],
  [
    "a dropped parent of a table that is kept",
    SHOPS,
    "DROP TABLE `shops`;",
    "drizzle-better-sqlite3",
    [
      'error data-loss The migration drops table "shops"',
      'error dropped-parent Table "visits": a foreign key (shop) references "shops", which is gone',
    ],
  ],
  [
    "a parent and its child, each rebuilt",
    SHOPS,
    `${OTHER_DEFAULT}--> statement-breakpoint\n${
      rebuild(
        "`shop` integer NOT NULL,\n\t`day` text DEFAULT 'Monday',\n\tFOREIGN KEY (`shop`) REFERENCES `shops`(`id`) ON UPDATE no action ON DELETE cascade",
        '"id", "shop", "day"',
        "visits",
      )
    }`,
    "wrangler",
    EMPTIED,
  ],
  [
    "a column that becomes NOT NULL",
    SHOPS,
    rebuild("`name` text NOT NULL,\n\t`town` text", ALL),
    "drizzle-libsql",
    ["warning fails-on-rows With NULL or a default in a row the statement fails (NOT NULL constraint failed: __new_shops.name)"],
  ],
  [
    "a column with a computed default",
    SHOPS,
    "ALTER TABLE `visits` ADD `made` integer DEFAULT (unixepoch());",
    "drizzle-libsql",
    ["error fails-on-rows With rows in the tables the statement fails (Cannot add a column with non-constant default)"],
  ],
  [
    "another default under a deferred foreign key",
    RESTRICT.replace("no action)", "no action DEFERRABLE INITIALLY DEFERRED)"),
    OTHER_DEFAULT,
    "drizzle-d1",
    ["error fails-on-rows With rows in the tables the file fails at its COMMIT (FOREIGN KEY constraint failed)"],
  ],
  [
    "an index on a rebuilt table",
    `${SHOPS}\nCREATE INDEX by_name ON shops (name);`,
    `${
      rebuild("`name` text DEFAULT 'x',\n\t`town` text", ALL)
    }--> statement-breakpoint\nCREATE INDEX \`by_name\` ON \`shops\` (\`name\`);`,
    "drizzle-libsql",
    [],
  ],
])("%s, under $3", async (_, before, text, runner, expected) => {
  assert.deepEqual(await findingsOf({ before, text, runner }), expected);
});

Deno.test("the type of a foreign key and of its parent changes, for Turso", async () => {
  const before = `CREATE TABLE shops (code INTEGER NOT NULL);
CREATE UNIQUE INDEX codes ON shops (code);
CREATE TABLE visits (id INTEGER PRIMARY KEY, shop INTEGER REFERENCES shops(code));`;
  const text = `${
    rebuild(
      "`shop` text,\n\tFOREIGN KEY (`shop`) REFERENCES `shops`(`code`)",
      '"id", "shop"',
      "visits",
    )
  }--> statement-breakpoint\nDROP INDEX "codes";--> statement-breakpoint\nALTER TABLE \`shops\` ALTER COLUMN "code" TO "code" text NOT NULL;--> statement-breakpoint\nCREATE UNIQUE INDEX \`codes\` ON \`shops\` (\`code\`);`;
  const found = { before, text, runner: "drizzle-libsql", engine: "libsql" } as const;
  assert.deepEqual(await findingsOf(found), [
    'warning orphaned-rows Table "visits": 3 rows reference rows of "shops" that are gone',
    'error unsound-alter-column Column "code" of "shops" keeps values of its old type (NUMERIC value in shops.code)',
  ]);
});

Deno.test.each([
  [
    "a trigger on a rebuilt table",
    `${SHOPS}\nCREATE TRIGGER watch AFTER INSERT ON shops BEGIN DELETE FROM visits; END;`,
    OTHER_DEFAULT,
    "'Delft'",
    "'Gouda'",
    ['Create trigger "watch"'],
  ],
  [
    "a view of a rebuilt table",
    `${SHOPS}\nCREATE VIEW names AS SELECT name FROM shops;`,
    OTHER_DEFAULT,
    "'Delft'",
    "'Gouda'",
    ['error in view names: no such table "shops"'],
  ],
  [
    "a collation and STRICT in a rebuild",
    SHOPS.replace("town TEXT DEFAULT 'Delft')", "town TEXT COLLATE NOCASE DEFAULT 'Delft') STRICT"),
    OTHER_DEFAULT,
    "'Delft'",
    "'Gouda'",
    [
      'Change the collation (binary → nocase) of column "town" of "shops"',
      'Change STRICT of "shops"',
    ],
  ],
  [
    "the order of an index",
    `${SHOPS}\nCREATE INDEX by_name ON shops (name);`,
    "DROP INDEX `by_name`;--> statement-breakpoint\nCREATE INDEX `by_name` ON `shops` (`name`);",
    "(name)",
    "(name DESC)",
    ['Change index "by_name"'],
  ],
])("what is missing after it: %s", async (_, before, text, was, is, expected) => {
  const desired = before.replace(was, is);
  assert.deepEqual(await missingAfter({ before, text, desired }), expected);
});
