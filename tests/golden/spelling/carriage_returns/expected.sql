-- note[lint/null-to-default]: Change the default (none → 'x
y') of column "a" of "t" and make it NOT NULL: NULL becomes 'x
y'

-- Make room: view "v" comes back below
DROP VIEW v;

-- Change the default (none → 'x y') of column "a" of "t" and make it NOT NULL
-- SQLite cannot do this in place: rebuild "t"
CREATE TABLE __penumbra_new_t (
  id INTEGER PRIMARY KEY,
  a TEXT NOT NULL DEFAULT 'x
y' -- note
);
INSERT OR ABORT INTO __penumbra_new_t (id, a) SELECT id, coalesce(a, 'x
y') FROM t;
DROP TABLE t;
ALTER TABLE __penumbra_new_t RENAME TO t;

-- Restore view "v"
CREATE VIEW v AS
SELECT a FROM t;

-- Restore trigger "tr"
CREATE TRIGGER tr AFTER INSERT ON t BEGIN
  INSERT INTO log VALUES ('a
b');
END;
