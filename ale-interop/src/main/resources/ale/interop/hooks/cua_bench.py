"""A stand-in for cua_bench: what the task packages of ALE use of it, and no more.

The session asks the computer of the task through the examiner, over a Wire that hooks.py opens.
"""

import base64
import shlex
from dataclasses import dataclass
from typing import Any, Optional

HOOKS = {}


def _hook(name):
    def decorator(*args, **_):
        if len(args) == 1 and callable(args[0]):
            HOOKS[name] = args[0]
            return args[0]
        return lambda function: decorator(function)

    return decorator


tasks_config = _hook("load")
setup_task = _hook("start")
evaluate_task = _hook("evaluate")
solve_task = _hook("solve")


@dataclass
class Task:
    description: str
    task_id: Optional[str] = None
    metadata: Any = None
    computer: Any = None


class CommandResult(dict):
    """A dictionary whose entries are attributes too."""

    def __getattr__(self, name):
        try:
            return self["return_code" if name in ("returncode", "exit_code") else name]
        except KeyError:
            raise AttributeError(name) from None


class Session:
    """The computer of the task."""

    def __init__(self, wire):
        self._wire = wire

    @property
    def interface(self):
        return self

    async def file_exists(self, path):
        return self._wire.ask("file_exists", path=str(path))

    async def directory_exists(self, path):
        return self._wire.ask("directory_exists", path=str(path))

    async def exists(self, path):
        return await self.file_exists(path) or await self.directory_exists(path)

    async def read_bytes(self, path, offset=0, length=None):
        content = base64.b64decode(self._wire.ask("read", path=str(path)))
        return content[offset:] if length is None else content[offset : offset + length]

    async def read_file(self, path):
        return (await self.read_bytes(path)).decode("utf-8")

    async def write_bytes(self, path, content):
        self._wire.ask("write", path=str(path), content=base64.b64encode(bytes(content)).decode())

    async def write_file(self, path, text):
        await self.write_bytes(path, text.encode("utf-8") if isinstance(text, str) else text)

    read_text = read_file
    write_text = write_file

    async def list_dir(self, path):
        return self._wire.ask("list_dir", path=str(path))

    async def create_dir(self, path):
        self._wire.ask("create_dir", path=str(path))

    makedirs = create_dir

    async def delete_dir(self, path):
        self._wire.ask("delete_dir", path=str(path))

    async def screenshot(self, *_, **__):
        return base64.b64decode(self._wire.ask("screenshot"))

    async def run_command(self, command, *, check=True, timeout=None, **_):
        line = command if isinstance(command, str) else shlex.join(map(str, command))
        result = CommandResult(self._wire.ask("run_command", command=line, timeout=timeout))
        if check and result["return_code"] != 0:
            raise RuntimeError(
                f"command ended with {result['return_code']}: {line}: {result['stderr'].strip()}"
            )
        return result


DesktopSession = Session
