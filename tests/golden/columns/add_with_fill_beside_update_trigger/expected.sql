SAVEPOINT penumbra;

-- Stop here, with nothing changed, if users.slug is there already
CREATE TABLE __penumbra_gate (check_1 CONSTRAINT "users.slug is there already" CHECK (check_1));
INSERT INTO __penumbra_gate (check_1)
  SELECT NOT EXISTS (SELECT 1 FROM pragma_table_xinfo('users') WHERE lower(name) = 'slug');

-- Drop trigger "users_counted", which is recreated below
DROP TRIGGER users_counted;

-- Add column "slug" to "users"
ALTER TABLE users ADD COLUMN slug TEXT;
UPDATE users SET slug = lower(name);

-- Recreate trigger "users_counted"
CREATE TRIGGER users_counted AFTER UPDATE ON users BEGIN
  UPDATE users SET changes = changes + 1 WHERE id = NEW.id;
END;
INSERT OR ROLLBACK INTO __penumbra_gate (check_1) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;

RELEASE penumbra;
