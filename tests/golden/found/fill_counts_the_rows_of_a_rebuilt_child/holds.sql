SELECT count(*) FROM authors WHERE id = 1 AND book_count = 2;
