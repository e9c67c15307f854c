"""The dataset's episodes of care as pieces of periods in care, with the legal status and placement of each day.

An episode is cut where its child's legal status changes within it, and where the placement does unless the episode
names its own. What opens and closes a period is said by the reasons, as in the return on children looked after (903);
where a reason is blank or no code, by whether another episode of the child touches this one.
"""

import re

import numpy as np
import pandas as pd

from analysis.sources.returns.chains import chained, same_start, touches
from analysis.sources.returns.convert import by_value, ids, text
from analysis.sources.returns.sheets import Sheet
from analysis.sources.returns.ssd_episodes import CARE, Tables, by_text, coded, made
from analysis.sources.returns.ssd_people import identified
from analysis.sources.returns.words import worded

LEGAL, PLACEMENTS = "ssd_legal_status", "ssd_cla_placement"
_SHORT = "Short breaks"
_NO_TIMES = pd.DataFrame({"child": [], "since": [], "until": [], "word": [], "key": []}).astype(
    {"child": object, "since": "datetime64[s]", "until": "datetime64[s]", "word": object, "key": object}
)
_OPENS = re.compile(r"([SLPTBU])(?![a-z]).*|start.*", re.DOTALL | re.IGNORECASE)
_REASON = re.compile(r"(X1|E\d{1,2}[A-Z]?)(?![A-Za-z0-9]).*", re.DOTALL)


def legal(tables: Tables, drawn: pd.Timestamp) -> pd.DataFrame:
    """The times of each legal status of care: `child`, `since`, `until`, `word`. Other statuses are set aside."""
    sheet = tables.get(LEGAL)
    if sheet is None:
        return _NO_TIMES
    identified(sheet, "lega_person_id")
    sheet.place("lega_legal_status_start_date", "lega_legal_status_end_date", drawn.date())
    sheet.frame["word"] = worded(sheet.frame["lega_legal_status"], "legal_status").cells.astype(object)
    sheet.aside("status_not_of_care", sheet.frame["word"] == "", "lega_legal_status")
    return _times(sheet)


def _times(sheet: Sheet) -> pd.DataFrame:
    return sheet.rows.rename(columns={"start": "since", "end": "until"})[["child", "since", "until", "word"]]


def placements(tables: Tables, drawn: pd.Timestamp) -> pd.DataFrame:
    """The times of each placement, with its `key`. Some systems name the child only by the period of care."""
    sheet = tables.get(PLACEMENTS)
    if sheet is None:
        return _NO_TIMES
    sheet.frame["key"] = ids(sheet.frame["clap_cla_placement_id"]).cells.astype(object)
    child = ids(sheet.frame["clap_person_id"]).cells.astype(object)
    period = ids(sheet.frame["clap_cla_id"]).cells.astype(object)
    of_period = _children_of_periods(tables[CARE]).reindex(period.to_numpy()).set_axis(period.index).fillna("")
    sheet.frame["child"] = child.where(child != "", of_period)
    sheet.aside("blank_id", (sheet.frame["child"] == "") & (period == ""), "clap_cla_id")
    sheet.aside("parent_not_here", sheet.frame["child"] == "", "clap_cla_id")
    sheet.place("clap_cla_placement_start_date", "clap_cla_placement_end_date", drawn.date())
    sheet.frame["word"] = coded(sheet, "clap_cla_placement_type", "placement")
    return _times(sheet).assign(key=sheet.rows["key"])


def _children_of_periods(care: Sheet) -> pd.Series:
    """Child by period of care; a period that two children share says nothing."""
    period = ids(care.rows["clae_cla_id"]).cells.astype(object)
    pairs = pd.DataFrame({"period": period, "child": care.rows["child"]}).drop_duplicates()
    pairs = pairs[(pairs["period"] != "") & ~pairs["period"].duplicated(keep=False)]
    return pairs.set_index("period")["child"]


def care(tables: Tables, drawn: pd.Timestamp) -> list[pd.DataFrame]:
    """The pieces of every child's periods in care, in order of child and day."""
    sheet = tables[CARE]
    statuses, stays = legal(tables, drawn), placements(tables, drawn)
    _reasons(sheet)
    status = holding(sheet.frame, statuses)
    sheet.frame["short_breaks"] = status == _SHORT
    sheet.aside("same_start_twice", same_start(sheet.rows).reindex(sheet.frame.index))
    sheet.say("short_breaks", sheet.frame["short_breaks"], "clae_cla_episode_start_date")
    sheet.say("start_equals_end", sheet.frame["start"] == sheet.frame["end"], "clae_cla_episode_ceased_date")
    rows = _by_touching(chained(sheet, "clae_cla_episode_ceased_date"))
    named = ids(rows["clae_cla_placement_id"]).cells.astype(object)
    own = stays[stays["key"] != ""].drop_duplicates("key", keep="last").set_index("key")["word"]
    rows["own"] = own.reindex(named.to_numpy()).set_axis(rows.index)
    return [_as_episodes(sheet, pieces(rows, statuses, stays), statuses, stays)]


def _reasons(sheet: Sheet) -> None:
    """Put `opens`, `closes`, `need` and the two reasons in the frame; a reason that is no code is missing."""
    frame = sheet.frame
    new = pd.Series(by_value(frame["clae_cla_episode_start_reason"], _new), index=frame.index, dtype=object)
    sheet.say("unknown_code", new.isna(), "clae_cla_episode_start_reason")
    code = pd.Series(by_value(frame["clae_cla_episode_ceased_reason"], _ceased), index=frame.index, dtype=object)
    sheet.say("unknown_code", code.isna(), "clae_cla_episode_ceased_reason")
    blank = by_text(sheet, "clae_cla_episode_ceased_date") == ""
    sheet.say("reason_without_end", blank & code.fillna("").ne(""), "clae_cla_episode_ceased_reason")
    ended = frame["end"].notna()
    sheet.say("end_without_reason", ended & code.eq(""), "clae_cla_episode_ceased_reason")
    closes = ended & code.fillna("").str.startswith("E")
    need = coded(sheet, "clae_cla_primary_need_code", "category_of_need")
    sheet.frame = frame.assign(opens=new.eq("S"), closes=closes, new=new, code=code, need=need)


def _by_touching(rows: pd.DataFrame) -> pd.DataFrame:
    """Where no reason can be read, a row opens or closes a period unless another of the child touches it there."""
    begun = ~rows["new"].fillna("").ne("") & ~touches(rows, "start", "end")
    ended = ~rows["code"].fillna("").ne("") & rows["end"].notna() & ~touches(rows, "end", "start")
    return rows.assign(opens=rows["opens"] | begun, closes=rows["closes"] | ended)


def _new(value: object) -> str | None:
    said = text(value)
    found = _OPENS.fullmatch(said)
    return "" if not said else None if not found else (found[1] or "S").upper()


def _ceased(value: object) -> str | None:
    said = text(value).upper()
    found = _REASON.fullmatch(said)
    return "" if not said else found[1] if found else None


def pieces(rows: pd.DataFrame, statuses: pd.DataFrame, stays: pd.DataFrame) -> pd.DataFrame:
    """The rows cut at every day within them on which a status, or a placement that they do not name, changes."""
    free = rows.index[rows["own"].isna()]
    cuts = [_edges(rows, statuses), _edges(rows.loc[free], stays)]
    starts = pd.concat([pd.DataFrame({"at": rows.index, "day": rows["start"]}), *cuts]).drop_duplicates()
    starts = starts.sort_values(["at", "day"], kind="stable").reset_index(drop=True)
    cut = rows.loc[starts["at"]].reset_index(drop=True)
    first = ~starts["at"].duplicated()
    last = ~starts["at"].duplicated(keep="last")
    until = starts["day"].shift(-1).where(~last, cut["end"])
    opens, closes = cut["opens"] & first, cut["closes"] & last
    return cut.assign(start=starts["day"], end=until, opens=opens, closes=closes)


def _edges(rows: pd.DataFrame, times: pd.DataFrame) -> pd.DataFrame:
    """The days strictly within each row on which one of its child's times begins or ends."""
    days = pd.concat([times[["child", side]].rename(columns={side: "day"}) for side in ("since", "until")])
    spans = rows[["child", "start", "end"]].assign(at=rows.index)
    met = spans.merge(days.dropna().astype({"day": "datetime64[s]"}), on="child")
    return met.loc[(met["day"] > met["start"]) & ~(met["day"] >= met["end"]), ["at", "day"]]


def holding(rows: pd.DataFrame, times: pd.DataFrame) -> pd.Series:
    """The word that holds on the first day of each row: of several, that which began last; blank where none does."""
    spans = rows[["child", "start"]].assign(at=np.arange(len(rows)))
    met = spans.merge(times[["child", "since", "until", "word"]], on="child")
    met = met[(met["since"] <= met["start"]) & ~(met["until"] <= met["start"])]
    met = met.sort_values("since", kind="stable").drop_duplicates("at", keep="last")
    return met.set_index("at")["word"].reindex(spans["at"]).fillna("").set_axis(rows.index)


def _as_episodes(sheet: Sheet, cut: pd.DataFrame, statuses: pd.DataFrame, stays: pd.DataFrame) -> pd.DataFrame:
    status = holding(cut, statuses)
    placement = cut["own"].where(cut["own"].notna(), holding(cut, stays))
    reason = cut["code"].where(cut["closes"], "")
    words = {"legal_status": status, "placement": placement, "short_breaks": status == _SHORT}
    return made(sheet, "care", cut, opens=cut["opens"], closes=cut["closes"], category_of_need=cut["need"],
                reason_ended=reason, **words)  # fmt: skip
