namespace AmlEndpoints.LocalServer.Blobs;

/// <summary>Where a block of a list is looked for; the names of the XML elements.</summary>
internal enum BlockSource
{
    /// <summary>Among the uncommitted blocks, and then in the blob.</summary>
    Latest,

    /// <summary>In the blob.</summary>
    Committed,

    /// <summary>Among the uncommitted blocks.</summary>
    Uncommitted,
}

/// <summary>An entry of a block list.</summary>
internal sealed record BlockReference(string Id, BlockSource Source);
