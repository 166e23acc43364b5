CREATE VIRTUAL TABLE notes USING fts3(title, body, tokenize porter);
