SELECT rowid = 3 FROM found WHERE found MATCH 'end';
