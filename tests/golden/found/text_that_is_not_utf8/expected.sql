-- Change the expression (substr(data, 1, 1) || '!' STORED → not generated) of column "head" of "files"
-- SQLite cannot do this in place: rebuild "files"
CREATE TABLE __penumbra_new_files (id INTEGER PRIMARY KEY, data BLOB DEFAULT x'ffd8', head TEXT);
INSERT OR ABORT INTO __penumbra_new_files (id, data, head) SELECT id, data, head FROM files;
DROP TABLE files;
ALTER TABLE __penumbra_new_files RENAME TO files;
