"""Schemas that break the rules for schemas."""

from __future__ import annotations

from bad_inputs.changes import encoded, link, remove, rename, replace, write
from bad_inputs.row import Row

E = "schemas/enterprise.schema.json"
T = "schemas/team.schema.json"
C = "schemas/common.schema.json"
NAME = '"名称": {"description": "企业全称", "type": "string", "minLength": 4, "maxLength": 30, "examples": ["示例建材有限公司"]}'
AREA = '"区域": {"description": "所在县区", "type": "string", "examples": ["示例县"]'


def field(more: str) -> object:
    return replace(E, NAME, f"{NAME},\n    {AREA}{more}}}")


ROWS = [
    Row("a comma too many", replace(T, '"examples": ["样例专班"]},', '"examples": ["样例专班"],},'), "DG210", T, ""),
    Row("a comma too few", replace(T, '"title": "专班",', '"title": "专班"'), "DG210", T, ""),
    Row("a quote that is not closed", replace(T, '"title": "专班",', '"title": "专班,'), "DG210", T, ""),
    Row("a schema in GBK", encoded(T, "gb18030"), "DG210", T, ""),
    Row("a schema with a byte order mark", encoded(T, "utf-8-sig"), "DG210", T, ""),
    Row("a list as a schema", write(T, "[]\n"), "DG210", T, ""),
    Row("an empty schema file", write(T, ""), "DG210", T, ""),
    Row("a keyword twice", replace(T, '"title": "专班",', '"title": "专班", "title": "小队",'), "DG115", T, ""),
    Row("null as a value", field(', "default": null'), "DG210", E, ""),
    Row("a $ref to nothing", replace(T, "#/$defs/person", "#/$defs/preson"), "DG211", T, ""),
    Row(
        "a $ref out of the workspace",
        replace(T, "common.schema.json#/$defs/person", "https://example.org/person.json"),
        "DG211",
        T,
        "",
    ),
    Row("a $ref out of the folder", replace(T, "common.schema.json#", "../../etc/passwd#"), "DG211", T, ""),
    Row(
        "a $ref in a circle",
        replace(C, '"description": "手机号码", "type"', '"$ref": "#/$defs/person", "type"'),
        "DG211",
        C,
        "",
    ),
    Row(
        "a schema file of another name",
        write("schemas/扩展.json", "{}"),
        "DG218",
        "schemas/扩展.json",
        "",
        severity="warning",
    ),
    Row(
        "a schema that is a link out of the workspace",
        link("schemas/x.schema.json", "/etc/hostname"),
        "DG305",
        "schemas/x.schema.json",
        "",
    ),
    Row("an unknown keyword", field(', "maxlength": 30'), "DG230", E, ""),
    Row("oneOf", field(', "oneOf": [{"minLength": 2}]'), "DG230", E, ""),
    Row("a default", field(', "default": "示例县"'), "DG230", E, ""),
    Row("a boolean as a schema", replace(E, f"{NAME},", f'{NAME},\n    "区域": true,'), "DG230", E, ""),
    Row("an unchecked format", field(', "format": "email"'), "DG231", E, ""),
    Row(
        "a boolean type",
        field(', "x-unit": "人"').__class__
        and replace(E, NAME, f'{NAME},\n    "区域": {{"description": "甲", "type": "boolean", "examples": ["是"]}}'),
        "DG231",
        E,
        "",
    ),
    Row(
        "a type that may be null",
        replace(
            E, NAME, f'{NAME},\n    "区域": {{"description": "甲", "type": ["string", "null"], "examples": ["是"]}}'
        ),
        "DG231",
        E,
        "",
    ),
    Row(
        "a type inside a condition",
        replace(E, '"then": {"required": ["督办人"]}', '"then": {"required": ["督办人"], "type": "object"}'),
        "DG231",
        E,
        "",
    ),
    Row("a pattern inside a condition", replace(E, '{"const": "严重"}', '{"pattern": "严重"}'), "DG231", E, ""),
    Row("required as a text", replace(T, '"required": ["名称", "成立日期"]', '"required": "名称"'), "DG231", T, ""),
    Row("a rule without message", replace(E, ', "message": "{{ this.编号 }}没有整改期限。"', ""), "DG231", E, ""),
    Row(
        "a rule with an unknown key",
        replace(E, '{"code": "WT02", ', '{"code": "WT02", "where": "true", '),
        "DG231",
        E,
        "",
    ),
    Row("a rule code that is docgen's", replace(E, '"code": "WT02"', '"code": "DG202"'), "DG231", E, ""),
    Row("a rule code in small letters", replace(E, '"code": "WT02"', '"code": "wt-2"'), "DG231", E, ""),
    Row(
        "a rule level nobody knows", replace(E, '"WT02", "level": "warning"', '"WT02", "level": "info"'), "DG231", E, ""
    ),
    Row("no description", replace(T, '"description": "专班名称", ', ""), "DG232", T, ""),
    Row("no examples", replace(T, ', "examples": ["样例专班"]', ""), "DG232", T, ""),
    Row("no title", replace(T, '  "title": "专班",\n', ""), "DG232", T, ""),
    Row(
        "a list of objects without x-key", replace(E, '      "x-key": "编号",\n', ""), "DG233", E, "", others=("DG234",)
    ),
    Row("a list of referred objects without x-key", replace(T, ', "x-key": "姓名"', ""), "DG233", T, ""),
    Row("an x-key that is no field", replace(E, '"x-key": "编号"', '"x-key": "编码"'), "DG233", E, ""),
    Row(
        "a list without items",
        replace(T, ',\n      "items": {"$ref": "common.schema.json#/$defs/person"}', ""),
        "DG233",
        T,
        "",
    ),
    Row("an x-ref to an unknown kind", replace(E, '"x-ref": "team"', '"x-ref": "teams"'), "DG234", E, ""),
    Row(
        "an x-ref to an unknown list",
        replace(E, '"x-ref": "enterprise.质量问题"', '"x-ref": "enterprise.质量问提"'),
        "DG234",
        E,
        "",
    ),
    Row(
        "an x-ref to a list with a key of two fields",
        replace(E, '"x-ref": "enterprise.质量问题"', '"x-ref": "enterprise.主要产品"'),
        "DG234",
        E,
        "",
    ),
    Row(
        "required names an undeclared field",
        replace(T, '"required": ["名称", "成立日期"]', '"required": ["名称", "成立日期", "地点"]'),
        "DG235",
        T,
        "",
    ),
    Row(
        "required names a computed field",
        replace(
            E, '"required": ["编号", "发现日期", "严重程度"]', '"required": ["编号", "发现日期", "严重程度", "状态"]'
        ),
        "DG235",
        E,
        "",
    ),
    Row("an x-day that is no date", replace(E, '"x-day": "发现日期"', '"x-day": "编号"'), "DG235", E, ""),
    Row(
        "an x-day that may be left out",
        replace(E, '"required": ["日期", "事项"]', '"required": ["事项"]'),
        "DG235",
        E,
        "",
    ),
    Row("a pattern without anchors", field(', "pattern": "[0-9]{6}", "maxLength": 6'), "DG236", E, ""),
    Row("a pattern without maxLength", field(', "pattern": "^(?:[0-9]{6})$"'), "DG236", E, ""),
    Row("a pattern with \\d", field(', "pattern": "^(?:\\\\d{6})$", "maxLength": 6'), "DG236", E, ""),
    Row(
        "a pattern with nested quantifiers",
        field(', "pattern": "^(?:([\\\\u4e00-\\\\u9fff]+)+公司)$", "maxLength": 60'),
        "DG236",
        E,
        "",
    ),
    Row(
        "a pattern that repeats a varying part without end",
        field(', "pattern": "^(?:(?:[a-z]{1,5}-?)*)$", "maxLength": 60'),
        "DG236",
        E,
        "",
    ),
    Row("a pattern that looks ahead", field(', "pattern": "^(?:(?=a)b)$", "maxLength": 6'), "DG236", E, ""),
    Row(
        "a pattern that is no regular expression", field(', "pattern": "^(?:[0-9{6})$", "maxLength": 6'), "DG236", E, ""
    ),
    Row(
        "a rule with an unknown filter",
        replace(E, "this.办理 | is_sorted('日期')", "this.办理 | sorted('日期')"),
        "DG237",
        E,
        "",
    ),
    Row(
        "a rule that calls a method",
        replace(E, "this.整改期限 is filled", "this.编号.startswith('WT')"),
        "DG237",
        E,
        "",
    ),
    Row(
        "a rule with a bracket too few",
        replace(E, "this.整改期限 is filled", "(this.整改期限 is filled"),
        "DG237",
        E,
        "",
    ),
    Row(
        "an x-value with an undeclared name",
        replace(E, "(this.办理 | last).事项", "(this.办理 | last).事情"),
        "DG238",
        E,
        "",
    ),
    Row(
        "a rule's message with an undeclared name",
        replace(E, "{{ this.编号 }}没有整改期限。", "{{ this.编码 }}没有整改期限。"),
        "DG238",
        E,
        "",
    ),
    Row("a rule's at that is no field", replace(E, '"at": "整改期限"', '"at": "期限"'), "DG238", E, ""),
    Row(
        "a rule that attributes to an undeclared field",
        replace(E, "is_sorted('日期')", "is_sorted('时间')"),
        "DG238",
        E,
        "",
    ),
    Row(
        "an example that breaks the pattern",
        replace(E, '"maxLength": 6, "examples": ["WT-001"]', '"maxLength": 6, "examples": ["WT1"]'),
        "DG239",
        E,
        "",
    ),
    Row(
        "an example of the whole that lacks a field",
        replace(
            E,
            '"description": "一条豁免", "type": "object", "examples": [{"规则": "WT02", "理由": "样例理由"}]',
            '"description": "一条豁免", "type": "object", "examples": [{"规则": "WT02"}]',
        ),
        "DG239",
        E,
        "",
    ),
    Row("a field name with brackets", replace(E, '"年产值": {', '"年产值（万元）": {'), "DG240", E, "", others=()),
    Row(
        "a field called id",
        field("").__class__
        and replace(
            E, f"{NAME},", f'{NAME},\n    "id": {{"description": "甲", "type": "string", "examples": ["乙"]}},'
        ),
        "DG240",
        E,
        "",
    ),
    Row("a title with a blank", replace(T, '"title": "专班"', '"title": "帮扶 专班"'), "DG240", T, ""),
    Row("a title that is docgen's own name", replace(T, '"title": "专班"', '"title": "period"'), "DG240", T, ""),
    Row("a Chinese name in $defs", replace(C, '"person": {', '"人员": {'), "DG240", C, "", others=("DG211",)),
    Row("unknown fields not refused", replace(T, '  },\n  "additionalProperties": false\n', "  }\n"), "DG241", T, ""),
    Row(
        "a field without type",
        replace(E, '"description": "负责的专班编号", "type": "string"', '"description": "负责的专班编号"'),
        "DG242",
        E,
        "",
    ),
    Row("a kind that is no object", replace(T, '"type": "object",\n  "required"', '"required"'), "DG242", T, ""),
    Row(
        "an $id of another file", replace(T, '"$id": "team.schema.json"', '"$id": "teams.schema.json"'), "DG243", T, ""
    ),
    Row("an older draft", replace(T, "draft/2020-12/schema", "draft-07/schema"), "DG243", T, ""),
    Row(
        "a kind in Chinese",
        rename(T, "schemas/专班.schema.json"),
        "DG244",
        "schemas/专班.schema.json",
        "",
        others=("DG243", "DG234", "DG303"),
    ),
    Row("x-unit on a text", field(', "x-unit": "人"'), "DG245", E, ""),
    Row(
        "x-unique on a number",
        replace(E, '"examples": [86], "x-unit": "人"', '"examples": [86], "x-unique": true'),
        "DG245",
        E,
        "",
    ),
    Row("a rule code used twice", replace(E, '"code": "WT02"', '"code": "WT01"'), "DG246", E, ""),
    Row(
        "a condition on an undeclared field",
        replace(
            E,
            '"if": {"properties": {"严重程度": {"const": "严重"}}, "required": ["严重程度"]}',
            '"if": {"properties": {"严重度": {"const": "严重"}}, "required": ["严重程度"]}',
        ),
        "DG247",
        E,
        "",
    ),
    Row("a condition that can never hold", replace(E, '{"const": "严重"}', '{"const": "特别严重"}'), "DG247", E, ""),
    Row(
        "anyOf with an undeclared field",
        replace(E, '{"required": ["联系人"]}]', '{"required": ["联系方式"]}]'),
        "DG247",
        E,
        "",
    ),
    Row("about's schema removed", remove("schemas/about.schema.json"), "DG329", "docgen.yaml", "", others=("DG323",)),
]
