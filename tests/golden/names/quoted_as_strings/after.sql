CREATE TABLE authors (name TEXT PRIMARY KEY);
CREATE TABLE 'big data' (')author,''name''' TEXT CONSTRAINT 'foo,''bar' REFERENCES authors(name), 'n' INTEGER DEFAULT 2, 'm' TEXT);
CREATE INDEX 'by n' ON 'big data' ('n', ')author,''name''');
