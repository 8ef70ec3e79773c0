"""Several machines as a pool, through a Dask scheduler; the only module that knows ``distributed``.

What travels: the workspace's files once to each worker, as text; what all must learn; batches; what became of them.
A worker keeps the files in a folder of its own, compiles templates for itself, and writes beside the places of the
documents, in the output folder that all machines share. The batches of a worker that is lost go to another, which may
write the same files again: nothing is in place before this process has heard of the batch and entered it in the record.
"""

from __future__ import annotations

import pickle
import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from queue import Empty, Queue
from typing import TYPE_CHECKING, Any, TypeVar

from docgen.build.inputs import docgen_digest
from docgen.build.mirror import packed
from docgen.build.work import Workplace
from docgen.build.worker import adopt, do, leave, seen
from docgen.build.writing import FOLDER
from docgen.model import DocgenError

if TYPE_CHECKING:
    from distributed import Client, Future

B = TypeVar("B")
R = TypeVar("R")
CONNECT = 10
"""Seconds to wait for the scheduler, and as many again for a first worker."""
ALONE = 60.0
"""Seconds that a run waits for a worker to come back when all are gone."""
_AHEAD = 3


class Cluster:
    """The workers of a Dask scheduler. One run at a time works with an object; several runs may share a scheduler."""

    def __init__(self, workplace: Workplace, address: str) -> None:
        """Connect, and give every worker what it needs.

        Raises:
            DocgenError: when there is no scheduler or no worker, a worker has another docgen, or does not see the
                output folder.
        """
        self._local, self._run = workplace, secrets.token_hex(8)
        self._client = _connected(address)
        try:
            _same_docgen(self._client)
            _same_folder(self._client, workplace.order.out)
            self._parcels = [self._sent(parcel) for parcel in packed(workplace.workspace)]
            self._learnt: list[Future[bytes]] = []
            self._learn(adopt, workplace.workspace.entries)
        except BaseException:
            self.close()
            raise

    def each(self, task: Callable[[Workplace, B], R], batches: Iterable[tuple[int, B]]) -> Iterator[tuple[int, R]]:
        finished: Queue[Future[R]] = Queue()
        running: dict[Any, tuple[int, Future[R]]] = {}  # held here: Dask forgets what nobody holds
        for number, batch in batches:
            while len(running) >= _AHEAD * max(1, sum(self._workers().values())):
                yield self._next(finished, running)
            future = self._submit(number, task, batch)
            running[future.key] = number, future
            future.add_done_callback(finished.put)  # type: ignore[no-untyped-call]
        while running:
            yield self._next(finished, running)

    def everywhere(self, task: Callable[[Workplace, B], object], argument: B) -> None:
        self._learn(task, argument)
        task(self._local, argument)

    def close(self) -> None:
        client = self._client
        try:
            client.run(leave, self._run, on_error="ignore")
        except (OSError, TimeoutError, RuntimeError, ValueError):
            pass
        finally:
            client.close(timeout=5)  # type: ignore[no-untyped-call]

    def _sent(self, content: bytes) -> Future[bytes]:
        # As a task and not as scattered data: when the worker that holds it is lost, it is made again.
        return self._client.submit(bytes, content, key=f"docgen-{secrets.token_hex(8)}")

    def _learn(self, task: Callable[[Workplace, B], object], argument: B) -> None:
        self._learnt.append(self._sent(pickle.dumps((task, argument))))

    def _submit(self, number: int, task: Callable[[Workplace, B], R], batch: B) -> Future[R]:
        """A batch goes where batches of its number have gone before, if it can: the cases are in memory there."""
        workers = sorted(self._workers())
        liked = {"workers": workers[number % len(workers)], "allow_other_workers": True} if workers else {}
        return self._client.submit(
            _do, self._run, docgen_digest(), self._local.order, self._parcels, list(self._learnt),
            pickle.dumps((task, batch)),
            key=f"docgen-{self._run}-{secrets.token_hex(8)}", retries=2, **liked,
        )  # fmt: skip

    def _next(self, finished: Queue[Future[R]], running: dict[Any, tuple[int, Future[R]]]) -> tuple[int, R]:
        last = time.monotonic()
        while True:
            try:
                future = finished.get(timeout=1)
                break
            except Empty:
                last = time.monotonic() if self._workers() else last
                if time.monotonic() - last > ALONE:
                    raise _lost("工作机都没有了") from None
        number, _ = running.pop(future.key)
        return number, _result(future)

    def _workers(self) -> dict[str, int]:
        """The workers that are there now, each with how many batches it takes at once."""
        try:
            return dict(self._client.nthreads())  # type: ignore[no-untyped-call]
        except (OSError, TimeoutError, RuntimeError):
            return {}


def _connected(address: str) -> Client:
    try:
        from distributed import Client, Security
    except ImportError:
        raise DocgenError("没有装 Dask，不能用 --cluster。请运行 pip install 'docgen[cluster]'。") from None
    security: Any = Security
    if address.startswith("tls:") and security().get_connection_args("client")["ssl_context"] is None:
        hint = "在 Dask 的设置 distributed.comm.tls 里写明 ca-file 和 client 的 cert、key"
        raise DocgenError(f"调度器 {address} 要用证书，这里没有配（DG630）。{hint}。")
    try:
        client = Client(address, timeout=CONNECT, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, TimeoutError, ValueError, ImportError) as problem:
        hint = "核对地址和端口，调度器要先启动：dask scheduler"
        raise DocgenError(f"连不上调度器 {address}（DG630）：{_why(problem)}。{hint}。") from None
    try:
        client.wait_for_workers(1, timeout=CONNECT)
    except TimeoutError:
        client.close()  # type: ignore[no-untyped-call]
        hint = f"在各台机器上运行 dask worker {address} --nthreads 1"
        raise DocgenError(f"调度器 {address} 下面一台工作机也没有（DG630）。{hint}。") from None
    return client


def _why(problem: BaseException) -> str:
    refused = isinstance(problem, (OSError, TimeoutError)) and not isinstance(problem, ValueError)
    return f"{CONNECT} 秒没有答复" if refused else str(problem).splitlines()[0][:120]


def _same_docgen(client: Client) -> None:
    """Raises DocgenError for workers whose docgen is not this one."""
    own = docgen_digest()
    answers = client.run(docgen_digest, on_error="return")
    for worker, answer in sorted(answers.items()):
        if answer != own:
            theirs = f"是 {answer[:12]}" if isinstance(answer, str) else f"用不了（{type(answer).__name__}: {answer}）"
            hint = "在每台机器（包括调度器）上装同一个 docgen，再重新启动"
            raise DocgenError(f"这里的 docgen 是 {own[:12]}，工作机 {worker} 的{theirs}（DG631）。{hint}。")


def _same_folder(client: Client, out: Path) -> None:
    """Raises DocgenError for workers that do not see the output folder under the same name."""
    probe, words = out / FOLDER / f"probe-{secrets.token_hex(8)}", secrets.token_hex(16)
    try:
        probe.write_text(words, "ascii")
        answers = client.run(seen, str(probe), on_error="return")
    finally:
        probe.unlink(missing_ok=True)
    for worker, answer in sorted(answers.items()):
        if answer != words:
            hint = "输出文件夹要放在各台机器都能写、路径又相同的共享盘上，用 --out 指明"
            raise DocgenError(f"工作机 {worker} 看不到输出文件夹“{out}”（DG632）。{hint}。")


def _result(future: Future[R]) -> R:
    """The result of a batch. Raises DocgenError when workers died of it or the scheduler is gone."""
    from concurrent.futures import CancelledError

    from distributed import KilledWorker

    try:
        return future.result()
    except KilledWorker:
        raise _lost("同一批文书让几台工作机接连停了，可能是内存不够") from None
    except CancelledError:
        raise _lost("与调度器的联系断了") from None


def _lost(what: str) -> DocgenError:
    return DocgenError(f"{what}（DG630）。已经写好的文件都是完整的，再运行一次会接着做。")


def _do(*words: Any) -> Any:
    """On a worker: do a batch, with a folder that goes when the worker goes."""
    from distributed import get_worker

    return do(get_worker().local_directory, *words)
