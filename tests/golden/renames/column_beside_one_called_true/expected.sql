-- warning[lint/check-on-existing]: Add CHECK ("true" <> is_now) to "flags": the migration stops if a row violates it

SAVEPOINT penumbra;

-- Rename column "was" of "flags" to "is_now"
-- Add CHECK ("true" <> is_now) to "flags"
-- SQLite can only do this by rebuilding the table
ALTER TABLE flags RENAME TO __penumbra_old_flags;
CREATE TABLE flags (id INTEGER PRIMARY KEY, "true" INT, is_now INT, CHECK ("true" <> is_now));
INSERT INTO flags (id, "true", is_now) SELECT id, "true", was FROM __penumbra_old_flags;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use flags" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM flags) = (SELECT count(*) FROM __penumbra_old_flags)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_flags')) = 3
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_flags') WHERE lower(name) IN ('true')) = 1
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_flags;

RELEASE penumbra;
