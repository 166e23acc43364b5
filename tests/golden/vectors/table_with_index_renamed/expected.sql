-- Rename table "docs" to "pages"
ALTER TABLE docs RENAME TO pages;
