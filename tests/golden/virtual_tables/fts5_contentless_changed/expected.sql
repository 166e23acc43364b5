-- penumbra: allow data-loss

SAVEPOINT penumbra;

-- Change virtual table "found"
DROP TABLE found;
CREATE VIRTUAL TABLE found USING fts5(body, content='', prefix='2 3');

RELEASE penumbra;
