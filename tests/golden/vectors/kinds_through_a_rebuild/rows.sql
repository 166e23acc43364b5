INSERT INTO docs VALUES (1, vector64('[1,2]'), vector16('[1,2,3]'), vectorb16('[1,2,3]'), vector8('[1,2,3]'), vector1bit('[1,0,1,0,1,0,1,0]'), vector32('[1,2]'), 'x');
