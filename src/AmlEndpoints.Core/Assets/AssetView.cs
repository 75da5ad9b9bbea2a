namespace AmlEndpoints.Assets;

/// <summary>Which assets a list gives (spec/mfe.json, ListViewType).</summary>
public enum AssetView
{
    /// <summary>Those that are not archived.</summary>
    ActiveOnly,

    /// <summary>Those that are archived.</summary>
    ArchivedOnly,

    /// <summary>Both.</summary>
    All,
}
