"""Whatever is asked, answered, overtaken or lost, no server receives more calls than it allows."""

import threading
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.base import ConnectorError
from connectors.pace import Budget, Call, Pace
from tests.test_connectors.test_pace import HOST, START, Clock


class FakeServer:
    """Counts calls in windows that begin at round times, or over the last seconds where it says nothing."""

    def __init__(self, limit: int, seconds: int, speaks: bool) -> None:
        self.limit, self.seconds, self.speaks = limit, seconds, speaks
        self.received: list[float] = []

    def receive(self, now: float) -> dict[str, str]:
        self.received.append(now)
        end = (now // self.seconds + 1) * self.seconds
        here = sum(end - self.seconds <= moment for moment in self.received)
        assert here <= self.limit, "more calls than the server allows"
        assert sum(now - self.seconds < moment for moment in self.received) <= self.limit or self.speaks
        left = {"X-RateLimit-Limit": str(self.limit), "X-RateLimit-Remaining": str(self.limit - here), "X-RateLimit-Reset": str(int(end))}
        return left if self.speaks else {}


WHAT = ["start"] * 5 + ["arrive"] * 4 + ["answer"] * 4 + ["lose", "tick"]
STEPS = st.lists(st.tuples(st.sampled_from(WHAT), st.integers(1, 12)), min_size=20, max_size=150)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(STEPS, st.integers(1, 6), st.sampled_from([10, 20]), st.booleans())
def test_never_more_calls_than_the_server_counts(steps: list[tuple[str, int]], limit: int, seconds: int, speaks: bool) -> None:
    clock = Clock()
    server = FakeServer(limit, seconds, speaks)
    paced = Pace(Budget(limit if not speaks else 100, seconds), clock=clock, sleep=clock.sleep, max_wait=0)
    under_way: list[Call] = []
    arrived: list[tuple[Call, dict[str, str]]] = []
    spoken = False
    for step, which in steps:
        if step == "start":
            try:
                under_way.append(paced.acquire(HOST))
            except ConnectorError as problem:
                assert problem.retry_at is not None and problem.retry_at > clock.now
        elif step == "arrive" and under_way:
            call = under_way.pop(which % len(under_way))
            arrived.append((call, server.receive(clock.now.timestamp())))
        elif step == "answer" and arrived:
            call, headers = arrived.pop(which % len(arrived))
            call.heard(200, headers)
            spoken = True
        elif step == "lose" and arrived and spoken:
            arrived.pop(which % len(arrived))[0].__exit__(None, None, None)
        elif step == "tick":
            clock.now += timedelta(seconds=which)


def test_threads_together_stay_within_what_the_server_allows() -> None:
    server = FakeServer(7, 1000, speaks=True)
    lock = threading.Lock()
    paced = Pace(Budget(1000, 1000.0), clock=lambda: START, max_wait=2)
    put_off: list[ConnectorError] = []

    def work() -> None:
        for _ in range(3):
            try:
                with paced.acquire(HOST) as call:
                    with lock:
                        headers = server.receive(START.timestamp())
                    call.heard(200, headers)
            except ConnectorError as problem:
                put_off.append(problem)

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(server.received) == 7, "all that was allowed was used"
    assert len(put_off) == 18 - 7
