// Records a file and its source before its first chunk.
// Parameters: $id, $properties, $source, $source_properties
// Columns: none
CYPHER 25
MERGE (source:Source {id: $source})
ON CREATE SET source += $source_properties
SET source.last_received = CASE WHEN source.last_received IS NULL OR source.last_received < $properties.received_at
                                THEN $properties.received_at ELSE source.last_received END
MERGE (file:File {id: $id})
ON CREATE SET file += $properties
