-- Create table "docs_shadow"
CREATE TABLE docs_shadow (id INTEGER PRIMARY KEY);
