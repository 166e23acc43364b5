CREATE TABLE people ( -- @renamed from=users
  id INTEGER PRIMARY KEY,
  group_id INTEGER NOT NULL REFERENCES squads ON DELETE RESTRICT -- @renamed from=team_id
);
CREATE TABLE squads ( -- @renamed from=teams
  id INTEGER PRIMARY KEY
);
CREATE VIEW sizes AS SELECT group_id, count(*) AS size FROM people GROUP BY group_id;
