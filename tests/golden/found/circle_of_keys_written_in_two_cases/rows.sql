INSERT INTO accounts VALUES (1, 'ada', NULL);
INSERT INTO parcels VALUES (1, 'ada', NULL);
UPDATE parcels SET name = 'ada';
UPDATE accounts SET parcel = 1;
INSERT INTO parcels VALUES (2, 'ada', 'bob');
