SELECT count(*) = 2 FROM users
 WHERE role = 'member' AND score = 0 AND rank = -1 AND active = 1 AND seal = x'00ff'
   AND note = 'it''s, (so); -- to say';
