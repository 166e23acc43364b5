-- warning[lint/unique-on-existing]: Add UNIQUE (title) to "docs": the migration stops if two rows hold the same there

-- Stop here, with nothing changed, if two rows of docs hold the same title
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "two rows of docs hold the same title" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM docs WHERE title IS NOT NULL GROUP BY title HAVING count(*) > 1);
DROP TABLE __penumbra_gate;

-- Add UNIQUE (title) to "docs"
-- SQLite cannot do this in place: rebuild "docs"
CREATE TABLE __penumbra_new_docs (id INTEGER PRIMARY KEY, a F64_BLOB(2), b F16_BLOB(3), c FB16_BLOB(3), d F8_BLOB(3), e F1BIT_BLOB(8), f FLOAT32(2), title TEXT UNIQUE);
INSERT OR ABORT INTO __penumbra_new_docs (id, a, b, c, d, e, f, title)
  SELECT id, a, b, c, d, e, f, title FROM docs;
DROP TABLE docs;
ALTER TABLE __penumbra_new_docs RENAME TO docs;

-- Restore index "docs_a"
CREATE INDEX docs_a ON docs (libsql_vector_idx(a));

-- Restore index "docs_e"
CREATE INDEX docs_e ON docs (libsql_vector_idx(e, 'metric=cosine'));
