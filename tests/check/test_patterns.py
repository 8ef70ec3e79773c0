"""Patterns that every checker reads alike and fast, and those that are refused."""

from __future__ import annotations

import pytest

from docgen.check.patterns import pattern_problems


@pytest.mark.parametrize(
    "pattern",
    [
        "^(?:WT-[0-9]{4}-[0-9]{3})$",
        "^(?:1[3-9][0-9]{9}|0[0-9]{2,3}-[0-9]{7,8}(?:-[0-9]{1,6})?)$",
        "^(?:[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){1,4})$",
        "^(?:[\\u4e00-\\u9fff]{2,10}〔[0-9]{4}〕[1-9][0-9]{0,4}号)$",
        "^(?:[A-Z]+[0-9]*)$",
        "^(?:(?:甲|乙)+)$",
        "^(?:[+*{}()]+)$",
        "^(?:\\(\\+\\)+)$",
        "^(?:(?:[0-9]{1,3}\\.){3}[0-9]{1,3})$",
        "^(?:.+市.+区.+)$",
        "^(?:[0-9]{1,3}(?:,[0-9]{3})*(?:\\.[0-9]{1,2})?)$",
    ],
)
def test_a_plain_pattern_passes(pattern: str) -> None:
    assert pattern_problems(pattern) == []


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("[0-9]{4}", "^(?:…)$"),
        ("^[0-9]{4}$", "^(?:…)$"),
        ("^(?:\\d{4})$", "\\d"),
        ("^(?:\\w+)$", "\\d"),
        ("^(?:[0-9]{4}\\b)$", "\\d"),
        ("^(?:a\\Z)$", "\\d"),
        ("^(?:(?=a)b)$", "(?="),
        ("^(?:(a)\\1)$", "(?="),
        ("^(?:(?P<n>a))$", "(?="),
        ("^(?:[\\u4e00-\\u9fff]+)+$", "^(?:…)$"),
        ("^(?:([\\u4e00-\\u9fff]+)+公司)$", "重复套着重复"),
        ("^(?:(?:a*)*)$", "重复套着重复"),
        ("^(?:((a+)b)*)$", "重复套着重复"),
        ("^(?:(?:[a-z]{1,})+)$", "重复套着重复"),
        ("^(?:(?:a+){2,5})$", "重复套着重复"),
        ("^(?:(?:a|b+)*)$", "重复套着重复"),
        ("^(?:(?:ab?)*)$", "重复套着重复"),
        ("^(?:(?:a|a)*b)$", "重复套着重复"),
        ("^(?:(?:a|aa)+b)$", "重复套着重复"),
        ("^(?:(?:(?:a|aa)c?b)*)$", "重复套着重复"),
        ("^(?:(?:a|[a-c]b)+)$", "重复套着重复"),
        ("^(?:(?:a|aa){1,40}b)$", "重复套着重复"),
        ("^(?:(?:a?){1,30}b)$", "重复套着重复"),
        ("^(?:[a]*[a]*[a]*[a]*b)$", "重复套着重复"),
        ("^(?:[a-m]+c?[k-z]+b)$", "重复套着重复"),
        ("^(?:\\u4e00*[\\u4e00-\\u9fff]*)$", "重复套着重复"),
        ("^(?:[^0-9]+.+)$", "重复套着重复"),
        ("^(?:" + "a?" * 30 + "a" * 30 + ")$", "重复套着重复"),
        ("^(?:.+a.+a.+a.+a.+)$", "重复套着重复"),
        ("^(?:a)|(?:b)$", "包住"),
        ("^(?:a)(?:b)$", "包住"),
        ("^(?:[0-9{4})$", "正则表达式"),
        ("^(?:*)$", "正则表达式"),
    ],
)
def test_a_pattern_that_other_checkers_read_otherwise_or_never_finish_is_refused(pattern: str, said: str) -> None:
    assert any(said in message for message, _ in pattern_problems(pattern)), pattern_problems(pattern)


def test_advice_for_a_pattern_without_anchors_is_the_pattern_with_them() -> None:
    assert pattern_problems("^[0-9]{6}$")[0][1] == "写成“^(?:[0-9]{6})$”"
