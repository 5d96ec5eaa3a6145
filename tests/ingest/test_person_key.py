"""The secret behind person ids: made once, and without the right one nothing is written."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.privacy import PersonKeys
from messages import StoreError
from tests.contents import contents
from tests.ingest.intake import Folder, Intake
from tests.ingest.rows import OFFICE, citizen

ROW = {**OFFICE, "公民身份号码": citizen(1)}


@pytest.fixture
def secret(intake: Intake, folder: Folder) -> Path:
    """The secret of a graph that holds a person."""
    intake.load(folder.csv([ROW]))
    return intake.home / "person.key"


def refusal(intake: Intake, folder: Folder) -> StoreError:
    """Try to load a file and return why nothing was written."""
    before = contents(intake.store)
    with pytest.raises(StoreError) as caught:
        intake.load(folder.csv([{**ROW, "职务": "监事"}], "再.csv"))
    assert caught.value.exit_code == 5
    assert all("person.key" in sentence for sentence in caught.value.text)
    assert contents(intake.store) == before
    return caught.value


def test_a_secret_is_made_once_and_for_its_owner_only(secret: Path, intake: Intake) -> None:
    assert re.fullmatch(r"[0-9a-f]{64}", secret.read_text(encoding="ascii"))
    assert secret.stat().st_mode & 0o777 == 0o600
    assert list(secret.parent.iterdir()) == [secret]
    made = secret.read_bytes()
    PersonKeys.open(secret, intake.store)
    assert secret.read_bytes() == made


def test_the_graph_keeps_only_what_recognises_the_secret(secret: Path, intake: Intake) -> None:
    written = secret.read_text(encoding="ascii")
    assert written not in repr(contents(intake.store))
    assert intake.store.read("ingest/person_key", id="k1")


def test_without_its_secret_nothing_is_written(
    secret: Path, intake: Intake, folder: Folder
) -> None:
    kept = secret.read_bytes()
    secret.unlink()
    assert refusal(intake, folder).key == "ingest.person_key_lost"
    assert not secret.exists()
    secret.write_bytes(kept)
    assert intake.load(folder.csv([ROW], "再.csv")).unchanged == 1


def test_with_another_secret_nothing_is_written(
    secret: Path, intake: Intake, folder: Folder
) -> None:
    secret.write_text("ab" * 32, encoding="ascii")
    assert refusal(intake, folder).key == "ingest.person_key_differs"


@pytest.mark.parametrize("content", ["", "abcd", "nothing of the kind", "ab" * 31, "密钥"])
def test_with_a_damaged_secret_nothing_is_written(
    secret: Path, intake: Intake, folder: Folder, content: str
) -> None:
    secret.write_text(content, encoding="utf-8")
    assert refusal(intake, folder).key == "ingest.person_key_damaged"


def test_a_damaged_secret_is_never_used_for_a_new_graph(intake: Intake, folder: Folder) -> None:
    intake.home.mkdir()
    (intake.home / "person.key").touch()
    assert refusal(intake, folder).key == "ingest.person_key_damaged"


def test_two_commands_at_once_make_one_secret(intake: Intake) -> None:
    path = intake.home / "person.key"
    with ThreadPoolExecutor(8) as pool:
        keys = list(pool.map(lambda _: PersonKeys.open(path, intake.store), range(8)))
    assert len({key.check for key in keys}) == 1


def test_a_second_home_needs_the_first_ones_secret(
    secret: Path, intake: Intake, folder: Folder, tmp_path: Path
) -> None:
    other = replace(intake, home=tmp_path / "other")
    assert refusal(other, folder).key == "ingest.person_key_lost"
    other.home.mkdir(exist_ok=True)
    (other.home / "person.key").write_bytes(secret.read_bytes())
    assert other.load(folder.csv([ROW], "再.csv")).unchanged == 1
