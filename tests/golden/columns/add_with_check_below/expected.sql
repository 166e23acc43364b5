-- Add column "finish" to "spans"
-- Add CHECK (start <= finish) to "spans"
ALTER TABLE spans ADD COLUMN finish INTEGER CONSTRAINT in_order CHECK (start <= finish);
