class BaseTaskSetup:
    async def __call__(self, task_cfg, session):
        assert await session.directory_exists(task_cfg.metadata["remote_output_dir"])
        assert not await session.directory_exists(task_cfg.metadata["reference_dir"])
        await self.setup(task_cfg, session)

    async def setup(self, task_cfg, session):
        return None
