CREATE TABLE main.t (a INTEGER); CREATE INDEX main.i ON t (a); CREATE VIEW main.v AS SELECT a FROM main.t;
