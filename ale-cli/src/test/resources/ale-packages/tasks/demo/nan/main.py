import cua_bench as cb
from tasks.linux_runtime import LinuxTaskConfig


def load():
    config = LinuxTaskConfig(DOMAIN_NAME="demo", TASK_NAME="nan", REQUIRES_TASK_DATA=False)
    return [cb.Task("Do nothing.", metadata=config.to_metadata())]


def start(task_cfg, session):
    return None


async def evaluate(task_cfg, session):
    return [float("nan")]
