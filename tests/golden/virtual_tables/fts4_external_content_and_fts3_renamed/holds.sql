SELECT count(*)=1 FROM pf WHERE pf MATCH 'fox'; SELECT count(*)=1 FROM own2 WHERE own2 MATCH 'dog';
