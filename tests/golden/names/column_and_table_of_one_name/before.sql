CREATE TABLE users (users TEXT PRIMARY KEY, name TEXT CHECK (users.users <> ''), "references" TEXT REFERENCES users (users));
