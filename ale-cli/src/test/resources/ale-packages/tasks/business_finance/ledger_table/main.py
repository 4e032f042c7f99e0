"""A table with tolerances; the scorer computes on the examiner's side, with pandas."""

import io

import cua_bench as cb
import pandas
from tasks.business_finance.ledger_table.scripts.score import fields_right
from tasks.common_setup import BaseTaskSetup
from tasks.linux_runtime import LinuxTaskConfig


class Config(LinuxTaskConfig):
    DOMAIN_NAME = "business_finance"
    TASK_NAME = "ledger_table"


config = Config(DOMAIN_NAME="business_finance", TASK_NAME="ledger_table")
setup = BaseTaskSetup()


@cb.tasks_config(split="train")
def load():
    return [cb.Task(description=f"Sum {config.input_dir}/ledger.csv by account into "
                                f"{config.remote_output_dir}/totals.csv (account,total).",
                    metadata=config.to_metadata(),
                    computer={"provider": "computer", "setup_config": {"os_type": "linux"}})]


@cb.setup_task(split="train")
async def start(task_cfg, session: cb.DesktopSession):
    await setup(task_cfg, session)


@cb.evaluate_task(split="train")
async def evaluate(task_cfg, session: cb.DesktopSession) -> list[float]:
    meta = task_cfg.metadata
    counted = await session.run_command(f"ls {meta['remote_output_dir']} | wc -l", check=False)
    if int(counted["stdout"]) != 1 or counted.returncode != 0:
        return [0.0]
    tables = [
        pandas.read_csv(io.BytesIO(await session.read_bytes(f"{meta[place]}/totals.csv")))
        for place in ("remote_output_dir", "reference_dir")
    ]
    return [fields_right(*tables)]
