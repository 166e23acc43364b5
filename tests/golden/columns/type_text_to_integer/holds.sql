SELECT group_concat(typeof(v)) = 'integer,text,null,real' FROM t;
