-- warning[lint/foreign-key-on-existing]: Add FOREIGN KEY (a) REFERENCES t (id) ON DELETE SET NULL to "t": the migration stops if a row points nowhere

-- Add column "a" to "t"
-- Add CHECK (a <> '') to "t"
-- Add FOREIGN KEY (a) REFERENCES t (id) ON DELETE SET NULL to "t"
-- SQLite cannot do this in place: rebuild "t"
CREATE TABLE __penumbra_new_t (
  id INTEGER PRIMARY KEY,
  a TEXT COLLATE NOCASE NOT NULL ON CONFLICT REPLACE DEFAULT 'x' CHECK (a <> '') REFERENCES __penumbra_new_t (id) ON DELETE SET NULL
);
INSERT OR ABORT INTO __penumbra_new_t (id, a) SELECT id, id FROM t;
DROP TABLE t;
ALTER TABLE __penumbra_new_t RENAME TO t;
