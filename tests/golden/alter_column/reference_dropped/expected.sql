-- Needs libSQL: SQLite has no ALTER COLUMN … TO

-- Drop FOREIGN KEY (team) REFERENCES teams ON DELETE CASCADE of "users"
ALTER TABLE users ALTER COLUMN team TO team INTEGER;
