-- warning[lint/check-on-existing]: Add CHECK (n < 100) to "item": the migration stops if a row violates it

-- Drop trigger "item_ai", which is recreated below
DROP TRIGGER item_ai;

-- Add CHECK (n < 100) to "item": SQLite can only do this by rebuilding the table
ALTER TABLE item RENAME TO __penumbra_old_item;
CREATE TABLE item (id integer primary key, n int check (n < 100));
INSERT INTO item (id, n) SELECT id, n FROM __penumbra_old_item;

-- Create trigger "item_ad"
CREATE TRIGGER item_ad after delete on item BEGIN delete from log where n = old.n; END;

-- Recreate trigger "item_ai"
CREATE TRIGGER item_ai after insert on item when new.n > 0
BEGIN
  insert into log values (case when new.n > 9 then 9 else new.n end);
END;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use item" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM item) = (SELECT count(*) FROM __penumbra_old_item)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_item')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_item;
