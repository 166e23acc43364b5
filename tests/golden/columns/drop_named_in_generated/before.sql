CREATE TABLE users (id INTEGER PRIMARY KEY, first TEXT, last TEXT, label TEXT AS (first || last));
