"""The server's jars: which they are (``server.lock``), where they lie, fetching and verifying.

No jar is run whose SHA-256 is not the one in the lock: all are hashed before every start, and one
that differs is fetched again or refused.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

import platformdirs
import pooch
import requests
from jgo.constants import MAVEN_CENTRAL_URL

from graph.store.local.disk import require_space
from graph.store.local.locking import locked
from messages import StoreError, both
