using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace AmlEndpoints.LocalServer.Store;

/// <summary>
/// All resources of the workspace: in the database, and in memory for reading. A write is committed to the disk before it is seen, and several belong together.
/// </summary>
internal sealed class ResourceStore
{
    private readonly Database _database;
    private readonly object _writing = new();
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, Resource>> _collections = new(StringComparer.Ordinal);

    /// <summary>Reads what the database holds.</summary>
    public ResourceStore(Database database)
    {
        _database = database;
        database.Execute("CREATE TABLE IF NOT EXISTS resources (collection TEXT, name TEXT, body BLOB NOT NULL, created TEXT NOT NULL, modified TEXT NOT NULL, PRIMARY KEY (collection, name)) WITHOUT ROWID");
        foreach (Resource resource in database.Read("SELECT collection, name, body, created, modified FROM resources", Read))
        {
            In(resource.Collection)[resource.Name] = resource;
        }
    }

    /// <summary>The resource, or null.</summary>
    public Resource? Find(string collection, string name) =>
        _collections.TryGetValue(collection, out ConcurrentDictionary<string, Resource>? resources) ? resources.GetValueOrDefault(name) : null;

    /// <summary>All resources of a collection, in no order.</summary>
    public ICollection<Resource> List(string collection) =>
        _collections.TryGetValue(collection, out ConcurrentDictionary<string, Resource>? resources) ? resources.Values : [];

    /// <summary>The collections whose name begins so.</summary>
    public IEnumerable<string> Collections(string prefix) => _collections.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>Writes one resource.</summary>
    public void Put(Resource resource) => Write(batch => batch.Put(resource));

    /// <summary>Writes and deletes together.</summary>
    /// <param name="write">The changes. Whoever decides by what is there does it in here, where nobody else writes.</param>
    /// <param name="committed">What follows from them, in the same order as the changes themselves.</param>
    public void Write(Action<Batch> write, Action? committed = null)
    {
        lock (_writing)
        {
            Batch batch = new(_database);
            _database.Write(() => write(batch));
            foreach ((Resource resource, bool delete) in batch.Changes)
            {
                ConcurrentDictionary<string, Resource> collection = In(resource.Collection);
                _ = delete ? collection.TryRemove(resource.Name, out _) : (collection[resource.Name] = resource) is not null;
            }

            committed?.Invoke();
        }
    }

    private ConcurrentDictionary<string, Resource> In(string collection) => _collections.GetOrAdd(collection, _ => new(StringComparer.Ordinal));

    private static Resource Read(SqliteDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.GetFieldValue<byte[]>(2), row.GetDateTimeOffset(3), row.GetDateTimeOffset(4));

    /// <summary>Changes that are made together.</summary>
    internal sealed class Batch(Database database)
    {
        /// <summary>What memory learns when all is committed.</summary>
        public List<(Resource Resource, bool Delete)> Changes { get; } = [];

        /// <summary>Writes a resource.</summary>
        public void Put(Resource resource)
        {
            database.Execute(
                "INSERT OR REPLACE INTO resources VALUES ($collection, $name, $body, $created, $modified)",
                ("$collection", resource.Collection),
                ("$name", resource.Name),
                ("$body", resource.Body),
                ("$created", resource.CreatedAt),
                ("$modified", resource.ModifiedAt));
            Changes.Add((resource, false));
        }

        /// <summary>Deletes a resource.</summary>
        public void Delete(Resource resource)
        {
            database.Execute("DELETE FROM resources WHERE collection = $collection AND name = $name", ("$collection", resource.Collection), ("$name", resource.Name));
            Changes.Add((resource, true));
        }
    }
}
