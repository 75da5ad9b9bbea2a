using AmlEndpoints.Scoring;
using Microsoft.Data.Sqlite;

namespace AmlEndpoints.LocalServer.Store;

/// <summary>
/// The one file that holds the state. What a write has committed survives the end of the process, and of the machine's power: every commit is
/// written through to the disk (SQLite's write-ahead log, synchronous=FULL).
/// </summary>
internal sealed class Database : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly object _lock = new();

    static Database() => NativeLibraries.Register(typeof(SQLitePCL.SQLite3Provider_e_sqlite3).Assembly, "e_sqlite3");

    /// <summary>Opens the file, or makes it.</summary>
    public Database(string path)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        _connection.Open();
        Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;");
    }

    /// <summary>Runs statements that give no rows.</summary>
    public void Execute(string sql, params (string Name, object? Value)[] parameters)
    {
        lock (_lock)
        {
            using SqliteCommand command = Create(sql, parameters);
            command.ExecuteNonQuery();
        }
    }

    /// <summary>Several statements that are done together or not at all.</summary>
    public void Write(Action write)
    {
        lock (_lock)
        {
            Execute("BEGIN IMMEDIATE");
            try
            {
                write();
                Execute("COMMIT");
            }
            catch
            {
                Execute("ROLLBACK");
                throw;
            }
        }
    }

    /// <summary>Reads all rows.</summary>
    public List<T> Read<T>(string sql, Func<SqliteDataReader, T> read, params (string Name, object? Value)[] parameters)
    {
        lock (_lock)
        {
            using SqliteCommand command = Create(sql, parameters);
            using SqliteDataReader reader = command.ExecuteReader();
            List<T> rows = [];
            while (reader.Read())
            {
                rows.Add(read(reader));
            }

            return rows;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private SqliteCommand Create(string sql, (string Name, object? Value)[] parameters)
    {
        SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach ((string name, object? value) in parameters)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        return command;
    }
}
