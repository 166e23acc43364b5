-- Change view "V"
DROP VIEW v;

-- Drop the check ((age) > 0) of "users"
-- Add the check (age > 0) to "users"
-- SQLite cannot do this in place: rebuild "users"
CREATE TABLE __penumbra_new_users (
  -- the key, of course
  id integer not null primary key,
  name VARCHAR( 20 ) collate nocase default 'x', /* a, b */
  age INT DEFAULT -1 CHECK (age > 0),
  note text default null,
  kind text constraint other_name check (kind in ('a', 'b')) not null default 'a',
  constraint uniques unique (name, age) -- done, here
);
INSERT OR ABORT INTO __penumbra_new_users (id, name, age, note, kind)
  SELECT id, name, age, note, kind FROM users;
DROP TABLE users;
ALTER TABLE __penumbra_new_users RENAME TO users;

-- Change view "V"
CREATE VIEW V as select id from users where age > 1;

-- Restore trigger "tr"
CREATE TRIGGER tr after insert on users for each row begin select 1; end;
