-- warning[lint/lossy-type-change]: Change the type (TEXT → INTEGER) of column "age" of "users": the migration stops if users.age has text with more digits than INTEGER keeps
-- warning[lint/text-to-number]: Change the type (TEXT → INTEGER) of column "age" of "users": texts that read as numbers become numbers: '007' becomes 7

SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Stop here, with nothing changed, if users.age has text with more digits than INTEGER keeps
CREATE TABLE __penumbra_gate (
  check_1 CONSTRAINT "users.age has text with more digits than INTEGER keeps" CHECK (check_1),
  arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use users" CHECK (arrived)
);
INSERT INTO __penumbra_gate (check_1)
  SELECT NOT EXISTS (SELECT 1 FROM users WHERE age = CAST(age AS NUMERIC) AND typeof(CAST(age AS NUMERIC)) = 'real' AND length(replace(ltrim(age, ' +-0'), '.', '')) > 15);

-- Change the type (TEXT → INTEGER) of column "age" of "users"
-- SQLite can only do this by rebuilding the table
-- In users.age, texts that read as numbers become numbers: '007' becomes 7
ALTER TABLE users RENAME TO __penumbra_old_users;
CREATE TABLE users (id INTEGER PRIMARY KEY, team INTEGER REFERENCES teams (id) ON DELETE CASCADE, age INTEGER);
INSERT INTO users (id, team, age) SELECT id, team, age FROM __penumbra_old_users;

-- Nothing is dropped unless every row arrived
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM users) = (SELECT count(*) FROM __penumbra_old_users)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_users')) = 3
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) >= 2 FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_users;

RELEASE penumbra;
