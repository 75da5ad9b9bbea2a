"""Points Microsoft's Python SDKs at the server of a local workspace.

Nothing here changes a protocol. It replaces what the SDKs take for granted of Azure: a host of its own for each storage account, https, and Azure's sign-in.
"""

import json
import os
import sys
import time
import types
from pathlib import Path
from urllib.parse import urlsplit


class StaticToken:
    """A credential whose token stands in a file."""

    def __init__(self, file):
        self._file = Path(file)

    def get_token(self, *scopes, **kwargs):
        from azure.core.credentials import AccessToken

        return AccessToken(self._file.read_text(encoding="utf-8").strip(), int(time.time()) + 3600)


class LocalWorkspace:
    """A workspace as the server's server.json names it."""

    def __init__(self, folder):
        info = json.loads((Path(folder) / "server.json").read_text(encoding="utf-8"))
        self.url = info["url"]
        self.ids = (info["subscriptionId"], info["resourceGroupName"], info["workspaceName"])
        self.credential = StaticToken(Path(folder) / info["tokenFile"])
        allow_http_to_loopback()
        self.calls = record_calls()

    def connect(self):
        """An MLClient (azure-ai-ml)."""
        provide_pydash()
        os.environ["AZUREML_DEV_URL_MFE"] = self.url
        from azure.ai.ml import MLClient
        from azure.ai.ml.constants import _common

        client = MLClient(self.credential, *self.ids)
        store = client.datastores.get_default()
        # 1.4.0 makes the address from the account and the cloud's suffix, and does not ask the datastore.
        _common.STORAGE_ACCOUNT_URLS["AzureBlob"] = f"{store.protocol}://{store.endpoint}/{store.account_name}/"
        return client

    def connect_arm(self):
        """The typed client of Azure Resource Manager (azure-mgmt-machinelearningservices)."""
        from azure.mgmt.machinelearningservices import MachineLearningServicesMgmtClient

        return MachineLearningServicesMgmtClient(self.credential, self.ids[0], base_url=self.url)


def allow_http_to_loopback():
    """azure-core sends no token over http; to this machine itself it may."""
    from azure.core.pipeline.policies._authentication import _BearerTokenCredentialPolicyBase as Policy

    enforce = Policy._enforce_https

    def check(request):
        if urlsplit(request.http_request.url).hostname == "127.0.0.1":
            request.context.options["enforce_https"] = False
        enforce(request)

    Policy._enforce_https = staticmethod(check)


def record_calls():
    """A list that grows with each request of the SDKs: (method, path and query, status)."""
    from azure.core.pipeline.transport import RequestsTransport

    calls, send = [], RequestsTransport.send

    def record(self, request, **kwargs):
        response = send(self, request, **kwargs)
        parts = urlsplit(request.url)
        calls.append((request.method, f"{parts.path}?{parts.query}", response.status_code))
        return response

    RequestsTransport.send = record
    return calls


def provide_pydash():
    """The functions that azure-ai-ml uses of pydash, which Debian does not have. What pip installs comes first."""
    try:
        import pydash  # noqa: F401
        return
    except ModuleNotFoundError:
        pass

    def get(obj, path, default=None):
        for key in path.split("."):
            obj = obj.get(key) if isinstance(obj, dict) else getattr(obj, key, None)
            if obj is None:
                return default
        return obj

    def omit(obj, *keys):
        names = [name for key in keys for name in (key if isinstance(key, (list, tuple)) else [key])]
        return {key: value for key, value in obj.items() if key not in names}

    def set_(obj, path, value):
        *parents, last = path.split(".")
        inner = obj
        for key in parents:
            inner = inner.setdefault(key, {})
        inner[last] = value
        return obj

    def merge(obj, *others):
        for other in others:
            for key, value in other.items():
                both = isinstance(value, dict) and isinstance(obj.get(key), dict)
                obj[key] = merge(obj[key], value) if both else value
        return obj

    module, objects = types.ModuleType("pydash"), types.ModuleType("pydash.objects")
    objects.get, objects.omit, objects.set_, objects.merge = get, omit, set_, merge
    module.objects, module.get, module.omit, module.set_, module.merge = objects, get, omit, set_, merge
    sys.modules.update({"pydash": module, "pydash.objects": objects})
