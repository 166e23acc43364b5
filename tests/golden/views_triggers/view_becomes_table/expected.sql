-- Drop view "names"
DROP VIEW names;

-- Create table "names"
CREATE TABLE names (name TEXT);
