-- note[lint/null-to-default]: Change the default (none → 1) of column "salary" of "staff" and make it NOT NULL: NULL becomes 1

SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Drop view "tree", which is recreated below
DROP VIEW tree;

-- Drop view "tags", which is recreated below
DROP VIEW tags;

-- Drop view "ranks", which is recreated below
DROP VIEW ranks;

-- Rename table "e" to "staff"
-- Rename column "boss" of "staff" to "lead"
-- Rename column "pay" of "staff" to "salary"
-- Change the default (none → 1) of column "salary" of "staff" and make it NOT NULL
-- SQLite can only do this by rebuilding the table
-- In staff.salary, NULL becomes 1
ALTER TABLE e RENAME TO __penumbra_old_e;
DROP INDEX by_kind;
CREATE TABLE staff (id INTEGER PRIMARY KEY, lead INTEGER REFERENCES staff, salary REAL NOT NULL DEFAULT 1, data TEXT);
CREATE INDEX __penumbra_key_staff_lead ON staff (lead);
INSERT INTO staff (id, lead, salary, data)
  SELECT id, boss, coalesce(pay, 1), data FROM __penumbra_old_e;
DROP INDEX __penumbra_key_staff_lead;
CREATE INDEX by_kind ON staff (json_extract(data, '$.kind'), data ->> '$.name') WHERE data IS NOT NULL;

-- Recreate view "ranks"
CREATE VIEW ranks AS SELECT id, rank() OVER (PARTITION BY lead ORDER BY salary DESC) AS place, sum(salary) FILTER (WHERE salary > 0) OVER w AS total FROM staff WINDOW w AS (PARTITION BY lead);

-- Recreate view "tags"
CREATE VIEW tags AS SELECT staff.id, j.value AS tag FROM staff, json_each(staff.data, '$.tags') AS j WHERE staff.salary IS NOT NULL;

-- Recreate view "tree"
CREATE VIEW tree AS WITH RECURSIVE r(id, depth) AS (SELECT id, 0 FROM staff WHERE lead IS NULL UNION ALL SELECT staff.id, r.depth + 1 FROM staff JOIN r ON staff.lead = r.id) SELECT * FROM r;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use e" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM staff) = (SELECT count(*) FROM __penumbra_old_e)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_e')) = 4
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
CREATE INDEX __penumbra_key___penumbra_old_e_boss ON __penumbra_old_e (boss);
DROP TABLE __penumbra_old_e;

RELEASE penumbra;
