CREATE TABLE spans (
  id INTEGER PRIMARY KEY,
  start INTEGER,
  finish INTEGER,
  CONSTRAINT in_order CHECK (start <= finish)
);
