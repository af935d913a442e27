"""Python here imports nothing of JavaScript and no packages: there is nothing to hook into."""

modules: dict[str, object] = {}


def register_js_finder() -> None: ...


def register_windows_finder() -> None: ...


def register_js_module(name: str, module: object) -> None:
    """Only held: a saved memory is taken up with the same objects of JavaScript in the same places."""
    modules[name] = module


def unregister_js_module(name: str) -> None: ...


def register_module_not_found_hook(packages: object, unvendored: object) -> None: ...
