"""Endpoints and deployments, as azure-ai-ml creates, changes, asks and deletes them."""

from steps import equal, fails

ENDPOINT = """\
$schema: https://azuremlschemas.azureedge.net/latest/managedOnlineEndpoint.schema.json
name: from-yaml
auth_mode: aml_token
tags: {made-by: yaml}
"""


def run(steps, scenario):
    create(steps, scenario)
    use(steps, scenario)
    update(steps, scenario)


def create(steps, scenario):
    from azure.ai.ml import load_online_deployment, load_online_endpoint
    from azure.ai.ml.entities import ManagedOnlineEndpoint, Model, OnlineRequestSettings, ProbeSettings

    endpoint, token_endpoint, model = scenario.endpoint, scenario.token_endpoint, scenario.model
    endpoints, deployments = scenario.endpoints, scenario.deployments

    with steps.step("create an endpoint with keys"):
        made = endpoints.begin_create_or_update(ManagedOnlineEndpoint(name=endpoint, auth_mode="key", description="seen", tags={"made-by": "flow"}, properties={"p": "q"})).result()
        equal((made.name, made.auth_mode, made.description, made.tags, made.provisioning_state, made.traffic), (endpoint, "key", "seen", {"made-by": "flow"}, "Succeeded", {}))
        equal(made.properties.get("p"), "q")
        assert made.scoring_uri.startswith("http://127.0.0.1:") and made.openapi_uri.startswith("http://127.0.0.1:"), made.scoring_uri
        assert made.identity.type == "system_assigned" and made.identity.principal_id, made.identity
    with steps.step("create an endpoint with tokens from YAML"):
        spec = load_online_endpoint(scenario.file("endpoint.yml", ENDPOINT), params_override=[{"name": token_endpoint}])
        made = endpoints.begin_create_or_update(spec).result()
        equal((made.name, made.auth_mode, made.tags), (token_endpoint, "aml_token", {"made-by": "yaml"}))
    with steps.step("get and list endpoints"):
        equal(endpoints.get(endpoint).name, endpoint)
        assert {endpoint, token_endpoint} <= {item.name for item in endpoints.list()}
    with steps.step("create a deployment from YAML, of the latest model"):
        made = scenario.deploy(load_online_deployment(scenario.deployment_file("blue", endpoint, f"azureml:{model}@latest")))
        equal((made.name, made.endpoint_name, made.provisioning_state, made.instance_type, made.instance_count), ("blue", endpoint, "Succeeded", "Standard_DS4_v2", 1))
        assert made.model.endswith(f"/models/{model}/versions/3"), made.model
    with steps.step("create a deployment from Python objects"):
        made = scenario.deploy(scenario.deployment(
            "green", f"{model}:1", environment_variables={"A": "b"}, tags={"color": "green"}, description="seen", liveness_probe=ProbeSettings(initial_delay=20, timeout=3),
            request_settings=OnlineRequestSettings(request_timeout_ms=9000, max_concurrent_requests_per_instance=4, max_queue_wait_ms=2000)))
        equal((made.environment_variables, made.tags, made.description), ({"A": "b"}, {"color": "green"}, "seen"))
        settings = made.request_settings
        equal((settings.request_timeout_ms, settings.max_concurrent_requests_per_instance, settings.max_queue_wait_ms), (9000, 4, 2000))
        equal((made.liveness_probe.initial_delay, made.liveness_probe.timeout), (20, 3))
    with steps.step("create a deployment with a model of its own folder"):
        equal(scenario.deploy(scenario.deployment("own", Model(path=scenario.temporary / "model", type="mlflow_model"))).provisioning_state, "Succeeded")
        scenario.check_invoke(endpoint, "own")
    with steps.step("create two deployments at once"):
        pollers = [deployments.begin_create_or_update(load_online_deployment(scenario.deployment_file(name, token_endpoint, f"azureml:{model}:1"))) for name in ("blue", "green")]
        equal([poller.result().provisioning_state for poller in pollers], ["Succeeded", "Succeeded"])
    with steps.step("get and list deployments"):
        equal(deployments.get("green", endpoint).tags, {"color": "green"})
        equal(sorted(item.name for item in deployments.list(endpoint)), ["blue", "green", "own"])
        equal(endpoints.get(endpoint).traffic, {"blue": 0, "green": 0, "own": 0})


def use(steps, scenario):
    endpoint, token_endpoint = scenario.endpoint, scenario.token_endpoint
    endpoints, deployments = scenario.endpoints, scenario.deployments

    with steps.step("change the traffic"):
        equal(scenario.set_traffic(endpoint, {"blue": 100}).traffic, {"blue": 100})
        equal(scenario.set_traffic(endpoint, {"blue": 90, "green": 10}).traffic, {"blue": 90, "green": 10})
        equal(endpoints.get(endpoint).traffic, {"blue": 90, "green": 10, "own": 0})
    with steps.step("mirror traffic"):
        made = scenario.set_traffic(endpoint, {"blue": 100}, {"green": 10})
        equal((made.traffic, made.mirror_traffic), ({"blue": 100}, {"green": 10}))
        equal(scenario.set_traffic(endpoint, {"blue": 100}).mirror_traffic, {})
    with steps.step("invoke by traffic and by deployment"):
        scenario.check_invoke(endpoint)
        scenario.check_invoke(endpoint, "green")
    with steps.step("read the logs of both containers"):
        assert deployments.get_logs("blue", endpoint, lines=100).strip()
        equal(len(deployments.get_logs("blue", endpoint, lines=1).strip().splitlines()), 1)
        assert scenario.model in deployments.get_logs("blue", endpoint, lines=100, container_type="storage-initializer")
    with steps.step("get keys and regenerate both"):
        first = endpoints.get_keys(endpoint)
        equal([scenario.status(key) for key in (first.primary_key, first.secondary_key, "wrong")], [200, 200, 401])
        endpoints.begin_regenerate_keys(endpoint, key_type="primary").result()
        second = endpoints.get_keys(endpoint)
        assert (second.primary_key == first.primary_key, second.secondary_key == first.secondary_key) == (False, True), "not the primary key alone changed"
        endpoints.begin_regenerate_keys(endpoint, key_type="secondary").result()
        third = endpoints.get_keys(endpoint)
        assert (third.primary_key == second.primary_key, third.secondary_key == second.secondary_key) == (True, False), "not the secondary key alone changed"
        equal([scenario.status(key) for key in (first.primary_key, first.secondary_key, third.primary_key, third.secondary_key)], [401, 401, 200, 200])
    with steps.step("get a token and invoke with it"):
        scenario.set_traffic(token_endpoint, {"blue": 100})
        token = endpoints.get_keys(token_endpoint)
        assert token.access_token and token.token_type == "Bearer" and token.expiry_time_utc > token.refresh_after_time_utc > 0
        scenario.check_invoke(token_endpoint)
        equal(scenario.status(token.access_token), 401)


def update(steps, scenario):
    endpoint = scenario.endpoint

    with steps.step("update the tags of an endpoint"):
        changed = scenario.endpoints.get(endpoint)
        changed.tags = {"stage": "prod"}
        equal(scenario.endpoints.begin_create_or_update(changed).result().tags, {"stage": "prod"})
        equal(scenario.endpoints.get(endpoint).traffic["blue"], 100)
    with steps.step("update a deployment"):
        changed = scenario.deployments.get("green", endpoint)
        changed.instance_count, changed.tags = 2, {"color": "lime"}
        made = scenario.deploy(changed)
        equal((made.instance_count, made.tags, made.environment_variables, made.request_settings.request_timeout_ms), (2, {"color": "lime"}, {"A": "b"}, 9000))


def delete(steps, scenario):
    from azure.core.exceptions import ResourceNotFoundError

    with steps.step("delete a deployment"):
        scenario.deployments.begin_delete("green", scenario.endpoint).result()
        with fails(ResourceNotFoundError, "green"):
            scenario.deployments.get("green", scenario.endpoint)
    with steps.step("delete endpoints with all that is in them"):
        for name in (scenario.endpoint, scenario.token_endpoint):
            scenario.endpoints.begin_delete(name).result()
            with fails(ResourceNotFoundError, name):
                scenario.endpoints.get(name)
        scenario.endpoints.begin_delete(scenario.endpoint).result()
