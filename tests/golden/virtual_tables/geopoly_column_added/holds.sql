SELECT (SELECT group_concat(coalesce(name, '') || geopoly_area(_shape)) FROM areas) = 'corner0.5,0.5';
