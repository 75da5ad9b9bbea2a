using System.Text.Json;
using AmlEndpoints.LocalServer.Store;
using Microsoft.Data.Sqlite;

namespace AmlEndpoints.LocalServer.Blobs;

/// <summary>The rows of one container: its blobs, and the blocks of which they are or will be made. Times are milliseconds of Unix time.</summary>
internal sealed class BlobTable
{
    private const string Columns = "name, file, length, content_type, content_md5, http_headers, metadata, etag, created, modified";
    private readonly Database _database;
    private readonly string _container;

    /// <summary>Makes the tables that are not there.</summary>
    public BlobTable(Database database, string container)
    {
        _database = database;
        _container = container;
        database.Execute("""
            CREATE TABLE IF NOT EXISTS blobs (
              container TEXT NOT NULL, name TEXT NOT NULL, file TEXT NOT NULL, length INTEGER NOT NULL,
              content_type TEXT NOT NULL, content_md5 TEXT,
              http_headers TEXT NOT NULL, metadata TEXT NOT NULL,
              etag TEXT NOT NULL, created INTEGER NOT NULL, modified INTEGER NOT NULL,
              PRIMARY KEY (container, name)) WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS blob_blocks (
              container TEXT NOT NULL, name TEXT NOT NULL, id TEXT NOT NULL, committed INTEGER NOT NULL, file TEXT NOT NULL, offset INTEGER NOT NULL,
              length INTEGER NOT NULL, written INTEGER NOT NULL);
            CREATE INDEX IF NOT EXISTS blob_blocks_of_a_blob ON blob_blocks (container, name, committed);
            """);
    }

    /// <summary>The blob of this name, or null.</summary>
    public BlobProperties? Find(string name) =>
        _database.Read($"SELECT {Columns} FROM blobs WHERE container = $container AND name = $name", Read, Container, ("$name", name)).SingleOrDefault();

    /// <summary>Blobs that begin with a prefix, in the order of their UTF-8 bytes, behind a name (which need not be there).</summary>
    public List<BlobProperties> Page(string prefix, string after, int limit) => _database.Read(
        $"""
        SELECT {Columns} FROM blobs WHERE container = $container AND name >= $prefix AND name < $end AND name > $after
        ORDER BY name LIMIT $limit
        """,
        Read, Container, ("$prefix", prefix), ("$end", prefix + BlobName.Last), ("$after", after), ("$limit", limit));

    /// <summary>Writes the row of a blob, in the place of the one that is there.</summary>
    public void Save(BlobProperties blob) => _database.Execute(
        $"""
        INSERT OR REPLACE INTO blobs (container, {Columns})
        VALUES ($container, $name, $file, $length, $type, $md5, $headers, $metadata, $etag, $created, $modified)
        """,
        Container, ("$name", blob.Name), ("$file", blob.FileId), ("$length", blob.Length), ("$type", blob.ContentType), ("$md5", blob.ContentMd5),
        ("$headers", ToJson(blob.HttpHeaders)), ("$metadata", ToJson(blob.Metadata)), ("$etag", blob.ETag),
        ("$created", blob.CreatedOn.ToUnixTimeMilliseconds()), ("$modified", blob.LastModified.ToUnixTimeMilliseconds()));

    /// <summary>Removes the row of a blob and of the blocks in it.</summary>
    public void Remove(string name)
    {
        _database.Execute("DELETE FROM blobs WHERE container = $container AND name = $name", Container, ("$name", name));
        _database.Execute("DELETE FROM blob_blocks WHERE container = $container AND name = $name AND committed = 1", Container, ("$name", name));
    }

    /// <summary>The blocks of a name, those of the blob in their order.</summary>
    public List<BlobBlock> Blocks(string name) => _database.Read(
        "SELECT id, committed, file, offset, length FROM blob_blocks WHERE container = $container AND name = $name ORDER BY committed, offset, rowid",
        row => new BlobBlock(row.GetString(0), row.GetBoolean(1), row.GetString(2), row.GetInt64(3), row.GetInt64(4)),
        Container, ("$name", name));

    /// <summary>Writes the row of a block.</summary>
    public void SaveBlock(string name, BlobBlock block) => _database.Execute(
        """
        INSERT INTO blob_blocks (container, name, id, committed, file, offset, length, written)
        VALUES ($container, $name, $id, $committed, $file, $offset, $length, $written)
        """,
        Container, ("$name", name), ("$id", block.Id), ("$committed", block.Committed), ("$file", block.FileId), ("$offset", block.Offset),
        ("$length", block.Length), ("$written", DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()));

    /// <summary>Removes an uncommitted block.</summary>
    public void RemoveBlock(string name, string id) => _database.Execute(
        "DELETE FROM blob_blocks WHERE container = $container AND name = $name AND committed = 0 AND id = $id",
        Container, ("$name", name), ("$id", id));

    /// <summary>Removes all blocks of a name.</summary>
    public void RemoveBlocks(string name) =>
        _database.Execute("DELETE FROM blob_blocks WHERE container = $container AND name = $name", Container, ("$name", name));

    /// <summary>Removes uncommitted blocks that were written before a time.</summary>
    public void RemoveBlocksBefore(DateTimeOffset time) =>
        _database.Execute("DELETE FROM blob_blocks WHERE committed = 0 AND written < $time", ("$time", time.ToUnixTimeMilliseconds()));

    /// <summary>Every file that a row names, in any container.</summary>
    public HashSet<string> Files() => [.. _database.Read("SELECT file FROM blobs UNION SELECT file FROM blob_blocks", row => row.GetString(0))];

    private (string Name, object? Value) Container => ("$container", _container);

    private static BlobProperties Read(SqliteDataReader row) => new()
    {
        Name = row.GetString(0),
        FileId = row.GetString(1),
        Length = row.GetInt64(2),
        ContentType = row.GetString(3),
        ContentMd5 = row.IsDBNull(4) ? null : row.GetString(4),
        HttpHeaders = FromJson(row.GetString(5)),
        Metadata = FromJson(row.GetString(6)),
        ETag = row.GetString(7),
        CreatedOn = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(8)),
        LastModified = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(9)),
    };

    private static string ToJson(IReadOnlyDictionary<string, string> texts) =>
        JsonSerializer.Serialize(new Dictionary<string, string>(texts), BlobJson.Default.DictionaryStringString);

    private static Dictionary<string, string> FromJson(string json) => JsonSerializer.Deserialize(json, BlobJson.Default.DictionaryStringString)!;
}
