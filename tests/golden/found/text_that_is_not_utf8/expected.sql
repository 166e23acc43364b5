SAVEPOINT penumbra;

-- Change the expression (substr(data, 1, 1) || '!' STORED → not generated) of column "head" of "files"
-- SQLite can only do this by rebuilding the table
ALTER TABLE files RENAME TO __penumbra_old_files;
CREATE TABLE files (id INTEGER PRIMARY KEY, data BLOB DEFAULT x'ffd8', head TEXT);
INSERT INTO files (id, data, head) SELECT id, data, head FROM __penumbra_old_files;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use files" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM files) = (SELECT count(*) FROM __penumbra_old_files)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_files')) = 3
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_files;

RELEASE penumbra;
