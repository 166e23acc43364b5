create table log (n int);
create table item (id integer primary key, n int);
create trigger item_ai after insert on item when new.n > 0
begin
  insert into log values (case when new.n > 9 then 9 else new.n end);
end;
