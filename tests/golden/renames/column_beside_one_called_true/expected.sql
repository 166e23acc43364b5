-- warning[lint/check-on-existing]: Add CHECK ("true" <> is_now) to "flags": the migration stops if a row does not pass it

-- Rename column "was" of "flags" to "is_now"
-- Add CHECK ("true" <> is_now) to "flags"
-- SQLite cannot do this in place: rebuild "flags"
CREATE TABLE __penumbra_new_flags (id INTEGER PRIMARY KEY, "true" INT, is_now INT, CHECK ("true" <> is_now));
INSERT OR ABORT INTO __penumbra_new_flags (id, "true", is_now) SELECT id, "true", was FROM flags;
DROP TABLE flags;
ALTER TABLE __penumbra_new_flags RENAME TO flags;
