SELECT rowid = 3 AND body = 'a quick fox' FROM found WHERE found MATCH 'quick';
