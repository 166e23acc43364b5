SELECT rowid = 4 FROM found WHERE found MATCH 'untitled';
