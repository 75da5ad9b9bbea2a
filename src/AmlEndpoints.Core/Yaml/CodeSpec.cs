namespace AmlEndpoints.Yaml;

/// <summary>The scoring code of a deployment. Exactly one of <see cref="Path"/> and <see cref="Reference"/> is set.</summary>
public sealed record CodeSpec
{
    /// <summary>The absolute path of the local folder with the code, which must be uploaded first.</summary>
    public string? Path { get; init; }

    /// <summary>Code that is registered.</summary>
    public AssetReference? Reference { get; init; }

    /// <summary>The script in the folder, with forward slashes.</summary>
    public required string ScoringScript { get; init; }
}
