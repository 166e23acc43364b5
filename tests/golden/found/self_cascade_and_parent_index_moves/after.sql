CREATE TABLE countries (id INTEGER, code TEXT CHECK (code <> ''));

CREATE UNIQUE INDEX countries_code ON countries (code);

CREATE TABLE places (
  id INTEGER PRIMARY KEY,
  part_of INTEGER REFERENCES places (id) ON DELETE CASCADE,
  country TEXT REFERENCES countries (code)
);
