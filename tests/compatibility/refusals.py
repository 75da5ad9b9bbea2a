"""What the server refuses, and how azure-ai-ml tells it."""

import shutil

from local_workspace import StaticToken
from steps import equal, fails


def run(steps, scenario):
    requests(steps, scenario)
    deployments(steps, scenario)


def requests(steps, scenario):
    from azure.ai.ml import MLClient
    from azure.ai.ml.entities import ManagedOnlineEndpoint
    from azure.ai.ml.exceptions import ValidationException
    from azure.core.exceptions import ClientAuthenticationError, HttpResponseError, ResourceNotFoundError

    client, endpoint = scenario.client, scenario.endpoint

    with steps.step("a wrong token and another workspace are refused"):
        ids = client.subscription_id, client.resource_group_name
        with fails(ClientAuthenticationError, "AuthenticationFailed"):
            list(MLClient(StaticToken(scenario.file("token", "wrong")), *ids, client.workspace_name).models.list())
        with fails(ResourceNotFoundError, "no-such-workspace"):
            list(MLClient(client._credential, *ids, "no-such-workspace").models.list())
    with steps.step("what is not there is not found"):
        with fails(ResourceNotFoundError, "no-such-endpoint"):
            scenario.endpoints.get("no-such-endpoint")
        with fails(ResourceNotFoundError, "red"):
            scenario.deployments.get("red", endpoint)
        with fails(ResourceNotFoundError, "no-such-datastore"):
            client.datastores.get("no-such-datastore")
    with steps.step("what the local workspace does not have is told"):
        for collection in (client.jobs, client.compute, client.batch_endpoints, client.data, client.components, client.schedules):
            with fails(HttpResponseError, "NotSupportedLocally", status=501):
                list(collection.list())
    with steps.step("another authentication mode is refused"):
        with fails(HttpResponseError, "authMode", status=400):
            scenario.endpoints.begin_create_or_update(ManagedOnlineEndpoint(name=endpoint, auth_mode="aml_token")).result()
        with fails(ValidationException, "does not use keys"):
            scenario.endpoints.begin_regenerate_keys(scenario.token_endpoint)
    with steps.step("wrong traffic is refused and the old kept"):
        for traffic in ({"blue": 60}, {"blue": 90, "green": 20}, {"red": 100}):
            with fails(HttpResponseError, "traffic", status=400):
                scenario.set_traffic(endpoint, traffic)
        equal(scenario.endpoints.get(endpoint).traffic, {"blue": 100, "green": 0, "own": 0})
    with steps.step("a wrong request is refused with what is wrong in it"):
        with fails(HttpResponseError, "col_0", status=424):
            scenario.invoke(endpoint, file=scenario.file("wrong.json", '{"input_data": {"columns": ["x"], "index": [0], "data": [[1]]}}'))
        with fails(ValidationException, "red"):
            scenario.invoke(endpoint, "red")


def deployments(steps, scenario):
    from azure.ai.ml.entities import CodeConfiguration, Environment, ManagedOnlineEndpoint, Model
    from azure.core.exceptions import HttpResponseError, ResourceNotFoundError

    endpoint, model = scenario.endpoint, scenario.model

    with steps.step("a broken model fails with the reason"):
        broken = scenario.temporary / "broken"
        shutil.copytree(scenario.temporary / "model", broken)
        (broken / "model.onnx").write_bytes(b"this is no model")
        with fails(HttpResponseError, "'broken'", "model.onnx"):
            scenario.deploy(scenario.deployment("broken", Model(path=broken, type="mlflow_model")))
        equal(scenario.deployments.get("broken", endpoint).provisioning_state, "Failed")
        assert "model.onnx" in scenario.deployments.get_logs("broken", endpoint, lines=100)
        with fails(HttpResponseError, "traffic", "broken", status=400):
            scenario.set_traffic(endpoint, {"broken": 100})
        scenario.deployments.begin_delete("broken", endpoint).result()
    with steps.step("a failed update leaves what served"):
        with fails(HttpResponseError, "model.onnx"):
            scenario.deploy(scenario.deployment("own", Model(path=scenario.temporary / "broken", type="mlflow_model")))
        scenario.check_invoke(endpoint, "own")
    with steps.step("a model or an endpoint that does not exist is refused"):
        with fails(HttpResponseError, "no-such-model"):
            scenario.deploy(scenario.deployment("lost", "no-such-model:1"))
        with fails(ResourceNotFoundError, "no-such-endpoint"):
            scenario.deploy(scenario.deployment("lost", f"{model}:1", endpoint="no-such-endpoint"))
    with steps.step("a scoring script is refused when its code and environment are there"):
        code = scenario.temporary / "code"
        code.mkdir()
        (code / "score.py").write_text("def init():\n    pass\n\n\ndef run(data):\n    return data\n", encoding="utf-8")
        script = scenario.deployment("script", f"{model}:1", code_configuration=CodeConfiguration(code=str(code), scoring_script="score.py"),
                                     environment=Environment(name=f"{model}-environment", version="1", image="mcr.microsoft.com/azureml/minimal"))
        with fails(HttpResponseError, "NotSupportedLocally", "scoring script"):
            scenario.deploy(script)
        equal(scenario.client.environments.get(f"{model}-environment", "1").image, "mcr.microsoft.com/azureml/minimal")
        scenario.deployments.begin_delete("script", endpoint).result()
    with steps.step("a deployment with traffic is not deleted"):
        with fails(HttpResponseError, "traffic", status=400):
            scenario.deployments.begin_delete("blue", endpoint).result()
    with steps.step("an endpoint without traffic says so"):
        name = f"{endpoint}-e"
        scenario.endpoints.begin_create_or_update(ManagedOnlineEndpoint(name=name, auth_mode="key")).result()
        with fails(ResourceNotFoundError, "NoDeploymentWithPositiveWeight"):
            scenario.invoke(name)
        scenario.endpoints.begin_delete(name).result()
