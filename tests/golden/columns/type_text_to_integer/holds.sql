SELECT group_concat(typeof(v)) = 'integer,text,null,integer,integer' FROM t;
