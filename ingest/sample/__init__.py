"""A synthetic town in the files that bureaus would send, with a sealed truth beside them."""

from ingest.sample.city import write_city, write_sample
from ingest.sample.scales import SCALES, Scale
from ingest.sample.summary import Summary, WrittenFile
from ingest.sample.write import write_town

__all__ = ["SCALES", "Scale", "Summary", "WrittenFile", "write_city", "write_sample", "write_town"]
