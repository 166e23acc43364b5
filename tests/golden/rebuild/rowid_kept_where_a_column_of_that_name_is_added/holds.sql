SELECT _rowid_ = 5 AND rowid IS NULL FROM t WHERE a = 'five';
