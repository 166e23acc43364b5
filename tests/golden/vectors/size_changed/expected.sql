-- warning[lint/vector-on-existing]: Change the type (F32_BLOB(3) → F32_BLOB(4)) of column "embedding" of "docs": the migration stops if a row contains a vector of another size or kind

SAVEPOINT penumbra;

-- Change the type (F32_BLOB(3) → F32_BLOB(4)) of column "embedding" of "docs"
-- SQLite can only do this by rebuilding the table
ALTER TABLE docs RENAME TO __penumbra_old_docs;
DROP INDEX docs_embedding;
CREATE TABLE docs (id INTEGER PRIMARY KEY, embedding F32_BLOB(4));
INSERT INTO docs (id, embedding) SELECT id, embedding FROM __penumbra_old_docs;
CREATE INDEX docs_embedding ON docs (libsql_vector_idx(embedding));

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use docs" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM docs) = (SELECT count(*) FROM __penumbra_old_docs)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_docs')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_docs;

RELEASE penumbra;
