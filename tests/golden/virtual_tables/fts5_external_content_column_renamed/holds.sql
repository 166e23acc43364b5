SELECT rowid = 3 AND text = 'a quick fox' FROM found WHERE found MATCH 'quick';
