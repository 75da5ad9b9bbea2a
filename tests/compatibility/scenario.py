"""What the steps with endpoints and deployments share: names, request, files, and the ways to ask."""

import json
import urllib.error
import urllib.request

from steps import equal

DEPLOYMENT = """\
$schema: https://azuremlschemas.azureedge.net/latest/managedOnlineDeployment.schema.json
name: {name}
endpoint_name: {endpoint}
model: {model}
instance_type: Standard_DS4_v2
instance_count: 1
"""


class Scenario:
    """An endpoint with keys and one with tokens, for versions 1 to 3 of a model whose folder is temporary/model."""

    def __init__(self, client, model, endpoint, temporary, images):
        self.client, self.model, self.temporary, self.images = client, model, temporary, images
        self.endpoint, self.token_endpoint = endpoint, f"{endpoint}-t"
        self.endpoints, self.deployments = client.online_endpoints, client.online_deployments

    def file(self, name, text):
        """Writes a file."""
        (self.temporary / name).write_text(text, encoding="utf-8")
        return self.temporary / name

    def deployment_file(self, name, endpoint, model):
        """A deployment's YAML."""
        return self.file(f"{endpoint}.{name}.yml", DEPLOYMENT.format(name=name, endpoint=endpoint, model=model))

    def deployment(self, name, model, endpoint=None, **settings):
        """A deployment as a Python object."""
        from azure.ai.ml.entities import ManagedOnlineDeployment

        return ManagedOnlineDeployment(name=name, endpoint_name=endpoint or self.endpoint, model=model, instance_type="Standard_DS4_v2", instance_count=1, **settings)

    def deploy(self, deployment):
        """Creates or updates a deployment, to the end."""
        return self.deployments.begin_create_or_update(deployment).result()

    def set_traffic(self, endpoint, traffic, mirror=None):
        """Changes an endpoint's traffic and nothing else."""
        update = self.endpoints.get(endpoint)
        update.traffic, update.mirror_traffic = traffic, mirror or {}
        return self.endpoints.begin_create_or_update(update).result()

    def invoke(self, endpoint, deployment=None, file=None):
        """The answer to a request."""
        from azure.ai.ml.constants._endpoint import EndpointInvokeFields

        # 1.4.0 keeps the headers of the last call in a dictionary of the whole process.
        EndpointInvokeFields.DEFAULT_HEADER.clear()
        EndpointInvokeFields.DEFAULT_HEADER["Content-Type"] = "application/json"
        return json.loads(self.endpoints.invoke(endpoint, request_file=str(file or self.images), deployment_name=deployment))

    def check_invoke(self, endpoint, deployment=None):
        """The first image is an ankle boot (9), the second a pullover (2)."""
        rows = self.invoke(endpoint, deployment)
        equal([(max(row, key=row.get), len(row)) for row in rows], [("9", 10), ("2", 10)])

    def status(self, secret):
        """What the endpoint says to a caller with this key, without the SDK."""
        headers = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}
        request = urllib.request.Request(self.endpoints.get(self.endpoint).scoring_uri, self.images.read_bytes(), headers)
        try:
            with urllib.request.urlopen(request) as response:
                return response.status
        except urllib.error.HTTPError as error:
            return error.code
