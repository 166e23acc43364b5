-- Add column "bio" to "users"
ALTER TABLE users ADD COLUMN `bio` text;
