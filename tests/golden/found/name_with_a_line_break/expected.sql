-- warning[lint/data-loss]: The migration drops column "old
name" of "two
lines" and its data

-- Drops two lines.old name and its data: "penumbra check" fails until it is allowed

-- Drop column "old name" of "two lines"
ALTER TABLE "two
lines" DROP COLUMN "old
name";
