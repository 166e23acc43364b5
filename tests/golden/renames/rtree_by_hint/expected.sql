-- Rename table "boxes" to "areas"
ALTER TABLE boxes RENAME TO areas;
