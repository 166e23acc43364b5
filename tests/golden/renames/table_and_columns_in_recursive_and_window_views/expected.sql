-- note[lint/null-to-default]: Change the default (none → 1) of column "salary" of "staff" and make it NOT NULL: NULL becomes 1

-- Make room: view "tree" comes back below
DROP VIEW tree;

-- Make room: view "tags" comes back below
DROP VIEW tags;

-- Make room: view "ranks" comes back below
DROP VIEW ranks;

-- Rename table "e" to "staff"
-- Rename column "boss" of "staff" to "lead"
-- Rename column "pay" of "staff" to "salary"
-- Change the default (none → 1) of column "salary" of "staff" and make it NOT NULL
-- SQLite cannot do this in place: rebuild "staff"
-- Rows that point nowhere stay as they are: keys are checked at the end
SAVEPOINT penumbra_rebuild;
PRAGMA defer_foreign_keys = ON;
CREATE TABLE __penumbra_new_staff (id INTEGER PRIMARY KEY, lead INTEGER REFERENCES __penumbra_new_staff, salary REAL NOT NULL DEFAULT 1, data TEXT);
INSERT OR ABORT INTO __penumbra_new_staff (id, lead, salary, data)
  SELECT id, boss, coalesce(pay, 1), data FROM e;
DROP TABLE e;
ALTER TABLE __penumbra_new_staff RENAME TO staff;
RELEASE penumbra_rebuild;

-- Restore index "by_kind"
CREATE INDEX by_kind ON staff (json_extract(data, '$.kind'), data ->> '$.name') WHERE data IS NOT NULL;

-- Restore view "ranks"
CREATE VIEW ranks AS SELECT id, rank() OVER (PARTITION BY lead ORDER BY salary DESC) AS place, sum(salary) FILTER (WHERE salary > 0) OVER w AS total FROM staff WINDOW w AS (PARTITION BY lead);

-- Restore view "tags"
CREATE VIEW tags AS SELECT staff.id, j.value AS tag FROM staff, json_each(staff.data, '$.tags') AS j WHERE staff.salary IS NOT NULL;

-- Restore view "tree"
CREATE VIEW tree AS WITH RECURSIVE r(id, depth) AS (SELECT id, 0 FROM staff WHERE lead IS NULL UNION ALL SELECT staff.id, r.depth + 1 FROM staff JOIN r ON staff.lead = r.id) SELECT * FROM r;
