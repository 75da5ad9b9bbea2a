using System.Text.Json.Nodes;
using AmlEndpoints.Datastores;
using AmlEndpoints.Service;

namespace AmlEndpoints.Assets;

/// <summary>A registered model (spec/mfe.json, ModelVersion).</summary>
/// <param name="json">The resource as the service gave it.</param>
public sealed class ModelVersion(JsonObject json) : AssetVersion(json)
{
    /// <summary>The storage format: mlflow_model, custom_model or triton_model.</summary>
    public string Type => Properties.Text("modelType") ?? "custom_model";

    /// <summary>Where its files are: <c>azureml://…/datastores/…/paths/…</c>.</summary>
    public string? ModelUri => Properties.Text("modelUri");

    /// <summary>The datastore that its files are in; null when they are not in one.</summary>
    public string? DatastoreName => DatastoreUri.Parse(ModelUri)?.DatastoreName;

    /// <summary>The names of the flavors of an MLflow model, if the service knows them.</summary>
    public IReadOnlyList<string> Flavors => [.. (Properties.Member("flavors") as JsonObject ?? []).Select(flavor => flavor.Key)];

    /// <summary>The stage, if one was given: Development, Production, Archived.</summary>
    public string? Stage => Properties.Text("stage");

    /// <summary>The job that made it.</summary>
    public string? JobName => Properties.Text("jobName");
}
