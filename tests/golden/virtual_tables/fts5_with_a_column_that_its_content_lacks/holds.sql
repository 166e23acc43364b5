SELECT group_concat(rowid) = '3,80' FROM found WHERE found MATCH 'new';
