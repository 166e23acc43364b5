-- Add column "strict" to "t"
-- Add column "pragma" to "t"
-- Add column "always" to "t"
-- Add column "generated" to "t"
-- Add column "stored" to "t"
-- Add column "virtual" to "t"
-- Add column "key" to "t"
-- Add column "row" to "t"
-- Add column "replace" to "t"
-- Add column "unique" to "t"
-- Add UNIQUE ("unique") to "t"
-- SQLite cannot do this in place: rebuild "t"
CREATE TABLE __penumbra_new_t (id integer PRIMARY KEY, without integer, "check" TEXT, strict integer NOT NULL DEFAULT 0, pragma text, always text, generated text, stored text, virtual text, key text, row text, replace text, "unique" text UNIQUE) STRICT;
INSERT OR ABORT INTO __penumbra_new_t (id, "without", "check") SELECT id, "without", "check" FROM t;
DROP TABLE t;
ALTER TABLE __penumbra_new_t RENAME TO t;

-- Create index "idx_strict"
CREATE INDEX idx_strict ON t (strict, pragma, "check");
