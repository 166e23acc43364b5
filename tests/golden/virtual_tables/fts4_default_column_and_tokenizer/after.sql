CREATE VIRTUAL TABLE notes USING fts4(tokenize=porter);
