CREATE TABLE goods (id INTEGER PRIMARY KEY, low INTEGER, high INTEGER, CHECK (goods.low <= "goods".high));
