CREATE VIRTUAL TABLE tags USING fts5(count, payload);
