"""The core of it with the typed client of Azure Resource Manager, azure-mgmt-machinelearningservices."""

from steps import equal, fails


def run(steps, client, workspace, model, endpoint):
    from azure.core.exceptions import HttpResponseError, ResourceExistsError, ResourceNotFoundError
    from azure.mgmt.machinelearningservices import models as arm

    endpoints, deployments = client.online_endpoints, client.online_deployments
    blue = (*workspace, endpoint, "blue")

    with steps.step("typed: workspace, datastore and its secrets"):
        equal(client.workspaces.get(*workspace).name, workspace[1])
        assert workspace[1] in [item.name for item in client.workspaces.list_by_resource_group(workspace[0])]
        store = next(item for item in client.datastores.list(*workspace, is_default=True))
        equal((store.properties.datastore_type, store.properties.credentials.credentials_type), ("AzureBlob", "Sas"))
        assert client.datastores.list_secrets(*workspace, store.name).sas_token
    with steps.step("typed: models, page by page"):
        version = client.model_versions.get(*workspace, model, "1")
        equal((version.properties.model_type, version.properties.is_archived), ("mlflow_model", False))
        pages = [[item.name for item in page] for page in client.model_versions.list(*workspace, model, top=2).by_page()]
        equal(sorted(name for page in pages for name in page), ["1", "2", "3"])
        equal([len(page) for page in pages], [2, 1])
        created = client.model_versions.create_or_update(*workspace, model, "4", arm.ModelVersion(properties=arm.ModelVersionProperties(model_uri=version.properties.model_uri, model_type="mlflow_model")))
        equal(created.properties.model_uri, version.properties.model_uri)
        client.model_versions.delete(*workspace, model, "4")
        with fails(ResourceNotFoundError, f"{model}:4"):
            client.model_versions.get(*workspace, model, "4")
    with steps.step("typed: create an endpoint"):
        body = arm.OnlineEndpoint(location="local", identity=arm.ManagedServiceIdentity(type="SystemAssigned"), tags={"a": "b"}, properties=arm.OnlineEndpointProperties(auth_mode="Key"))
        made = endpoints.begin_create_or_update(*workspace, endpoint, body).result()
        equal((made.name, made.kind, made.properties.auth_mode, made.properties.provisioning_state, made.tags), (endpoint, "Managed", "Key", "Succeeded", {"a": "b"}))
        assert made.properties.scoring_uri and made.properties.swagger_uri and made.system_data.created_at
    with steps.step("typed: create a deployment"):
        properties = arm.ManagedOnlineDeployment(model=version.id, instance_type="Standard_DS4_v2", scale_settings=arm.DefaultScaleSettings())
        made = deployments.begin_create_or_update(*blue, arm.OnlineDeployment(location="local", sku=arm.Sku(name="Default", capacity=1), properties=properties)).result()
        equal((made.name, made.sku.capacity, made.properties.endpoint_compute_type, made.properties.scale_settings.scale_type, made.properties.provisioning_state), ("blue", 1, "Managed", "Default", "Succeeded"))
    with steps.step("typed: list endpoints and deployments"):
        equal([item.name for item in deployments.list(*workspace, endpoint)], ["blue"])
        assert endpoint in [item.name for item in endpoints.list(*workspace, count=1)]
        equal([item.name for item in endpoints.list(*workspace, name=endpoint)], [endpoint])
    with steps.step("typed: PUT traffic"):
        body = endpoints.get(*workspace, endpoint)
        body.properties.traffic = {"blue": 100}
        equal(endpoints.begin_create_or_update(*workspace, endpoint, body).result().properties.traffic, {"blue": 100})
    with steps.step("typed: PATCH an endpoint"):
        made = endpoints.begin_update(*workspace, endpoint, arm.PartialMinimalTrackedResourceWithIdentity(tags={"c": "d"})).result()
        equal((made.tags, made.properties.traffic), ({"c": "d"}, {"blue": 100}))
    with steps.step("typed: PATCH a deployment's tags and capacity"):
        made = deployments.begin_update(*blue, arm.PartialMinimalTrackedResourceWithSku(tags={"e": "f"})).result()
        equal((made.tags, made.sku.capacity), ({"e": "f"}, 1))
        made = deployments.begin_update(*blue, arm.PartialMinimalTrackedResourceWithSku(sku=arm.PartialSku(capacity=2))).result()
        equal((made.tags, made.sku.capacity, made.properties.provisioning_state), ({"e": "f"}, 2, "Succeeded"))
        equal(deployments.get(*blue).sku.capacity, 2)
        with fails(HttpResponseError, "capacity", status=400):
            deployments.begin_update(*blue, arm.PartialMinimalTrackedResourceWithSku(sku=arm.PartialSku(capacity=1000)))
    with steps.step("typed: skus and logs"):
        skus = list(deployments.list_skus(*blue))
        equal((skus[0].sku.name, skus[0].capacity.minimum), ("Default", 1))
        assert deployments.get_logs(*blue, arm.DeploymentLogsRequest(container_type="InferenceServer", tail=5)).content
    with steps.step("typed: keys"):
        old = endpoints.list_keys(*workspace, endpoint)
        endpoints.begin_regenerate_keys(*workspace, endpoint, arm.RegenerateEndpointKeysRequest(key_type="Primary")).result()
        endpoints.begin_regenerate_keys(*workspace, endpoint, arm.RegenerateEndpointKeysRequest(key_type="Secondary", key_value="a-key-of-my-own")).result()
        new = endpoints.list_keys(*workspace, endpoint)
        assert new.primary_key != old.primary_key
        equal(new.secondary_key, "a-key-of-my-own")
        with fails(HttpResponseError, "authMode", status=400):
            endpoints.get_token(*workspace, endpoint)
    with steps.step("typed: refuse to delete what is used"):
        with fails(ResourceExistsError, model):
            client.model_versions.delete(*workspace, model, "1")
        with fails(HttpResponseError, "traffic", status=400):
            deployments.begin_delete(*blue).result()
    with steps.step("typed: delete"):
        endpoints.begin_delete(*workspace, endpoint).result()
        with fails(ResourceNotFoundError, endpoint):
            endpoints.get(*workspace, endpoint)
        with fails(ResourceNotFoundError, endpoint):
            deployments.get(*blue)
        client.model_containers.delete(*workspace, model)
        with fails(ResourceNotFoundError, model):
            client.model_containers.get(*workspace, model)
