CREATE VIRTUAL TABLE notes USING fts4(title, body, languageid="lang");
