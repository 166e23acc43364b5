SELECT count(*) = 2 FROM t WHERE coalesce(b, 'was a') = 'was a' AND a = 'was b';
