namespace AmlEndpoints.LocalServer.Blobs;

/// <summary>What a caller may do. The letters of <c>sp</c> in a SAS stand for these.</summary>
[Flags]
internal enum BlobPermissions
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary><c>r</c>: content and properties of a blob.</summary>
    Read = 1,

    /// <summary><c>c</c>: a new blob, not a change of one.</summary>
    Create = 2,

    /// <summary><c>w</c>: blobs, blocks and metadata.</summary>
    Write = 4,

    /// <summary><c>d</c>: delete a blob.</summary>
    Delete = 8,

    /// <summary><c>l</c>: list the blobs.</summary>
    List = 16,

    /// <summary>The container itself: who has the account's key. No service SAS allows it, as in Azure.</summary>
    Account = 32,

    /// <summary>Everything.</summary>
    All = Read | Create | Write | Delete | List | Account,
}
