-- penumbra: allow data-loss:notes

SAVEPOINT penumbra;

-- Drop table "notes"
DROP TABLE notes;

-- Create virtual table "notes"
CREATE VIRTUAL TABLE notes USING fts5(body);

RELEASE penumbra;
