SELECT label = 'here' FROM areas WHERE x1 < 1.5 AND x2 > 1.5;
