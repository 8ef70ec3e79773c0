"""Work for the processors and nothing else, shared out among so many processes: the most that a machine can give.

python -m bench.spin PROCESSES
"""

from __future__ import annotations

import json
import multiprocessing
import sys
from hashlib import sha256

SHARES = 800
"""All of the work, some seconds of it; 1 and 2 divide it."""


def spin(shares: int) -> None:
    """Texts, mappings and lists made, looked up and thrown away, as a build does."""
    for share in range(shares):
        case = {f"字段{number}": f"第{share}件第{number}项已经逐项核对" for number in range(400)}
        for _ in range(6):
            found = [(name, case[name], len(case[name])) for name in sorted(case)]
            text = "".join(f"<w:t>{value}</w:t>" for _, value, _ in found)
            sha256(json.dumps(found, ensure_ascii=False).encode()).hexdigest()
            text.replace("核对", "检查").encode()


def main() -> None:
    count = int(sys.argv[1])
    if count == 1:
        spin(SHARES)
        return
    processes = [multiprocessing.Process(target=spin, args=(SHARES // count,)) for _ in range(count)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()


if __name__ == "__main__":
    main()
