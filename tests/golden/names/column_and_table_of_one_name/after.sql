CREATE TABLE users (users TEXT PRIMARY KEY, name TEXT CHECK (users.users <> '') DEFAULT 'x', "references" TEXT REFERENCES users (users));
