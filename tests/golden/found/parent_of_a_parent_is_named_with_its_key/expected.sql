-- Create view "leads"
CREATE VIEW leads AS SELECT lead_id FROM teams;
