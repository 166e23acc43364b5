-- Drop index "t_a"
DROP INDEX t_a;
