import os
from dataclasses import dataclass

from tasks.common_config import GeneralTaskConfig


@dataclass
class LinuxTaskConfig(GeneralTaskConfig):
    REMOTE_ROOT_DIR: str = os.environ.get("REMOTE_ROOT_DIR", "/media/user/data/agenthle")
    OS_TYPE: str = "linux"

    @property
    def task_dir(self):
        return "/".join((self.REMOTE_ROOT_DIR, self.DOMAIN_NAME, self.TASK_NAME, self.VARIANT_NAME))

    @property
    def input_dir(self):
        return f"{self.task_dir}/input"

    @property
    def remote_output_dir(self):
        return f"{self.task_dir}/{self.REMOTE_OUTPUT_DIR}"

    @property
    def reference_dir(self):
        return f"{self.task_dir}/reference"
