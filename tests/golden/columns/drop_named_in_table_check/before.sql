CREATE TABLE spans (id INTEGER PRIMARY KEY, start INTEGER, finish INTEGER, CHECK (start <= finish));
