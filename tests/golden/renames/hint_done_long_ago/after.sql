-- @renamed from=users
CREATE TABLE people (
  id INTEGER PRIMARY KEY,
  label TEXT -- @renamed from=name
);
