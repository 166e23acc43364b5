CREATE TABLE users (
  id INTEGER PRIMARY KEY,
  role TEXT NOT NULL DEFAULT 'member',
  score INTEGER NOT NULL DEFAULT (0),
  rank INTEGER DEFAULT -1,
  active BOOLEAN NOT NULL DEFAULT TRUE,
  seal BLOB DEFAULT x'00ff',
  note TEXT DEFAULT 'it''s, (so); -- to say'
);
