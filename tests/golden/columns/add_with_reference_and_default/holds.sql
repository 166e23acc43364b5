SELECT count(*) = 2 FROM users WHERE team_id = 1;
