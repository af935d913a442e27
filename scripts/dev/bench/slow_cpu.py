"""A slower processor for the browser that this process drives: its renderers are stopped for a part
of each short while.

The browser's own throttle (Emulation.setCPUThrottlingRate) slows the main thread alone; Python
runs in a worker. Stopping the process slows every thread of it: main, worker, compilers.
"""

import contextlib
import multiprocessing
import os
import signal
import time
from collections.abc import Iterator
from multiprocessing.synchronize import Event
from pathlib import Path

SLICE_SECONDS = 0.005
LOOK_AGAIN_SECONDS = 0.05


@contextlib.contextmanager
def slowed(times: float) -> Iterator[None]:
    """Renderers below this process run at 1/`times` of their speed inside the block."""
    if times == 1:
        yield
        return
    done = multiprocessing.Event()
    throttle = multiprocessing.Process(
        target=_throttle, args=(os.getpid(), times, done), daemon=True
    )
    throttle.start()
    try:
        yield
    finally:
        done.set()
        throttle.join()


def _throttle(driver: int, times: float, done: Event) -> None:
    renderers: list[int] = []
    looked = 0.0
    while not done.is_set():
        if time.monotonic() - looked > LOOK_AGAIN_SECONDS:
            renderers, looked = _renderers(driver), time.monotonic()
        _signal(renderers, signal.SIGSTOP)
        time.sleep(SLICE_SECONDS * (times - 1))
        _signal(renderers, signal.SIGCONT)
        time.sleep(SLICE_SECONDS)


def _signal(processes: list[int], what: signal.Signals) -> None:
    for process in processes:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, what)


def memory_of_renderers() -> int:
    """Bytes of memory that the renderers below this process hold for themselves."""
    rollups = (Path(f"/proc/{process}/smaps_rollup") for process in _renderers(os.getpid()))
    lines = (line for path in rollups for line in path.read_text().splitlines())
    return 1024 * sum(int(line.split()[1]) for line in lines if line.startswith("Private_"))


def _renderers(driver: int) -> list[int]:
    """Renderer processes among the descendants of `driver`."""
    found: list[int] = []
    waiting = [driver]
    while waiting:
        process = waiting.pop()
        for children in Path(f"/proc/{process}/task").glob("*/children"):
            with contextlib.suppress(OSError):
                waiting += map(int, children.read_text().split())
        with contextlib.suppress(OSError):
            if b"--type=renderer" in Path(f"/proc/{process}/cmdline").read_bytes():
                found.append(process)
    return found
