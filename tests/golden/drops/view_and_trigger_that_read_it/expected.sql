-- penumbra: allow data-loss

SAVEPOINT penumbra;

-- Drop trigger "keep_added"
DROP TRIGGER keep_added;

-- Drop view "reads_both", which is recreated below with its changes
DROP VIEW reads_both;

-- Add column "more" to "keep"
-- Add UNIQUE (more) to "keep"
-- SQLite can only do this by rebuilding the table
ALTER TABLE keep RENAME TO __penumbra_old_keep;
CREATE TABLE keep (id INTEGER PRIMARY KEY, more TEXT UNIQUE);
INSERT INTO keep (id) SELECT id FROM __penumbra_old_keep;

-- Drop table "gone"
ALTER TABLE gone RENAME TO __penumbra_old_gone;

-- Change view "reads_both"
CREATE VIEW reads_both AS SELECT keep.id FROM keep;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use keep, gone" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM keep) = (SELECT count(*) FROM __penumbra_old_keep)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_keep')) = 1
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_gone;
DROP TABLE __penumbra_old_keep;

RELEASE penumbra;
