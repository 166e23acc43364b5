CREATE VIRTUAL TABLE notes_search USING fts5(count, payload, tokenize = 'porter');
