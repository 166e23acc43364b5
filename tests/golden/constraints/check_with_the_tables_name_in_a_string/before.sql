CREATE TABLE users (id INTEGER PRIMARY KEY, kind TEXT CHECK (kind <> 'users.id' AND kind <> 'REFERENCES users'));
