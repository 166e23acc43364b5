SELECT count(*) = 2 FROM docs WHERE (rowid, title, body, slug) IN (VALUES (4, 'A', 'sun', 'a'), (9, 'B', 'moon', 'b'));
SELECT count(*) = 1 FROM docs_search WHERE docs_search MATCH 'moon' AND rowid = 9;
