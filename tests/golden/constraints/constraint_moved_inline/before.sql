CREATE TABLE users (id INTEGER, team INTEGER, name TEXT, PRIMARY KEY (id), UNIQUE (name), CHECK (name <> ''), FOREIGN KEY (team) REFERENCES users (id));
