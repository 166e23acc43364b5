CREATE TABLE users (id INTEGER PRIMARY KEY, kind TEXT DEFAULT 'x' CHECK (kind <> 'users.id' AND kind <> 'REFERENCES users'));
