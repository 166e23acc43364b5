CREATE TABLE t (
  id INTEGER PRIMARY KEY, -- one, two
  a TEXT -- three, four
, -- five
  "b" TEXT /* six, seven */, -- eight, nine
  CHECK (a > 0) -- ten, eleven
);
