SELECT label = 'ADA' FROM users;
