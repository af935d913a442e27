"""Nothing in the checker waits: there is no event loop."""


def get_event_loop() -> None:
    raise RuntimeError("no event loop here")
