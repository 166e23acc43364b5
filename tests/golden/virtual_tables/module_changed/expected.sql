-- Change virtual table "notes"
DROP TABLE notes;
CREATE VIRTUAL TABLE notes USING fts5(body);
