"""What a server refuses, as the errors the rest of `db/` knows, with a sentence for the clerk."""

import sqlite3

from psycopg.errors import Error, IntegrityError, OperationalError, ProgrammingError

from db.faults import ServerError

_AGAIN = "填写的内容还在，请稍后再试一次。"
# By SQLSTATE, the longest beginning that fits: what the clerk is told.
_SENTENCES = {
    "08": "连不上登记簿所在的服务器（{place}），现在打不开，也存不了。请检查网络，连上以后再试。",
    "28": "服务器（{place}）没有接受账号或者口令，登记簿没有打开。请核对账号和口令后再试。",
    "3D000": "服务器（{place}）上没有这个登记簿的数据库。请向信息技术部门核对数据库名称。",
    "25006": "登记簿“{name}”是以只读方式打开的，不能保存。请在可以办理的窗口中办理。",
    "40": f"刚才的操作与别人同时的操作冲突，没有保存，登记簿保持原样。{_AGAIN}",
    "42501": "这个账号没有做这件事的权限，没有保存。请由有权限的人办理，或者请管理员授权。",
    "53": f"服务器（{{place}}）的资源不足，刚才的操作没有保存。请告诉信息技术部门。{_AGAIN}",
    "53100": f"服务器的磁盘已满，刚才的操作没有保存，登记簿保持原样。请告诉信息技术部门。{_AGAIN}",
    "53300": "服务器（{place}）的连接已经用完，暂时连不上。请关闭不用的窗口，或者找信息技术部门。",
    "54000": "填写的某一项过长，服务器保存不了，刚才的操作没有保存。请缩短后再试。",
    "55P03": f"登记簿正由别人写入，等了一会儿还没有轮到，刚才的操作没有保存。{_AGAIN}",
    "57": f"服务器（{{place}}）正在重新启动或者停止，刚才的操作没有保存。{_AGAIN}",
    "57014": f"服务器太忙，没有在限定的时间内做完，刚才的操作没有保存。{_AGAIN}",
    "58": "服务器读写磁盘出错，刚才的操作没有保存。请告诉信息技术部门检查服务器的磁盘。",
    "XX": "服务器上的登记簿可能已损坏，没有保存。请立即告诉信息技术部门，从最近的备份恢复。",
}
_CUT = f"与服务器（{{place}}）的连接断了，刚才的操作没有保存，登记簿保持原样。{_AGAIN}"
_LENGTHS = (5, 2)
_GONE, _LOST = "08006", "08"
_BAD_LOGIN = "28P01"
_CERTIFICATE = (
    "服务器（{place}）的证书不对或者已经过期，没有连接。请告诉信息技术部门换好证书，"
    "或者核对连接文件里的服务器名称和证书文件。"
)
_OF_CERTIFICATES = ("certificate", "root.crt", "ssl error", "does not match host name")
_OF_LOGINS = ("password authentication failed", "no password supplied", "no pg_hba.conf entry")


def state_of(error: Error) -> str:
    """Return the SQLSTATE of an error; that of a lost connection for one without any."""
    if error.sqlstate:
        return str(error.sqlstate)
    words = str(error).lower()
    if any(said in words for said in _OF_LOGINS):
        return _BAD_LOGIN
    if "too many clients" in words or "remaining connection slots" in words:
        return "53300"
    if "does not exist" in words and "database" in words:
        return "3D000"
    if "starting up" in words or "shutting down" in words:
        return "57P03"
    return _GONE if isinstance(error, OperationalError) else ""


def as_ours(error: Error, name: str, place: str, *, within_act: bool = False) -> Exception:
    """Return what to raise in place of an error of the server; `within_act` where one was open.

    Errors of the same meaning are those of SQLite's driver, as both follow one standard.
    """
    if isinstance(error, IntegrityError):
        return sqlite3.IntegrityError(error.diag.message_primary or str(error))
    state = state_of(error)
    words = str(error).lower()
    if state == _GONE and any(said in words for said in _OF_CERTIFICATES):
        return ServerError(state, _CERTIFICATE.format(place=place, name=name))
    if within_act and state.startswith(_LOST):
        return ServerError(state, _CUT.format(place=place))
    for length in _LENGTHS:
        sentence = _SENTENCES.get(state[:length])
        if sentence is not None:
            return ServerError(state, sentence.format(place=place, name=name))
    if isinstance(error, OperationalError | ProgrammingError):
        return sqlite3.OperationalError(str(error))
    return sqlite3.DatabaseError(str(error))


def gone(name: str, place: str) -> str:
    """Return the sentence for a server that cannot be reached."""
    return _SENTENCES["08"].format(name=name, place=place)
