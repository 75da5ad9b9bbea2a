using Microsoft.Data.Sqlite;

namespace AmlEndpoints.LocalServer.Store;

/// <summary>What the disk says when there is no room on it.</summary>
internal static class DiskErrors
{
    /// <summary>Whether that is what an error is: SQLITE_FULL, ENOSPC, ERROR_DISK_FULL.</summary>
    public static bool IsFull(Exception error) => error switch
    {
        SqliteException { SqliteErrorCode: 13 } => true,
        IOException io => (io.HResult & 0xFFFF) is 28 or 112,
        _ => false,
    };
}
