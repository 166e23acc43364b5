SELECT group_concat(rowid) = '2' FROM found('none');
