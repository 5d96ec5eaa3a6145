// On which days did the source of a file send files of its kind, and on what did each commit of them report?
// Parameters: $file
// Columns: day, listings (as graph/store/reports.py packs them)
CYPHER 25
MATCH (this:File {id: $file})
MATCH (other:File {source: this.source})
USING INDEX SEEK other:File(source)
WHERE other.format = this.format
MATCH (commit:Commit {file: other.id})
USING INDEX SEEK commit:Commit(file)
WHERE commit.listings IS NOT NULL
RETURN other.dated AS day, commit.listings AS listings
