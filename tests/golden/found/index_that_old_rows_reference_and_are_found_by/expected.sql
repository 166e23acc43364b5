SAVEPOINT penumbra;

-- Tables reference each other: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- "carts" references "groups", so it is rebuilt too
-- Add column "n" to "groups"
-- Add UNIQUE (n) to "groups"
-- SQLite can only do this by rebuilding the table
-- "prices" references "carts", so it is rebuilt too
ALTER TABLE carts RENAME TO __penumbra_old_carts;
ALTER TABLE "groups" RENAME TO __penumbra_old_groups;
ALTER TABLE prices RENAME TO __penumbra_old_prices;
DROP INDEX groups_body;
CREATE TABLE carts (id INTEGER PRIMARY KEY, weight INTEGER REFERENCES groups (body) ON DELETE CASCADE);
CREATE TABLE groups (kind INTEGER PRIMARY KEY, n INTEGER UNIQUE, body INTEGER REFERENCES prices (label) ON DELETE CASCADE);
CREATE TABLE prices (label INTEGER PRIMARY KEY, name INTEGER REFERENCES carts (id) ON DELETE CASCADE);
CREATE UNIQUE INDEX __penumbra_key___penumbra_old_groups_body ON __penumbra_old_groups (body);
CREATE INDEX __penumbra_key_carts_weight ON carts (weight);
CREATE INDEX __penumbra_key_prices_name ON prices (name);
CREATE UNIQUE INDEX groups_body ON groups (body);
INSERT INTO carts (id, weight) SELECT id, weight FROM __penumbra_old_carts;
INSERT INTO "groups" (kind, body) SELECT kind, body FROM __penumbra_old_groups;
INSERT INTO prices (label, name) SELECT label, name FROM __penumbra_old_prices;
DROP INDEX __penumbra_key_carts_weight;
DROP INDEX __penumbra_key_prices_name;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use carts, groups, prices" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM carts) = (SELECT count(*) FROM __penumbra_old_carts)
    AND (SELECT count(*) FROM "groups") = (SELECT count(*) FROM __penumbra_old_groups)
    AND (SELECT count(*) FROM prices) = (SELECT count(*) FROM __penumbra_old_prices)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_carts')) = 2
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_groups')) = 2
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_prices')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
CREATE INDEX __penumbra_key___penumbra_old_carts_weight ON __penumbra_old_carts (weight);
CREATE INDEX __penumbra_key_2___penumbra_old_groups_body ON __penumbra_old_groups (body);
CREATE INDEX __penumbra_key___penumbra_old_prices_name ON __penumbra_old_prices (name);
UPDATE __penumbra_old_carts SET weight = NULL;
UPDATE __penumbra_old_groups SET body = NULL;
UPDATE __penumbra_old_prices SET name = NULL;
DROP TABLE __penumbra_old_prices;
CREATE TABLE __penumbra_old_prices (label, PRIMARY KEY (label));
DROP TABLE __penumbra_old_groups;
CREATE TABLE __penumbra_old_groups (body, PRIMARY KEY (body));
DROP TABLE __penumbra_old_carts;
DROP TABLE __penumbra_old_prices;
DROP TABLE __penumbra_old_groups;

RELEASE penumbra;
