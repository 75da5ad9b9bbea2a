namespace AmlEndpoints.LocalServer.Scoring;

/// <summary>Which part of a deployment a log line is of (ContainerType in spec/mfe.json).</summary>
internal enum ContainerType
{
    /// <summary>Fetching the model.</summary>
    StorageInitializer,

    /// <summary>Loading it and answering requests.</summary>
    InferenceServer,
}
