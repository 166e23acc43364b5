CREATE VIRTUAL TABLE notes USING fts5(body);
CREATE VIRTUAL TABLE terms USING fts5vocab(notes, row);
