SELECT label = 'ada' FROM users WHERE id = 1;
