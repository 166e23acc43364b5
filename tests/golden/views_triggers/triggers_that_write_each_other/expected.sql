-- warning[lint/null-to-not-null]: Make column "what" of "audit" NOT NULL: the migration stops if a row holds NULL there
-- warning[lint/check-on-existing]: Add CHECK (n > - 5) to "s": the migration stops if a row does not pass it
-- note[lint/null-to-default]: Change the default (none → 0) of column "n" of "s" and make it NOT NULL: NULL becomes 0

-- Stop here, with nothing changed, if audit.what holds NULL
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "audit.what holds NULL" CHECK (ok));
INSERT INTO __penumbra_gate SELECT NOT EXISTS (SELECT 1 FROM audit WHERE what IS NULL);
DROP TABLE __penumbra_gate;

-- Make room: trigger "s_u" comes back below
DROP TRIGGER s_u;

-- Make room: trigger "s_i" comes back below
DROP TRIGGER s_i;

-- Make room: trigger "s_d" comes back below
DROP TRIGGER s_d;

-- Make room: trigger "a_d" comes back below
DROP TRIGGER a_d;

-- Change the default (none → 0) of column "n" of "s" and make it NOT NULL
-- Add CHECK (n > - 5) to "s"
-- Make column "what" of "audit" NOT NULL
-- SQLite cannot do this in place: rebuild "s", "audit"
-- Rows that point nowhere stay as they are: keys are checked at the end
SAVEPOINT penumbra_rebuild;
PRAGMA defer_foreign_keys = ON;
CREATE TABLE __penumbra_new_s (id INTEGER PRIMARY KEY, n INTEGER NOT NULL DEFAULT 0 CHECK (n > -5));
CREATE TABLE __penumbra_new_audit (id INTEGER PRIMARY KEY, what TEXT NOT NULL, s INTEGER REFERENCES __penumbra_new_s ON DELETE CASCADE);
INSERT OR ABORT INTO __penumbra_new_s (id, n) SELECT id, coalesce(n, 0) FROM s;
INSERT OR ABORT INTO __penumbra_new_audit (id, what, s) SELECT id, what, s FROM audit;
DROP TABLE audit;
DROP TABLE s;
ALTER TABLE __penumbra_new_s RENAME TO s;
ALTER TABLE __penumbra_new_audit RENAME TO audit;
RELEASE penumbra_rebuild;

-- Restore trigger "a_d"
CREATE TRIGGER a_d AFTER DELETE ON audit BEGIN UPDATE s SET n = n - 1 WHERE id = old.s; END;

-- Restore trigger "s_d"
CREATE TRIGGER s_d BEFORE DELETE ON s BEGIN INSERT INTO audit (what) VALUES ('gone ' || old.id); END;

-- Restore trigger "s_i"
CREATE TRIGGER s_i AFTER INSERT ON s BEGIN INSERT INTO audit (what, s) VALUES ('new', new.id); END;

-- Restore trigger "s_u"
CREATE TRIGGER s_u AFTER UPDATE ON s BEGIN INSERT INTO audit (what) VALUES ('upd'); END;
