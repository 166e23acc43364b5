-- warning[lint/check-on-existing]: Add CHECK (total < 100) to "orders": the migration stops if a row violates it

-- Needs SQLite 3.53 or later: it alters constraints in place

SAVEPOINT penumbra;

-- Drop CHECK (state IN ('new', 'paid')) of "orders"
ALTER TABLE orders DROP CONSTRAINT known_state;

-- Drop CHECK (total > 0) of "orders"
ALTER TABLE orders DROP CONSTRAINT positive;

-- Add CHECK (state IN ('new', 'paid', 'sent')) to "orders"
ALTER TABLE orders ADD CONSTRAINT known_state CHECK (state IN ('new', 'paid', 'sent'));

-- Add CHECK (total < 100) to "orders"
ALTER TABLE orders ADD CONSTRAINT "less (than, 100)" CHECK (total < 100);

RELEASE penumbra;
