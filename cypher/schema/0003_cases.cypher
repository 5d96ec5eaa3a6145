// Stored screenings, found by their id.
// Parameters: none
// Columns: none
CREATE CONSTRAINT case_id IF NOT EXISTS FOR (x:Case) REQUIRE x.id IS UNIQUE;
