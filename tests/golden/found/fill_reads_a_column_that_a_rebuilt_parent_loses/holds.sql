SELECT count(*) FROM items WHERE currency = 'EUR';
