CREATE TABLE docs (id INTEGER PRIMARY KEY, heading TEXT NOT NULL DEFAULT '', body TEXT); CREATE VIRTUAL TABLE docs_fts USING fts5(heading, body, content='docs', content_rowid='id');
CREATE TRIGGER docs_ai AFTER INSERT ON docs BEGIN INSERT INTO docs_fts(rowid, heading, body) VALUES (new.id, new.heading, new.body); END;
CREATE TRIGGER docs_ad AFTER DELETE ON docs BEGIN INSERT INTO docs_fts(docs_fts, rowid, heading, body) VALUES ('delete', old.id, old.heading, old.body); END;
