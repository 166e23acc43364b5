-- warning[lint/data-loss]: The migration drops column "amount" of "visits" and its data
-- note[lint/number-to-text]: Change the type (INT → TEXT) of column "rank" of "accounts": numbers become texts: 7 becomes '7'

-- Drops visits.amount and its data; "penumbra check" fails until it is allowed

SAVEPOINT penumbra;

-- Drop trigger "accounts"
DROP TRIGGER accounts;

-- Change the type (INT → TEXT) of column "rank" of "accounts"
-- SQLite can only do this by rebuilding the table
-- In accounts.rank, numbers become texts: 7 becomes '7'
ALTER TABLE accounts RENAME TO __penumbra_old_accounts;
CREATE TABLE accounts (id INTEGER PRIMARY KEY, rank TEXT);
INSERT INTO accounts (id, rank) SELECT id, rank FROM __penumbra_old_accounts;

-- Drop column "amount" of "visits"
ALTER TABLE visits DROP COLUMN amount;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows are missing, or unknown objects use accounts" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM accounts) = (SELECT count(*) FROM __penumbra_old_accounts)
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_accounts;

RELEASE penumbra;
