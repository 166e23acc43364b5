SAVEPOINT penumbra;

-- Add column "cut" to "film": SQLite can only do this by rebuilding the table
ALTER TABLE film RENAME TO __penumbra_old_film;
CREATE TABLE film (id INTEGER PRIMARY KEY, cut TEXT DEFAULT x'00') STRICT;
INSERT INTO film (id, cut) SELECT id, 'final' FROM __penumbra_old_film;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use film" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM film) = (SELECT count(*) FROM __penumbra_old_film)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_film')) = 1
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_film;

RELEASE penumbra;
