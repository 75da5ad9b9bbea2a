namespace AmlEndpoints.Online;

/// <summary>A part of a deployment that has a log (ContainerType in spec/mfe.json).</summary>
public enum DeploymentContainer
{
    /// <summary>What answers requests.</summary>
    InferenceServer,

    /// <summary>What fetched the model before.</summary>
    StorageInitializer,
}
