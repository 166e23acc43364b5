SELECT group_concat(customer_name, '') = 'ab' FROM orders;
