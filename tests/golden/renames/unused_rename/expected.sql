-- warning[diff/unused-rename]: Nothing to rename from "nam" to "label" of "users"

-- Add column "label" to "users"
ALTER TABLE users ADD COLUMN label TEXT;
