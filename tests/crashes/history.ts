import { randomFrom } from "../bench/random.ts";

/** A random history by id. Each migration adds a row to `log`. */
export function randomHistory(seed: number, length: number): Record<string, string> {
  const random = randomFrom(seed);
  const files: Record<string, string> = {
    "0000_start": `CREATE TABLE log (id TEXT PRIMARY KEY, n INTEGER NOT NULL);
CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE child (id INTEGER PRIMARY KEY,
  parent_id INTEGER NOT NULL REFERENCES parent (id) ON DELETE CASCADE, body TEXT);
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200)
INSERT INTO parent SELECT i, 'p' || i FROM n;
INSERT INTO child SELECT id * 2 + o.v, id, hex(zeroblob(40)) FROM parent, (SELECT 0 AS v UNION SELECT 1) AS o;`,
  };
  for (let number = 1; number <= length; number++) {
    const kind = random.pick(KINDS);
    const id = `${String(number).padStart(4, "0")}_${kind.name}`;
    files[id] = `INSERT INTO log VALUES ('${id}', (SELECT count(*) FROM log));\n${
      kind.sql(number)
    }`;
  }
  return files;
}

interface Kind {
  readonly name: string;
  readonly sql: (number: number) => string;
}

const KINDS: readonly Kind[] = [
  {
    name: "column",
    sql: (n) =>
      `ALTER TABLE child ADD COLUMN c${n} TEXT DEFAULT 'x';
UPDATE child SET c${n} = 'y' WHERE id % 3 = 0;`,
  },
  {
    name: "table",
    sql: (n) =>
      `CREATE TABLE t${n} (a INTEGER PRIMARY KEY, b TEXT);
INSERT INTO t${n} SELECT id, body FROM child LIMIT 100;
CREATE INDEX t${n}_b ON t${n} (b);`,
  },
  {
    name: "rows",
    sql: (n) =>
      `INSERT INTO parent (name) SELECT name || '${n}' FROM parent WHERE id % 40 = 1;
UPDATE parent SET name = upper(name) WHERE id % 2 = ${n % 2};
DELETE FROM child WHERE id % 97 = ${n % 97};`,
  },
  {
    // A rebuild as Drizzle Kit and Prisma write it.
    name: "rebuild",
    sql: () =>
      `PRAGMA foreign_keys=OFF;
CREATE TABLE __new_parent (id INTEGER PRIMARY KEY, name TEXT NOT NULL DEFAULT '');
INSERT INTO __new_parent SELECT id, name FROM parent;
DROP TABLE parent;
ALTER TABLE __new_parent RENAME TO parent;
PRAGMA foreign_keys=ON;`,
  },
  {
    name: "outside",
    sql: (n) =>
      `CREATE TABLE o${n} (a);
VACUUM;
INSERT INTO o${n} VALUES (1);
DROP TABLE o${n};`,
  },
];
