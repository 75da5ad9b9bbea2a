namespace AmlEndpoints.Datastores;

/// <summary>What a transfer does at the moment.</summary>
public enum TransferPhase
{
    /// <summary>Files are read, to know whether their content was uploaded before.</summary>
    Reading,

    /// <summary>Files go to the datastore.</summary>
    Uploading,

    /// <summary>The datastore has the content already.</summary>
    Present,

    /// <summary>Files come from the datastore.</summary>
    Downloading,
}
