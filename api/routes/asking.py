"""What every route needs: the desk, and from when the answer is asked for."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from fastapi import Depends, Query, Request
from pydantic import BaseModel, ConfigDict, Field

from api.answers import Asked
from api.connection import Connection
from api.desk import Desk

LONGEST = 200


def _connection(request: Request) -> Connection:
    connection: Connection = request.state.connection
    return connection


AtConnection = Annotated[Connection, Depends(_connection)]


def _desk(connection: AtConnection) -> Desk:
    return connection.desk()


def _asked(
    as_of: Annotated[date | None, Query(description="截至哪一天")] = None,
    seen: Annotated[int | None, Query(ge=0, description="当时已知的提交号")] = None,
    known_at: Annotated[datetime | None, Query(description="当时已知的时刻")] = None,
) -> Asked:
    return Asked(as_of=as_of, seen=seen, known_at=known_at)


AtDesk = Annotated[Desk, Depends(_desk)]
AskedAt = Annotated[Asked, Depends(_asked)]
Name = Annotated[str, Query(max_length=LONGEST)]
Private = Annotated[str, Field(max_length=LONGEST)]
Purpose = Annotated[
    str | None, Field(max_length=LONGEST, description="用途，按公民身份号码查询时必填")
]
Document = dict[str, object]


class QueryIn(BaseModel):
    """A query that no address shall hold; a citizen number only with the purpose of the look-up."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    q: Private
    purpose: Purpose = None
