SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Drop FOREIGN KEY (post_id) REFERENCES posts (id) of "likes"
-- Add FOREIGN KEY (post_id) REFERENCES posts (id) ON DELETE CASCADE to "likes"
-- SQLite can only do this by rebuilding the table
ALTER TABLE likes RENAME TO __penumbra_old_likes;
CREATE TABLE likes (
  id INTEGER PRIMARY KEY,
  post_id INTEGER REFERENCES posts (id) ON DELETE CASCADE,
  photo_id INTEGER REFERENCES photos (id),
  CHECK ((post_id IS NOT NULL) <> (photo_id IS NOT NULL))
);
INSERT INTO likes (id, post_id, photo_id) SELECT id, post_id, photo_id FROM __penumbra_old_likes;

-- Change the default (none → 'email') of column "channel" of "subscribers"
-- SQLite can only do this by rebuilding the table
ALTER TABLE subscribers RENAME TO __penumbra_old_subscribers;
CREATE TABLE subscribers (
  id INTEGER PRIMARY KEY,
  channel TEXT NOT NULL DEFAULT 'email',
  email TEXT,
  url TEXT,
  CHECK (
    (channel = 'email' AND email IS NOT NULL AND url IS NULL) OR
    (channel = 'webhook' AND url IS NOT NULL AND email IS NULL)
  )
);
INSERT INTO subscribers (id, channel, email, url)
  SELECT id, channel, email, url FROM __penumbra_old_subscribers;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use likes, subscribers" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM likes) = (SELECT count(*) FROM __penumbra_old_likes)
    AND (SELECT count(*) FROM subscribers) = (SELECT count(*) FROM __penumbra_old_subscribers)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_likes')) = 3
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_subscribers')) = 4
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_subscribers;
DROP TABLE __penumbra_old_likes;

RELEASE penumbra;
