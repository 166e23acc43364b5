CREATE TABLE keys (name TEXT PRIMARY KEY NOT NULL, count INT, flag TEXT REFERENCES keys (name));
CREATE UNIQUE INDEX keys_by_flag ON keys (count, flag);
