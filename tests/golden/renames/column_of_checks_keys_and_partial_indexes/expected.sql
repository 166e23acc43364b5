-- Rename column "v" of "p" to "amount"
ALTER TABLE p RENAME COLUMN v TO amount;

-- Drop FOREIGN KEY (v, k) REFERENCES p (amount, k) of "c"
-- Add FOREIGN KEY (v, k) REFERENCES p (amount, k) ON DELETE CASCADE to "c"
-- SQLite cannot do this in place: rebuild "c"
-- Rows that point nowhere stay as they are: keys are checked at the end
SAVEPOINT penumbra_rebuild;
PRAGMA defer_foreign_keys = ON;
CREATE TABLE __penumbra_new_c (k TEXT, v INTEGER, FOREIGN KEY (v, k) REFERENCES p (amount, k) ON DELETE CASCADE);
INSERT OR ABORT INTO __penumbra_new_c (rowid, k, v) SELECT rowid, k, v FROM c;
DROP TABLE c;
ALTER TABLE __penumbra_new_c RENAME TO c;
RELEASE penumbra_rebuild;
