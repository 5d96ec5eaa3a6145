// Contacts are looked up by what they are compared by.
// Parameters: none
// Columns: none
CREATE INDEX contact_key IF NOT EXISTS FOR (x:Contact) ON (x.contact_key);
CALL db.awaitIndexes(300);
