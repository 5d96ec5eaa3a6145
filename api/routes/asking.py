"""What every route needs: the desk, and from when the answer is asked for."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from fastapi import Depends, Query, Request

from api.answers import Asked
from api.desk import Desk


def _desk(request: Request) -> Desk:
    desk: Desk = request.state.desk
    return desk


def _asked(
    as_of: Annotated[date | None, Query(description="截至哪一天")] = None,
    seen: Annotated[int | None, Query(ge=0, description="当时已知的提交号")] = None,
    known_at: Annotated[datetime | None, Query(description="当时已知的时刻")] = None,
) -> Asked:
    return Asked(as_of=as_of, seen=seen, known_at=known_at)


AtDesk = Annotated[Desk, Depends(_desk)]
AskedAt = Annotated[Asked, Depends(_asked)]
Document = dict[str, object]
