SELECT id = 9 FROM areas WHERE min_x > 3;
