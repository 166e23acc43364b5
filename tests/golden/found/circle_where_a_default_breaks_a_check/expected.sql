SAVEPOINT penumbra;

-- Tables reference each other: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Change the type (INTEGER → BLOB) of column "label" of "boxes"
-- SQLite can only do this by rebuilding the table
-- "labels" references "boxes", so it is rebuilt too
ALTER TABLE boxes RENAME TO __penumbra_old_boxes;
ALTER TABLE labels RENAME TO __penumbra_old_labels;
CREATE TABLE boxes (
  id INTEGER PRIMARY KEY,
  label BLOB REFERENCES labels (id)
);
CREATE TABLE labels (
  id INTEGER PRIMARY KEY,
  box INTEGER DEFAULT 1000 REFERENCES boxes (id) ON DELETE SET DEFAULT,
  CHECK (box < 100)
);
CREATE INDEX __penumbra_key_boxes_label ON boxes (label);
CREATE INDEX __penumbra_key_labels_box ON labels (box);
INSERT INTO boxes (id, label) SELECT id, label FROM __penumbra_old_boxes;
INSERT INTO labels (id, box) SELECT id, box FROM __penumbra_old_labels;
DROP INDEX __penumbra_key_boxes_label;
DROP INDEX __penumbra_key_labels_box;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use boxes, labels" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM boxes) = (SELECT count(*) FROM __penumbra_old_boxes)
    AND (SELECT count(*) FROM labels) = (SELECT count(*) FROM __penumbra_old_labels)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_boxes')) = 2
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_labels')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
CREATE INDEX __penumbra_key___penumbra_old_boxes_label ON __penumbra_old_boxes (label);
CREATE INDEX __penumbra_key___penumbra_old_labels_box ON __penumbra_old_labels (box);
UPDATE __penumbra_old_labels SET box = NULL;
DROP TABLE __penumbra_old_labels;
CREATE TABLE __penumbra_old_labels (id, PRIMARY KEY (id));
DROP TABLE __penumbra_old_boxes;
DROP TABLE __penumbra_old_labels;

RELEASE penumbra;
