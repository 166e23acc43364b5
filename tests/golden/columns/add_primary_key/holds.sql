SELECT group_concat(id || word) = '3three,9nine' FROM words;
