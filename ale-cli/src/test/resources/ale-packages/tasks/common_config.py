"""What every task of this little repository shares, as the format page tells it."""

import os
from dataclasses import dataclass


@dataclass
class GeneralTaskConfig:
    DOMAIN_NAME: str = ""
    TASK_NAME: str = ""
    VARIANT_NAME: str = "base"
    OS_TYPE: str = os.environ.get("OS_TYPE", "windows")
    REMOTE_ROOT_DIR: str = os.environ.get("REMOTE_ROOT_DIR", "E:\\agenthle")
    REMOTE_OUTPUT_DIR: str = "output"
    REQUIRES_TASK_DATA: bool = True

    def to_metadata(self):
        return {
            "domain_name": self.DOMAIN_NAME,
            "task_name": self.TASK_NAME,
            "variant_name": self.VARIANT_NAME,
            "requires_task_data": self.REQUIRES_TASK_DATA,
            "task_dir": self.task_dir,
            "input_dir": self.input_dir,
            "remote_output_dir": self.remote_output_dir,
            "reference_dir": self.reference_dir,
        }
