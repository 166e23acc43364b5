CREATE TABLE users (id INTEGER PRIMARY KEY, first TEXT, label TEXT AS (first));
