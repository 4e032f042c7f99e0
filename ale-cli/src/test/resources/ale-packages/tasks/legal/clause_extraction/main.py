"""Exact match. The hooks are found by their names, and start prepares a file with the session."""

import cua_bench as cb
from tasks.common_setup import BaseTaskSetup
from tasks.linux_runtime import LinuxTaskConfig

CONFIG = LinuxTaskConfig(DOMAIN_NAME="legal", TASK_NAME="clause_extraction")


class Setup(BaseTaskSetup):
    async def setup(self, task_cfg, session):
        inputs = task_cfg.metadata["input_dir"]
        await session.interface.create_dir(f"{inputs}/notes")
        await session.write_file(f"{inputs}/notes/hint.txt", "Änderungen zuletzt\n")
        listed = await session.list_dir(inputs)
        assert sorted(listed) == ["lease.txt", "notes"], listed
        picture = await session.screenshot()
        assert picture.startswith(b"\x89PNG")


setup = Setup()


@cb.tasks_config
def load():
    return [
        cb.Task(
            description=f"Read {CONFIG.input_dir}/lease.txt and write the governing law into "
            f"{CONFIG.remote_output_dir}/law.txt.",
            metadata=CONFIG.to_metadata(),
        )
    ]


@cb.setup_task
async def start(task_cfg, session):
    await setup(task_cfg, session)


@cb.evaluate_task("train")
async def evaluate(task_cfg, session):
    print("this goes to the log, and not into the score")
    answer = f"{task_cfg.metadata['remote_output_dir']}/law.txt"
    if not await session.file_exists(answer):
        return [0.0]
    truth = await session.read_file(f"{task_cfg.metadata['reference_dir']}/law.txt")
    return [1.0 if (await session.read_file(answer)).strip() == truth.strip() else 0.0]
