SAVEPOINT penumbra;

-- Create table "u"
CREATE TABLE u (id INTEGER PRIMARY KEY, t_id INTEGER REFERENCES t (id));

-- Create index "u_t"
CREATE INDEX u_t ON u (t_id);

-- Create view "v"
CREATE VIEW v AS SELECT id FROM u;

-- Create trigger "u_added"
CREATE TRIGGER u_added AFTER INSERT ON u BEGIN SELECT 1; END;

RELEASE penumbra;
