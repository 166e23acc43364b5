CREATE TABLE spans (
  id INTEGER PRIMARY KEY,
  start INTEGER CHECK (start < finish),
  finish INTEGER
);
