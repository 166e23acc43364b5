-- warning[lint/data-loss]: The migration drops column "amount" of "visits" and its data
-- warning[lint/lossy-type-change]: Change the type (INT → TEXT) of column "rank" of "accounts": the migration stops if accounts.rank has numbers with more digits than TEXT keeps
-- note[lint/number-to-text]: Change the type (INT → TEXT) of column "rank" of "accounts": numbers become texts: 7 becomes '7'

-- Drops visits.amount and its data: "penumbra check" fails until it is allowed

SAVEPOINT penumbra;

-- Stop here, with nothing changed, if accounts.rank has numbers with more digits than TEXT keeps
CREATE TABLE __penumbra_gate (
  check_1 CONSTRAINT "accounts.rank has numbers with more digits than TEXT keeps" CHECK (check_1),
  arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use accounts" CHECK (arrived)
);
INSERT INTO __penumbra_gate (check_1)
  SELECT NOT EXISTS (SELECT 1 FROM accounts WHERE typeof(rank) = 'real' AND CAST(CAST(rank AS TEXT) AS REAL) <> rank);

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
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM accounts) = (SELECT count(*) FROM __penumbra_old_accounts)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_accounts')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) >= 2 FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_accounts;

RELEASE penumbra;
