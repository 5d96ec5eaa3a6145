// An index to find the subjects that the commits of a file named first.
// Parameters: none
// Columns: none
CREATE INDEX subject_since IF NOT EXISTS FOR (x:Subject) ON (x.since);
CALL db.awaitIndexes(300);
