CREATE TABLE t (
  id INTEGER PRIMARY KEY,
  b TEXT, -- @renamed from=a
  a INTEGER /* @renamed from=b */
);
