SELECT count(*) FROM teams WHERE id = 1 AND lead_id = 2;
