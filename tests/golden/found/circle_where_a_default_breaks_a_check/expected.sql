-- Change the type (INTEGER → BLOB) of column "label" of "boxes"
-- SQLite cannot do this in place: rebuild "boxes"
-- Rows of "labels" point there, so these go along
-- Rows point around in a circle: keys are checked at the end
SAVEPOINT penumbra_rebuild;
PRAGMA defer_foreign_keys = ON;
CREATE TABLE __penumbra_new_boxes (
  id INTEGER PRIMARY KEY,
  label BLOB REFERENCES __penumbra_new_labels (id)
);
CREATE TABLE __penumbra_new_labels (
  id INTEGER PRIMARY KEY,
  box INTEGER DEFAULT 1000 REFERENCES __penumbra_new_boxes (id) ON DELETE SET DEFAULT,
  CHECK (box < 100)
);
INSERT OR ABORT INTO __penumbra_new_boxes (id, label) SELECT id, label FROM boxes;
INSERT OR ABORT INTO __penumbra_new_labels (id, box) SELECT id, box FROM labels;
DROP TABLE labels;
DROP TABLE boxes;
ALTER TABLE __penumbra_new_boxes RENAME TO boxes;
ALTER TABLE __penumbra_new_labels RENAME TO labels;
RELEASE penumbra_rebuild;
