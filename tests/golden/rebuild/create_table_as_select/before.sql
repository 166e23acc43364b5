-- Made by a SELECT: its text is what SQLite wrote.
CREATE TABLE source (a TEXT, b INTEGER);
CREATE TABLE copy AS SELECT a, b FROM source;
