"""Two variants without data; the score is a dict."""

import cua_bench as cb
from tasks.linux_runtime import LinuxTaskConfig

SIZES = {"small": (6, 7), "large": (6000, 7000)}


@cb.tasks_config(split="train")
def load():
    tasks = []
    for name, (a, b) in SIZES.items():
        config = LinuxTaskConfig(
            DOMAIN_NAME="demo", TASK_NAME="two_sizes", VARIANT_NAME=name, REQUIRES_TASK_DATA=False
        )
        meta = config.to_metadata() | {"truth": a * b}
        text = f"Write {a} times {b} into {config.remote_output_dir}/product.txt."
        tasks.append(cb.Task(text, metadata=meta))
    return tasks


async def start(task_cfg, session):
    assert (await session.run_command("exit 3", check=False))["return_code"] == 3
    try:
        await session.run_command(["false"])
        raise AssertionError("check did not raise")
    except RuntimeError:
        pass


async def evaluate(task_cfg, session):
    try:
        said = await session.read_file(task_cfg.metadata["remote_output_dir"] + "/product.txt")
    except FileNotFoundError:
        return {"final_score": 0}
    return {"score": int(said) == task_cfg.metadata["truth"], "notes": said}
