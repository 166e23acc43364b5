-- warning[lint/parent-key-not-unique]: Cannot write rows of "users" with foreign keys on, since its key (team) cannot be checked: no key and no unique index covers (code) of "teams"

SAVEPOINT penumbra;

-- Change index "teams_code"
DROP INDEX teams_code;
CREATE INDEX teams_code ON teams (code);

RELEASE penumbra;
