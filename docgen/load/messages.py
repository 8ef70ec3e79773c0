"""Kinds of findings in, the sentences a user reads out; only this module knows the wording and the codes.

Each kind has a code, a sentence, a hint saying how to mend it, and, where ``--fix`` may mend it safely,
a phrase saying what was done. ``{…}`` are filled with the words that a finding carries.
"""

from __future__ import annotations

from typing import NamedTuple

from docgen.model import Severity


class Message(NamedTuple):
    """What is said about one kind of finding; an empty ``mended`` means that --fix leaves it alone."""

    code: str
    message: str
    hint: str
    mended: str = ""
    severity: Severity = "error"


_FIX = "运行 docgen check --fix 可以自动改好。"
_ENCODE = "运行 docgen check --fix 可以自动转换；也可以在编辑器里“另存为”，编码选 UTF-8。"
_RETYPE = "请删掉它，必要时重新输入这里的文字。"
_WHOLE = "同一对括号里的标点请一并改好：各项之间用半角逗号加空格，字段名后面用半角冒号加空格。"
_QUOTE_SHOWN = "请用英文单引号把整个值括起来：'{value}'。"

MESSAGES: dict[str, Message] = {
    # The file as a whole
    "gb18030": Message("DG101", "文件的编码是 GB 18030（GBK），不是 UTF-8。", _ENCODE, "编码由 GB 18030 改为 UTF-8"),
    "utf16": Message("DG101", "文件的编码是 {name}，不是 UTF-8。", _ENCODE, "编码由 {name} 改为 UTF-8"),
    "mixed": Message(
        "DG101",
        "从这里起有不是 UTF-8 编码的内容，可能混进了别的编码，也可能文件已经损坏。",
        "请在编辑器里重新输入这一处的文字，保存时编码选 UTF-8。",
    ),
    "binary": Message(
        "DG101",
        "这不是文本文件，无法读取。",
        "请用文本编辑器另写一份；Word、WPS、Excel 文件改个名字是不能用的。",
    ),
    "too_large": Message(
        "DG102", "文件有 {size} MB，超过了 5 MB 的上限。", "请拆成几个小文件；照片等附件不要放在里面。"
    ),
    "empty": Message("DG103", "文件是空的，什么内容也没有。", "请补上内容；如果原来有内容，可从备份或版本记录里找回。"),
    "only_comments": Message(
        "DG103", "文件里只有以“#”开头的注释，没有内容。", "请补上内容；要启用的行，去掉行首的“#”。"
    ),
    "bom": Message("DG104", "这里多了一个看不见的文件头标记（BOM）。", f"请删掉它。{_FIX}", "删去多余的文件头标记"),
    "conflict": Message(
        "DG105",
        "这里留着合并冲突的标记“{marker}”。",
        "请在几种写法中选定一种，再把 <<<<<<<、=======、>>>>>>> 开头的标记行全部删掉。",
    ),
    # Characters
    "control": Message("DG106", "这里有一个看不见的控制字符（{char}）。", _RETYPE),
    "vertical_tab": Message(
        "DG106", "这里有一个竖向制表符（U+000B），多半是从 Word 里带过来的换行。", "请把它改为换行（按一下回车键）。"
    ),
    "surrogate": Message("DG106", "这里只剩半个字符（{char}），原来的字已经损坏。", "请删掉它，重新输入原来的字。"),
    "escape_control": Message(
        "DG107", "双引号里的“{escape}”表示一个控制字符（{char}），不能使用。", "请删掉这几个字符。"
    ),
    "escape_break": Message(
        "DG107", "双引号里的“{escape}”表示一个特殊的换行（{char}），不能使用。", "请改为普通的换行，写成“\\n”。"
    ),
    "escape_surrogate": Message(
        "DG107", "双引号里的“{escape}”只是半个字符（{char}），不能使用。", "请直接输入原来的字或表情。"
    ),
    "escape_hidden": Message(
        "DG107", "双引号里的“{escape}”表示一个看不见的字符（{char}），不能使用。", "请删掉这几个字符。"
    ),
    "hidden_in_key": Message(
        "DG108", "字段名“{key}”里夹着一个看不见的字符（{char}）。", "请把这个字段名删掉，重新输入一遍。"
    ),
    "bidi": Message("DG109", "这里有一个会打乱文字显示顺序的隐藏字符（{char}）。", _RETYPE),
    "hidden_break": Message("DG110", "这里有一个看不见的换行符（{char}）。", "请删掉它；需要换行的地方按一下回车键。"),
    # Layout
    "tab_indent": Message(
        "DG111", "这一行用制表符（Tab 键）缩进，只能用空格缩进。", f"请改成空格。{_FIX}", "缩进的制表符改为空格"
    ),
    "wide_colon": Message(
        "DG112",
        "“{key}”后面用了全角冒号“：”，应当用半角冒号加一个空格。",
        f"请改为“{{key}}: ”再接内容。{_FIX}如果这一行本来就是一段文字，请用英文引号括起来。",
        "全角冒号改为半角冒号",
    ),
    "wide_colon_left": Message(
        "DG112", "“{key}”后面用了全角冒号“：”，应当用半角冒号加一个空格。", f"请改为“{{key}}: ”再接内容；{_WHOLE}"
    ),
    "wide_indent": Message(
        "DG113", "这一行用{space}缩进，只能用普通空格缩进。", f"请改成普通空格。{_FIX}", "缩进的特殊空格改为普通空格"
    ),
    "wide_space": Message(
        "DG113",
        "“{after}”后面用了{space}，应当用普通空格。",
        f"请改成一个普通空格。{_FIX}",
        "“:”或“-”后面的特殊空格改为普通空格",
    ),
    "wide_start": Message(
        "DG113", "这一项以{space}开头，应当用普通空格。", "请改成普通空格；如果确实需要，请用英文引号括起来。"
    ),
    "tight_colon": Message(
        "DG114",
        "“{key}:”的冒号后面缺一个空格。",
        f"请改为“{{key}}: ”再接内容。{_FIX}如果这一行本来就是一段文字，请用英文引号括起来。",
        "冒号后面补一个空格",
    ),
    "tight_colon_left": Message("DG114", "“{key}:”的冒号后面缺一个空格。", f"请改为“{{key}}: ”再接内容；{_WHOLE}"),
    # Structure
    "duplicate": Message(
        "DG115",
        "字段“{key}”写了两次：第 {first} 行已经有了，第 {second} 行又写了一次。",
        "请核对这两处的内容，只保留一处；如果是同类的几件事，请写成以“- ”开头的列表。",
    ),
    "null": Message(
        "DG116",
        "这里写的“{value}”在别的软件里表示“没有”，不能使用。",
        "没有内容时，冒号后面什么也不要写；确实要写这几个字，请加英文引号。",
    ),
    "empty_item": Message("DG117", "列表里的这一项是空的。", "请补上内容，或者删掉这一行。"),
    "not_mapping": Message(
        "DG118", "文件最外层应当是“字段名: 内容”，这里却是{what}。", "请在前面写上字段名和冒号，例如“名称: 示例企业”。"
    ),
    "anchor": Message(
        "DG119",
        "“{value}”会被当作对别处内容的引用，不能使用。",
        "请把内容照原样写在这里；如果是普通文字，请用英文引号括起来。",
    ),
    "tag": Message(
        "DG120",
        "“{value}”会被当作类型说明，不能使用。",
        "请删掉它，只留后面的内容；如果是普通文字，请用英文引号括起来。",
    ),
    "merge": Message("DG121", "“<<”表示并入别处的内容，不能使用。", "请删掉这一行，把要用的字段逐个写出来。"),
    "directive": Message("DG122", "以“%”开头的指令行不能使用。", "请删掉这一行。"),
    "documents": Message(
        "DG123",
        "一个文件只能写一份内容，这里的“{marker}”又另起了一份。",
        "请把后面的内容另存为一个文件，或者删掉这一行。",
    ),
    "complex_key": Message(
        "DG124",
        "冒号前面的字段名要直接写成一行文字，不能写成这样。",
        "请改为“字段名: 内容”；如果整段都是文字，请用英文引号括起来。",
    ),
    "no_key": Message("DG124", "冒号前面没有字段名。", "请在冒号前面写上字段名，例如“名称: 示例企业”。"),
    "deep": Message("DG125", "内容一层套一层，超过了 40 层。", "请检查这里的缩进和括号，正常的内容用不到这么多层。"),
    # Values
    "lost_text": Message(
        "DG126",
        "空格后面的“#”会使“{lost}”被当作注释丢掉。",
        "如果是正文，请用英文引号把整个值括起来；如果是注释，请在“#”后面加一个空格。",
    ),
    "hash_value": Message(
        "DG126",
        "“#”开头的“{lost}”会被当作注释丢掉，这里等于没有填。",
        "如果是正文，请用英文引号括起来；如果是注释，请在“#”后面加一个空格。",
    ),
    "unquoted": Message(
        "DG127",
        "“{value}”没有加引号，换一个软件打开可能变成别的内容：{why}。",
        '建议加上英文双引号："{value}"。',
        "给容易认错的值加上引号",
        "hint",
    ),
    "after_quote": Message(
        "DG128",
        "引号已经结束，后面又多出了“{extra}”。",
        "请用英文单引号把整个值括起来，或者把里面的引号改成中文引号“”。",
    ),
    "colon_in_text": Message(
        "DG129",
        "没有加引号的文字里出现了半角冒号加空格“: ”，会被误认作字段名。",
        "请把这个冒号改为全角“：”，或者用英文引号把整个值括起来。",
    ),
    "bad_start": Message("DG130", "没有加引号的内容不能以“{char}”开头。", _QUOTE_SHOWN),
    "template_tag": Message(
        "DG130",
        "“{value}”是模板里的标记，这里只填资料。",
        "请把它写到 Word 模板里，这里填实际内容；如果确实是文字，请用英文单引号括起来。",
    ),
    "bracket_text": Message(
        "DG130",
        "以“{char}”开头的内容会被当作列表或字段组，后面又多出了“{extra}”。",
        "如果是普通文字，" + _QUOTE_SHOWN,
    ),
    "open_quote": Message(
        "DG131", "这里的引号（{char}）没有配对的另一半。", "请在这段文字的末尾补上同样的引号；多余的引号请删掉。"
    ),
    "open_bracket": Message(
        "DG132", "这里的“{char}”没有配对的“{closing}”。", "请补上“{closing}”；如果是普通文字，请用英文引号括起来。"
    ),
    "stray_bracket": Message(
        "DG132", "这里多了一个“{char}”，前面没有与它配对的括号。", "请核对括号，删去多余的或补上缺少的。"
    ),
    "flow_shape": Message(
        "DG132", "括号里的写法有误，从这里起读不下去。", "请核对括号里的逗号和引号：各项之间用半角逗号加空格隔开。"
    ),
    "wide_comma": Message(
        "DG132",
        "括号里用了全角逗号“，”，它前后的文字会算作同一项。",
        "要分成两项，请改为半角逗号加一个空格；本来就是一项，请用英文引号括起来。",
        severity="warning",
    ),
    "run_together": Message(
        "DG132",
        "括号里“{sign}”用了全角标点，后面的“{key}”没有成为单独的一项。",
        "要分成两项，请改成半角逗号加空格、半角冒号加空格；本来就是一段文字，请用英文引号括起来。",
        severity="warning",
    ),
    "indent": Message(
        "DG133",
        "这一行的缩进与上下文对不齐。",
        "同一层的各行行首空格数要相同；属于上一行的内容，要比上一行多缩进两格。",
    ),
    "over_indent": Message(
        "DG133",
        "这一行比上一行缩进得多，可是上一行的冒号后面已经有内容了。",
        "与上一行同一层的，行首空格请改成一样多；是上一行那段文字的继续，请把这里的冒号改为全角“：”。",
    ),
    "block_indent": Message(
        "DG133",
        "“{char}”后面的成段文字，从这一行起缩进不够。",
        "请在行首补上空格：这段文字的每一行都要比字段名多缩进两格，并且对齐。",
    ),
    "no_colon": Message(
        "DG134", "这一行缺少冒号，看不出哪里是字段名。", "请写成“字段名: 内容”，用半角冒号加一个空格。"
    ),
    "torn_text": Message(
        "DG134",
        "这一行缺少冒号，看不出哪里是字段名。",
        "请写成“字段名: 内容”，用半角冒号加一个空格。是上一行没写完的，接到上一行末尾，或者改用“|”写多行。",
    ),
    "wide_hash": Message("DG134", "行首的“＃”是全角的，不能引出注释。", "请改为半角的“#”，后面加一个空格。"),
    "mixed_list": Message(
        "DG135",
        "同一层里既有“- ”开头的列表，又有“字段名: 内容”。",
        "列表要放在某个字段名下面；请检查缩进，或者去掉多余的“- ”。",
    ),
    "list_in_line": Message(
        "DG135",
        "冒号后面不能在同一行里接着写“- ”。",
        "请另起一行并缩进两格再写“- ”；如果是普通文字，请用英文引号括起来。",
    ),
    "bad_escape": Message(
        "DG136", "双引号里的“{escape}”不是有效的写法。", "要写反斜杠，请写成两个“\\\\”，或者把双引号换成英文单引号。"
    ),
    "tight_dash": Message(
        "DG137", "短横线后面缺一个空格。", "请改为“- ”再接内容；如果短横线是文字的一部分，请用英文引号括起来。"
    ),
    "wide_dash": Message(
        "DG137", "短横是全角的，应当用半角“-”加空格。", f"请把“{{char}}”改为“- ”。{_FIX}", "全角短横改为半角短横加空格"
    ),
    "wide_dash_alone": Message(
        "DG137",
        "短横是全角的，应当用半角“-”加空格。",
        "如果是列表，请把“{char}”改为“- ”；如果是文字，请用英文引号括起来。",
    ),
    "swallowed": Message(
        "DG138",
        "这一行以“- ”开头，却会接在上一行的文字后面，成为同一段话。",
        "如果是列表，请把上一行冒号后面的文字移走；如果是一段话，请用英文引号括起来。",
        severity="warning",
    ),
    "unknown": Message(
        "DG139", "从这一行起读不下去，多半是这一行或上一行写法有误。", "请检查这两行的冒号、引号、括号和缩进。"
    ),
}
