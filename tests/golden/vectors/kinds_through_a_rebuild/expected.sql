-- warning[lint/unique-on-existing]: Add UNIQUE (title) to "docs": the migration stops if two rows have the same values there

SAVEPOINT penumbra;

-- Add UNIQUE (title) to "docs": SQLite can only do this by rebuilding the table
ALTER TABLE docs RENAME TO __penumbra_old_docs;
DROP INDEX docs_a;
DROP INDEX docs_e;
CREATE TABLE docs (id INTEGER PRIMARY KEY, a F64_BLOB(2), b F16_BLOB(3), c FB16_BLOB(3), d F8_BLOB(3), e F1BIT_BLOB(8), f FLOAT32(2), title TEXT UNIQUE);
INSERT INTO docs (id, a, b, c, d, e, f, title)
  SELECT id, a, b, c, d, e, f, title FROM __penumbra_old_docs;
CREATE INDEX docs_a ON docs (libsql_vector_idx(a));
CREATE INDEX docs_e ON docs (libsql_vector_idx(e, 'metric=cosine'));

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use docs" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM docs) = (SELECT count(*) FROM __penumbra_old_docs)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_docs')) = 8
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_docs;

RELEASE penumbra;
