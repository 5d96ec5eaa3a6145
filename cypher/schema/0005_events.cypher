// Events, found by the record that they act on; relations of acting in concert.
// Parameters: none
// Columns: none
CREATE INDEX event_record IF NOT EXISTS FOR (x:Event) ON (x.record);
CREATE CONSTRAINT acts_in_concert_with_sid IF NOT EXISTS FOR ()-[x:ACTS_IN_CONCERT_WITH]-() REQUIRE x.sid IS UNIQUE;
CALL db.awaitIndexes(300);
