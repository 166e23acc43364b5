create table users (
  -- the key, of course
  id integer not null primary key,
  name VARCHAR( 20 ) collate nocase default 'x', /* a, b */
  age INT DEFAULT -1 CHECK (age > 0),
  note text default null,
  kind text constraint other_name check (kind in ('a', 'b')) not null default 'a',
  constraint uniques unique (name, age) -- done, here
);
create view if not exists "v" as select id from users where age > 1;
create trigger if not exists tr after insert on users for each row begin select 1; end;
