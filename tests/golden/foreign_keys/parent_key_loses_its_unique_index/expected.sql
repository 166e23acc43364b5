-- Change index "teams_code"
DROP INDEX teams_code;
CREATE INDEX teams_code ON teams (code);
