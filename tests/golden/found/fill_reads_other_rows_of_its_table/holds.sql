SELECT count(*) FROM nodes WHERE id = 1 AND child_count = 2;
