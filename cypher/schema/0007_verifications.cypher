// Receipts of verifications, and what came of each question; both are written once and never changed.
// Parameters: none
// Columns: none
CREATE CONSTRAINT receipt_id IF NOT EXISTS FOR (x:Receipt) REQUIRE x.id IS UNIQUE;
CREATE CONSTRAINT outcome_receipt IF NOT EXISTS FOR (x:Outcome) REQUIRE x.receipt IS UNIQUE;
CREATE CONSTRAINT outcome_reference IF NOT EXISTS FOR (x:Outcome) REQUIRE (x.verification, x.reference) IS UNIQUE;
CREATE INDEX receipt_asked IF NOT EXISTS FOR (x:Receipt) ON (x.verification, x.office, x.asked_on);
CREATE INDEX receipt_since IF NOT EXISTS FOR (x:Receipt) ON (x.since);
CREATE INDEX receipt_trial IF NOT EXISTS FOR (x:Receipt) ON (x.verification, x.asked_at);
CREATE INDEX outcome_since IF NOT EXISTS FOR (x:Outcome) ON (x.verification, x.since);
CALL db.awaitIndexes(300);
