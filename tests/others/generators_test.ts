/**
 * What other generators write for changes of a schema, in the form they write it, and what it does to
 * rows under who runs it: what loses some is found, what keeps them all is not accused.
 */
import assert from "node:assert/strict";
import { lint } from "../../src/lint/lint.ts";
import { RUNNERS } from "../../src/migrations/runners/list.ts";
import { judgeFiles } from "../../src/shadow/judge/judge.ts";
import { readStatements } from "../../src/shadow/read_statements.ts";
import { replay } from "../../src/shadow/replay/replay.ts";

function migrationOf(name: string, text: string) {
  return { id: name, version: name, name: "", source: { name: `${name}.sql`, text } };
}

/** The errors and warnings about a file, as `severity code, statement`. */
async function findingsOf(before: string, text: string, runner: string): Promise<string[]> {
  const state = await replay([migrationOf("1", before)], undefined, { target: "sqlite" });
  assert(state.ok, JSON.stringify(state.diagnostics));
  const migration = migrationOf("2", text);
  const statements = readStatements([migration.source]);
  assert(statements.ok);
  const runners = RUNNERS.filter(({ name }) => name === runner);
  const { effects, unable } = await judgeFiles({
    engine: "sqlite",
    before: state.value.snapshot,
    files: [{ migration, statements: statements.value }],
    runners,
  });
  assert.deepEqual(unable, []);
  return lint(effects, runners).filter(({ severity }) => severity !== "note").map((it) =>
    `${it.severity} ${it.code.replace("lint/", "")} ${
      it.message.replace(/(?: and its data|, at).*$/, "")
    }`
  );
}

/** Shops, and the visits that go with them. */
const SHOPS =
  `CREATE TABLE shops (id INTEGER PRIMARY KEY NOT NULL, name TEXT, town TEXT DEFAULT 'Delft');
CREATE TABLE visits (id INTEGER PRIMARY KEY NOT NULL, shop INTEGER NOT NULL, day TEXT,
  FOREIGN KEY (shop) REFERENCES shops(id) ON UPDATE no action ON DELETE cascade);`;

const SET_NULL = SHOPS.replace("shop INTEGER NOT NULL", "shop INTEGER").replace(
  "cascade",
  "set null",
);

const RESTRICT = SHOPS.replace("cascade", "no action");

/** How drizzle-kit 0.31 rebuilds a table. */
function drizzleRebuild(columns: string, copied: string): string {
  return `PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE \`__new_shops\` (
	\`id\` integer PRIMARY KEY NOT NULL,
	${columns}
);
--> statement-breakpoint
INSERT INTO \`__new_shops\`(${copied}) SELECT ${copied} FROM \`shops\`;--> statement-breakpoint
DROP TABLE \`shops\`;--> statement-breakpoint
ALTER TABLE \`__new_shops\` RENAME TO \`shops\`;--> statement-breakpoint
PRAGMA foreign_keys=ON;`;
}

const ALL = '"id", "name", "town"';

const OTHER_DEFAULT = drizzleRebuild("`name` text,\n\t`town` text DEFAULT 'Gouda'", ALL);

/** How Prisma's engine does it. */
function prismaRebuild(columns: string, copied = ALL): string {
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

const PRISMA_DEFAULT = prismaRebuild(`"name" TEXT,\n    "town" TEXT DEFAULT 'Gouda'`);

/** How Atlas does it. */
const ATLAS_DEFAULT = `-- Disable the enforcement of foreign-keys constraints
PRAGMA foreign_keys = off;
-- Create "new_shops" table
CREATE TABLE \`new_shops\` (\`id\` integer NOT NULL, \`name\` text NULL, \`town\` text NULL DEFAULT 'Gouda', PRIMARY KEY (\`id\`));
-- Copy rows from old table "shops" to new temporary table "new_shops"
INSERT INTO \`new_shops\` (\`id\`, \`name\`, \`town\`) SELECT \`id\`, \`name\`, \`town\` FROM \`shops\`;
-- Drop "shops" table after copying rows
DROP TABLE \`shops\`;
-- Rename temporary table "new_shops" to "shops"
ALTER TABLE \`new_shops\` RENAME TO \`shops\`;
-- Enable back the enforcement of foreign-keys constraints
PRAGMA foreign_keys = on;
`;

const EMPTIED = ["error cascade-on-rebuild visits: 3 rows became 0"];

const UNTIED = ["error cascade-on-rebuild visits.shop: 3 values became NULL"];

const STOPPED = [
  "error fails-on-rows With rows in the tables the statement fails (FOREIGN KEY constraint failed)",
];

Deno.test.each([
  // drizzle-kit
  ["drizzle-kit, another default", SHOPS, OTHER_DEFAULT, "drizzle-better-sqlite3", EMPTIED],
  ["drizzle-kit, another default", SHOPS, OTHER_DEFAULT, "drizzle-d1", EMPTIED],
  ["drizzle-kit, another default", SHOPS, OTHER_DEFAULT, "wrangler", EMPTIED],
  ["drizzle-kit, another default", SHOPS, OTHER_DEFAULT, "drizzle-libsql", []],
  ["drizzle-kit, another default", SHOPS, OTHER_DEFAULT, "drizzle-expo", []],
  [
    "drizzle-kit, a default under SET NULL",
    SET_NULL,
    OTHER_DEFAULT,
    "drizzle-better-sqlite3",
    UNTIED,
  ],
  ["drizzle-kit, a default under SET NULL", SET_NULL, OTHER_DEFAULT, "drizzle-libsql", []],
  ["drizzle-kit, a default under NO ACTION", RESTRICT, OTHER_DEFAULT, "drizzle-libsql", []],
  [
    "drizzle-kit, a column that goes in a rebuild",
    SHOPS,
    drizzleRebuild("`name` text DEFAULT 'x'", '"id", "name"'),
    "drizzle-libsql",
    ['error data-loss The migration drops column "town" of "shops"'],
  ],
  [
    "drizzle-kit, a column and a table that go",
    SHOPS,
    "ALTER TABLE `shops` DROP COLUMN `town`;--> statement-breakpoint\nDROP TABLE `visits`;",
    "drizzle-better-sqlite3",
    [
      'error data-loss The migration drops column "town" of "shops"',
      'error data-loss The migration drops table "visits"',
    ],
  ],
  [
    "drizzle-kit, a rename of a table and of a column",
    SHOPS,
    'ALTER TABLE `shops` RENAME TO `stores`;--> statement-breakpoint\nALTER TABLE `stores` RENAME COLUMN "town" TO "city";',
    "drizzle-better-sqlite3",
    [],
  ],
  [
    "drizzle-kit, a column without a default that takes no NULL",
    SHOPS,
    "ALTER TABLE `visits` ADD `kind` text NOT NULL;",
    "drizzle-libsql",
    [
      "error fails-on-rows With rows in the tables the statement fails (Cannot add a NOT NULL column with default value NULL)",
    ],
  ],
  [
    "drizzle-kit, a new column and an index",
    SHOPS,
    "ALTER TABLE `visits` ADD `kind` text DEFAULT 'x' NOT NULL;--> statement-breakpoint\nCREATE INDEX `by_day` ON `visits` (`day`);",
    "drizzle-better-sqlite3",
    [],
  ],
  [
    "drizzle-kit, a new column in a rebuild, read from the old table",
    SHOPS,
    drizzleRebuild(
      "`name` text DEFAULT 'x',\n\t`town` text,\n\t`stars` integer",
      `${ALL}, "stars"`,
    ),
    "drizzle-expo",
    ["error double-quoted-string The migration stores the text 'stars' in every row of shops.stars"],
  ],
  [
    "drizzle-kit, a column under another name in a rebuild",
    SHOPS,
    drizzleRebuild("`name` text,\n\t`city` text", '"id", "name", "city"'),
    "wrangler",
    [
      'error data-loss The migration drops column "town" of "shops"',
      "error double-quoted-string The migration stores the text 'city' in every row of shops.city",
      ...EMPTIED,
    ],
  ],
  // Prisma
  ["Prisma, another default", SHOPS, PRISMA_DEFAULT, "prisma", []],
  ["Prisma, another default", SHOPS, PRISMA_DEFAULT, "wrangler", EMPTIED],
  ["Prisma, another default", SET_NULL, PRISMA_DEFAULT, "wrangler", UNTIED],
  ["Prisma, another default", SHOPS, PRISMA_DEFAULT, "turso-shell", []],
  ["Prisma, another default", SHOPS, PRISMA_DEFAULT, "sqlx", EMPTIED],
  [
    "Prisma, a column that goes in a rebuild",
    SHOPS,
    prismaRebuild('"name" TEXT', '"id", "name"'),
    "prisma",
    ['error data-loss The migration drops column "town" of "shops"'],
  ],
  [
    "Prisma, a column without a default that takes no NULL",
    SHOPS,
    '-- AlterTable\nALTER TABLE "visits" ADD COLUMN "kind" TEXT NOT NULL;\n',
    "prisma",
    [
      "error fails-on-rows With rows in the tables the statement fails (Cannot add a NOT NULL column with default value NULL)",
    ],
  ],
  [
    "Prisma, tables that go and come",
    SHOPS,
    '-- DropTable\nPRAGMA foreign_keys=off;\nDROP TABLE "visits";\nPRAGMA foreign_keys=on;\n\n-- CreateTable\nCREATE TABLE "stays" ("id" INTEGER NOT NULL PRIMARY KEY);\n',
    "prisma",
    ['error data-loss The migration drops table "visits"'],
  ],
  // Atlas
  ["Atlas, another default", SHOPS, ATLAS_DEFAULT, "atlas", []],
  ["Atlas, another default", SHOPS, ATLAS_DEFAULT, "wrangler", EMPTIED],
  ["Atlas, another default", SHOPS, ATLAS_DEFAULT, "dbmate", []],
  ["Atlas, another default", SET_NULL, ATLAS_DEFAULT, "transaction", UNTIED],
  ["Atlas, another default", RESTRICT, ATLAS_DEFAULT, "wrangler", STOPPED],
  [
    "Atlas, a column that goes",
    SHOPS,
    '-- Drop column "town" from table: "shops"\nALTER TABLE `shops` DROP COLUMN `town`;\n',
    "atlas",
    ['error data-loss The migration drops column "town" of "shops"'],
  ],
])("%s, under $3", async (_, before, text, runner, expected) => {
  assert.deepEqual(await findingsOf(before, text, runner), expected);
});
