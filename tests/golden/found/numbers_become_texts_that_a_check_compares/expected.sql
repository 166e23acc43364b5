-- warning[lint/lossy-type-change]: Change the type (REAL → TEXT) of column "size" of "parts": the migration stops if parts.size has numbers with more digits than TEXT keeps
-- note[lint/number-to-text]: Change the type (REAL → TEXT) of column "size" of "parts": numbers become texts: 7 becomes '7'
-- warning[proof/no-rows]: Cannot prove the migration with rows of "parts": no row could be made that its constraints accept

-- Not proven with rows: none could be made for parts

SAVEPOINT penumbra;

-- Stop here, with nothing changed, if parts.size has numbers with more digits than TEXT keeps
CREATE TABLE __penumbra_gate (
  check_1 CONSTRAINT "parts.size has numbers with more digits than TEXT keeps" CHECK (check_1),
  arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use parts" CHECK (arrived)
);
INSERT INTO __penumbra_gate (check_1)
  SELECT NOT EXISTS (SELECT 1 FROM parts WHERE typeof(size) = 'real' AND CAST(CAST(size AS TEXT) AS REAL) <> size);

-- Change the type (REAL → TEXT) of column "size" of "parts"
-- SQLite can only do this by rebuilding the table
-- In parts.size, numbers become texts: 7 becomes '7'
ALTER TABLE parts RENAME TO __penumbra_old_parts;
CREATE TABLE parts (
  id INTEGER PRIMARY KEY,
  size TEXT NOT NULL CHECK (size IN (0, 1, 42))
);
INSERT INTO parts (id, size) SELECT id, size FROM __penumbra_old_parts;

-- Nothing is dropped unless every row arrived
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM parts) = (SELECT count(*) FROM __penumbra_old_parts)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_parts')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) >= 2 FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_parts;

RELEASE penumbra;
