CREATE TABLE counts (term TEXT PRIMARY KEY, total INTEGER NOT NULL DEFAULT 0);
CREATE TABLE words (id INTEGER PRIMARY KEY, term TEXT);
CREATE TRIGGER tally AFTER INSERT ON words BEGIN
  INSERT INTO counts (term, total) VALUES (new.term, 1) ON CONFLICT (term) DO UPDATE SET total = total + excluded.total WHERE counts.total < 1000;
  UPDATE counts SET total = total + s.k FROM (SELECT term AS w, 0 AS k FROM words) AS s WHERE s.w = counts.term;
END;
