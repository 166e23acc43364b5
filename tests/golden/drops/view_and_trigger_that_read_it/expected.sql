-- penumbra: allow data-loss

-- Drop trigger "keep_added"
DROP TRIGGER keep_added;

-- Make room: view "reads_both" comes back below, changed
DROP VIEW reads_both;

-- Add column "more" to "keep"
-- Add UNIQUE (more) to "keep"
-- SQLite cannot do this in place: rebuild "keep"
CREATE TABLE __penumbra_new_keep (id INTEGER PRIMARY KEY, more TEXT UNIQUE);
INSERT OR ABORT INTO __penumbra_new_keep (id) SELECT id FROM keep;
DROP TABLE keep;
ALTER TABLE __penumbra_new_keep RENAME TO keep;

-- Drop table "gone"
DROP TABLE gone;

-- Change view "reads_both"
CREATE VIEW reads_both AS SELECT keep.id FROM keep;
