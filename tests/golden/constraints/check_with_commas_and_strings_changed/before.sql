CREATE TABLE goods (id INTEGER PRIMARY KEY, kind TEXT CHECK (kind IN ('a,b', 'it''s', 'c)')));
