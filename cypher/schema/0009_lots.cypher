// Lots are looked up by their number, their conditions and bids by the key of the lot.
// Parameters: none
// Columns: none
CREATE INDEX lot_number IF NOT EXISTS FOR (x:Lot) ON (x.lot_number);
CREATE INDEX lot_condition_lot IF NOT EXISTS FOR (x:LotCondition) ON (x.lot);
CREATE INDEX bid_lot IF NOT EXISTS FOR (x:Bid) ON (x.lot);
CALL db.awaitIndexes(300);
