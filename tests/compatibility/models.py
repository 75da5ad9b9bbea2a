"""Models, as azure-ai-ml registers, lists, archives and downloads them."""

import shutil

from steps import equal, fails

ACTIVE_ONLY, ARCHIVED_ONLY, ALL = "ActiveOnly", "ArchivedOnly", "All"


def run(steps, client, calls, name, temporary):
    from azure.ai.ml.entities import Model
    from azure.core.exceptions import HttpResponseError, ResourceNotFoundError

    folder = temporary / "model"
    files = sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())

    def uploads(since):
        return [path for method, path, status in calls[since:] if method == "PUT" and "/providers/" not in path and "comp=" not in path]

    def versions(view):
        return sorted(model.version for model in client.models.list(name, list_view_type=view))

    def names(view):
        return [model.name for model in client.models.list(list_view_type=view)]

    with steps.step("register a model folder with upload"):
        since = len(calls)
        model = client.models.create_or_update(Model(path=folder, type="mlflow_model", name=name, version="1", description="seen", tags={"made-by": "flow"}, properties={"p": "q"}))
        equal(len(uploads(since)), len(files))
        equal((model.name, model.version, model.type, model.description, model.tags, model.properties), (name, "1", "mlflow_model", "seen", {"made-by": "flow"}, {"p": "q"}))
        assert model.path.startswith("azureml://") and model.path.endswith("/model"), model.path
        assert model.id.endswith(f"/models/{name}/versions/1") and model.creation_context.created_at, model.id
    with steps.step("register the same content again without an upload"):
        since = len(calls)
        again = client.models.create_or_update(Model(path=folder, type="mlflow_model", name=name, version="2"))
        equal((uploads(since), again.version, again.path), ([], "2", client.models.get(name, "1").path))
    with steps.step("register without a version"):
        equal(client.models.create_or_update(Model(path=folder, type="mlflow_model", name=name)).version, "3")
    with steps.step("register without a version under a new name"):
        equal(client.models.create_or_update(Model(path=folder, type="mlflow_model", name=f"{name}-new")).version, "1")
    with steps.step("register a single file"):
        model = client.models.create_or_update(Model(path=folder / "model.onnx", type="custom_model", name=f"{name}-file", version="1"))
        assert model.path.endswith("/model.onnx"), model.path
    with steps.step("refuse another path for a version that exists"):
        other = temporary / "other" / "model"
        shutil.copytree(folder, other)
        (other / "other.txt").write_text("other", encoding="utf-8")
        with fails(HttpResponseError, "(UserError) Asset paths cannot be updated.", status=400):
            client.models.create_or_update(Model(path=other, type="mlflow_model", name=name, version="1"))
    with steps.step("change tags and description of a version"):
        model = client.models.get(name, "1")
        model.tags, model.description = {"stage": "prod"}, "changed"
        client.models.create_or_update(model)
        model = client.models.get(name, "1")
        equal((model.tags, model.description, model.properties), ({"stage": "prod"}, "changed", {"p": "q"}))
    with steps.step("get a model by version and by label"):
        equal(client.models.get(name, "2").version, "2")
        equal(client.models.get(name, label="latest").version, "3")
        with fails(ResourceNotFoundError, name):
            client.models.get(name, "99")
    with steps.step("list models and versions"):
        equal(versions(ACTIVE_ONLY), ["1", "2", "3"])
        equal([model.latest_version for model in client.models.list() if model.name == name], ["3"])
    with steps.step("archive and restore a version"):
        client.models.archive(name, "2")
        equal([versions(view) for view in (ACTIVE_ONLY, ARCHIVED_ONLY, ALL)], [["1", "3"], ["2"], ["1", "2", "3"]])
        client.models.restore(name, "2")
        equal(versions(ACTIVE_ONLY), ["1", "2", "3"])
    with steps.step("archive and restore all versions"):
        client.models.archive(name)
        equal([name in names(view) for view in (ACTIVE_ONLY, ARCHIVED_ONLY, ALL)], [False, True, True])
        client.models.restore(name)
        assert name in names(ACTIVE_ONLY)
    with steps.step("download a model folder"):
        client.models.download(name, "1", temporary / "download")
        target = temporary / "download" / name / "model"
        equal(sorted(path.relative_to(target) for path in target.rglob("*") if path.is_file()), files)
        for file in files:
            equal((target / file).read_bytes(), (folder / file).read_bytes())
    with steps.step("upload and download empty files and names with spaces"):
        odd = temporary / "odd names"
        (odd / "sub folder").mkdir(parents=True)
        odd_files = {"a b+c%é.txt": b"x", "empty.bin": b"", "sub folder/c&d=e;f.txt": b"\0\xff"}
        for file, content in odd_files.items():
            (odd / file).write_bytes(content)
        client.models.create_or_update(Model(path=odd, type="custom_model", name=f"{name}-odd", version="1"))
        client.models.download(f"{name}-odd", "1", temporary / "download")
        target = temporary / "download" / f"{name}-odd" / "odd names"
        equal({path.relative_to(target).as_posix(): path.read_bytes() for path in target.rglob("*") if path.is_file()}, odd_files)
    with steps.step("upload and download a file in blocks (70 MiB)"):
        big = temporary / "big" / "big.bin"
        big.parent.mkdir()
        with big.open("wb") as out:
            for number in range(70):
                out.write(bytes([number]) * (1 << 20))
        client.models.create_or_update(Model(path=big, type="custom_model", name=f"{name}-big", version="1"))
        client.models.download(f"{name}-big", "1", temporary / "download")
        copies = [path for path in (temporary / "download" / f"{name}-big").rglob("*") if path.is_file()]
        equal(len(copies), 1)
        assert copies[0].read_bytes() == big.read_bytes(), "the bytes differ"
