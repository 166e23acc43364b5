-- penumbra: allow data-loss

SAVEPOINT penumbra;

-- Drop view "v"
DROP VIEW v;

-- Drop table "posts"
-- Drop table "users"
ALTER TABLE posts RENAME TO __penumbra_old_posts;
ALTER TABLE users RENAME TO __penumbra_old_users;

-- Nothing is dropped that unknown objects use
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "unknown objects use posts, users" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_posts;
DROP TABLE __penumbra_old_users;

RELEASE penumbra;
