CREATE VIRTUAL TABLE tags USING fts5(count, tokenize='porter', content='');
