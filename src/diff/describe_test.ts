import assert from "node:assert/strict";
import { snapshotAfter } from "../../tests/support/snapshots.ts";
import { describeChange } from "./describe.ts";
import { detectChanges } from "./detect_changes.ts";

Deno.test.each([
  ["a TEXT", "a TEXT NOT NULL", ['Make column "a" of "t" NOT NULL']],
  ["a TEXT NOT NULL", "a TEXT", ['Allow NULL in column "a" of "t"']],
  [
    "a TEXT",
    "a TEXT NOT NULL ON CONFLICT IGNORE DEFAULT ''",
    [`Change the default (none → '') of column "a" of "t" and make it NOT NULL ON CONFLICT IGNORE`],
  ],
  [
    "a TEXT NOT NULL",
    "a INT COLLATE NOCASE",
    [
      'Change the type (TEXT → INT) and the collation (binary → nocase) of column "a" of "t" ' +
      "and allow NULL",
    ],
  ],
  [
    "a, b AS (a)",
    "a, b AS (a + 1) STORED",
    ['Change the expression (a VIRTUAL → a + 1 STORED) of column "b" of "t"'],
  ],
  [
    "a INTEGER PRIMARY KEY",
    "a INTEGER PRIMARY KEY AUTOINCREMENT",
    ['Drop PRIMARY KEY (a) of "t"', 'Add PRIMARY KEY (a) AUTOINCREMENT to "t"'],
  ],
  [
    "a REFERENCES t (a)",
    'a REFERENCES "t 2" (b) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED',
    [
      'Drop FOREIGN KEY (a) REFERENCES t (a) of "t"',
      'Add FOREIGN KEY (a) REFERENCES "t 2" (b) ON DELETE SET NULL ' +
      'DEFERRABLE INITIALLY DEFERRED to "t"',
    ],
  ],
  [
    "a, UNIQUE (a)",
    "a, UNIQUE (a COLLATE NOCASE) ON CONFLICT REPLACE",
    ['Drop UNIQUE (a) of "t"', 'Add UNIQUE (a COLLATE NOCASE) ON CONFLICT REPLACE to "t"'],
  ],
])("describeChange() describes what turns %s into %s", async (before, after, expected) => {
  const [current, desired] = await Promise.all(
    [before, after].map((columns) => snapshotAfter(`CREATE TABLE t (${columns})`)),
  );
  assert.deepEqual(detectChanges(current!, desired!).map(describeChange), expected);
});
