// Was a later file of the same kind from the same source loaded already, in whole or in part?
// Parameters: $file
// Columns: late
CYPHER 25
MATCH (this:File {id: $file})
RETURN EXISTS {
  MATCH (other:File {source: this.source})
  USING INDEX SEEK other:File(source)
  WHERE other.format = this.format AND other.dated > this.dated
} AS late
