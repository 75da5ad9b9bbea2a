"""Judges the server of a local workspace with Microsoft's own SDKs: azure-ai-ml, then azure-mgmt-machinelearningservices.

    python3 azure_ai_ml.py FOLDER

FOLDER is the workspace's folder, whose server runs. Each step prints one line; the exit code is 1 when one failed. README.md says what is needed.
"""

import logging
import shutil
import sys
import tempfile
import uuid
from pathlib import Path

from local_workspace import LocalWorkspace
from scenario import Scenario
from steps import Steps

import models
import online
import refusals
import typed_arm_client

REPOSITORY = Path(__file__).resolve().parents[2]


def main(folder):
    # The SDK warns of its own experimental classes, and of each file it uploads.
    logging.disable(logging.WARNING)
    steps = Steps()
    workspace = LocalWorkspace(folder)
    run = uuid.uuid4().hex[:8]
    with tempfile.TemporaryDirectory() as temporary:
        temporary = Path(temporary)
        # A file of this run makes the content new to the server: there is something to upload.
        shutil.copytree(REPOSITORY / "examples" / "endpoint_1" / "model", temporary / "model")
        (temporary / "model" / "run.txt").write_text(run, encoding="utf-8")
        images = REPOSITORY / "test_data" / "images_azureml.json"
        client = workspace.connect()
        models.run(steps, client, workspace.calls, f"model-{run}", temporary)
        scenario = Scenario(client, f"model-{run}", f"endpoint-{run}", temporary, images)
        online.run(steps, scenario)
        refusals.run(steps, scenario)
        online.delete(steps, scenario)
        typed_arm_client.run(steps, workspace.connect_arm(), workspace.ids[1:], f"model-{run}", f"arm-{run}")
        with steps.step("no request met a fault of the server"):
            # 501 is no fault: the local workspace does not have it.
            faults = [call for call in workspace.calls if call[2] >= 500 and call[2] != 501]
            assert not faults, faults
    return steps.end()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
