"""What the recovery page says of each way a register is found."""

from casework.safekeeping.around import (
    RegisterState,
    Way,
)

TITLES = {
    RegisterState.MISSING: "登记簿不在原来的位置",
    RegisterState.EMPTY: "登记簿是空文件，没有打开",
    RegisterState.DAMAGED: "登记簿读不全，没有打开",
    RegisterState.FOREIGN: "这个文件不是登记簿，没有打开",
    RegisterState.OLDER_PROGRAM: "登记簿由更新版本的程序建立，没有打开",
    RegisterState.OUT_OF_REACH: "登记簿现在打不开",
    RegisterState.LOCKED: "登记簿已加密，这个账户没有密钥",
    RegisterState.NEW: "登记簿还没有建立",
    RegisterState.SOUND: "登记簿可以打开",
}


OTHERS = {
    Way.RESTORE: ("用备份恢复", "恢复"),
    Way.PUT_BACK: ("换回以前保留的登记簿", "换回"),
    Way.ELSEWHERE: ("用别处的备份恢复", "选择…"),
    Way.SALVAGE: ("救出还能读的部分", "试着救出"),
    Way.LOOK: ("只看备份，不恢复", "只读打开"),
    Way.OTHER: ("换一个登记簿", "选择…"),
    Way.AGAIN: ("再试一次", "再试"),
    Way.FRESH: ("新建登记簿", "新建…"),
    Way.SEND: ("交给信息技术人员", "存检查结果"),
}
