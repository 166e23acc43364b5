-- warning[lint/constraint-in-type]: Column "id" of "t" has the type INTEGER AUTO_INCREMENT, and no constraint AUTOINCREMENT
-- warning[lint/constraint-in-type]: Column "a" of "t" has the type TEXT UNIQE, and no constraint UNIQUE
-- warning[lint/constraint-in-type]: Column "b" of "t" has the type TEXT REFERENCE, and no constraint REFERENCES

-- Create table "t"
CREATE TABLE t (
  id INTEGER AUTO_INCREMENT PRIMARY KEY,
  a TEXT UNIQE,
  b TEXT REFERENCE,
  c TEXT "UNIQE",
  d UNSIGNED BIG INT,
  e DOUBLE PRECISION NOT NULL,
  f VARYING CHARACTER(9),
  g TIMESTAMP WITH TIME ZONE,
  h TEXT UNIQUE
);
