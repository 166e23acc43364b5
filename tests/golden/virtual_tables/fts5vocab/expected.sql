-- Create virtual table "terms"
CREATE VIRTUAL TABLE terms USING fts5vocab(notes, row);
