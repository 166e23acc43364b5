-- warning[lint/data-loss]: The migration drops column "amount" of "visits" and what it holds
-- note[lint/number-to-text]: Change the type (INT → TEXT) of column "rank" of "accounts": numbers become texts: 7 becomes '7'

-- Loses visits.amount and what is in there; "penumbra check" fails until it is allowed

-- Drop trigger "accounts"
DROP TRIGGER accounts;

-- Drop column "amount" of "visits"
ALTER TABLE visits DROP COLUMN amount;

-- Change the type (INT → TEXT) of column "rank" of "accounts"
-- SQLite cannot do this in place: rebuild "accounts"
CREATE TABLE __penumbra_new_accounts (id INTEGER PRIMARY KEY, rank TEXT);
INSERT OR ABORT INTO __penumbra_new_accounts (id, rank) SELECT id, rank FROM accounts;
DROP TABLE accounts;
ALTER TABLE __penumbra_new_accounts RENAME TO accounts;
