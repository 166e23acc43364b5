-- warning[lint/null-to-not-null]: Make column "what" of "audit" NOT NULL: the migration stops if a row contains NULL there
-- warning[lint/check-on-existing]: Add CHECK (n > - 5) to "s": the migration stops if a row violates it
-- note[lint/null-to-default]: Change the default (none → 0) of column "n" of "s" and make it NOT NULL: NULL becomes 0

SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Drop trigger "s_u", which is recreated below
DROP TRIGGER s_u;

-- Drop trigger "s_i", which is recreated below
DROP TRIGGER s_i;

-- Drop trigger "s_d", which is recreated below
DROP TRIGGER s_d;

-- Drop trigger "a_d", which is recreated below
DROP TRIGGER a_d;

-- Change the default (none → 0) of column "n" of "s" and make it NOT NULL
-- Add CHECK (n > - 5) to "s"
-- SQLite can only do this by rebuilding the table
-- In s.n, NULL becomes 0
-- Make column "what" of "audit" NOT NULL: SQLite can only do this by rebuilding the table
ALTER TABLE s RENAME TO __penumbra_old_s;
ALTER TABLE audit RENAME TO __penumbra_old_audit;
CREATE TABLE s (id INTEGER PRIMARY KEY, n INTEGER NOT NULL DEFAULT 0 CHECK (n > -5));
CREATE TABLE audit (id INTEGER PRIMARY KEY, what TEXT NOT NULL, s INTEGER REFERENCES s ON DELETE CASCADE);
INSERT INTO s (id, n) SELECT id, coalesce(n, 0) FROM __penumbra_old_s;
INSERT INTO audit (id, what, s) SELECT id, what, s FROM __penumbra_old_audit;

-- Recreate trigger "a_d"
CREATE TRIGGER a_d AFTER DELETE ON audit BEGIN UPDATE s SET n = n - 1 WHERE id = old.s; END;

-- Recreate trigger "s_d"
CREATE TRIGGER s_d BEFORE DELETE ON s BEGIN INSERT INTO audit (what) VALUES ('gone ' || old.id); END;

-- Recreate trigger "s_i"
CREATE TRIGGER s_i AFTER INSERT ON s BEGIN INSERT INTO audit (what, s) VALUES ('new', new.id); END;

-- Recreate trigger "s_u"
CREATE TRIGGER s_u AFTER UPDATE ON s BEGIN INSERT INTO audit (what) VALUES ('upd'); END;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use s, audit" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM s) = (SELECT count(*) FROM __penumbra_old_s)
    AND (SELECT count(*) FROM audit) = (SELECT count(*) FROM __penumbra_old_audit)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_s')) = 2
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_audit')) = 3
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_audit;
DROP TABLE __penumbra_old_s;

RELEASE penumbra;
