CREATE TABLE __penumbra_new_users (id INTEGER PRIMARY KEY, note TEXT UNIQUE);
CREATE TABLE users (id INTEGER PRIMARY KEY, up INTEGER REFERENCES __penumbra_new_users (id) ON DELETE CASCADE);
CREATE VIRTUAL TABLE __penumbra_new_notes USING fts5(body);
CREATE VIRTUAL TABLE notes USING fts5(body, tokenize = porter);
