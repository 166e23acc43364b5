CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT);
create index if not exists "t_a" on [t] ( `a`, "b" asc ) where a is not null; -- done
