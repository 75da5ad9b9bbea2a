using AmlEndpoints.Scoring;

namespace AmlEndpoints.LocalServer.Scoring;

/// <summary>
/// The loaded models: one for a folder, whatever number of deployments serve it. A model goes when its last lease is disposed. A folder holds one
/// model version, which never changes, so a model that is there is never read again. Thread-safe.
/// </summary>
internal sealed class SharedModels
{
    private readonly Dictionary<string, Entry> _entries = new(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);

    /// <summary>Models that are loaded, or being loaded.</summary>
    public int Count
    {
        get
        {
            lock (_entries)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>Gives the model of a folder and loads it first when it is not there.</summary>
    /// <exception cref="AmlFileException">The model cannot be loaded.</exception>
    public async Task<ModelLease> LeaseAsync(string folder, CancellationToken cancellationToken)
    {
        string path = Path.GetFullPath(folder);
        Entry entry;
        lock (_entries)
        {
            if (!_entries.TryGetValue(path, out entry!))
            {
                entry = new Entry(Task.Run(() => OnnxModel.Load(path), CancellationToken.None));
                _entries.Add(path, entry);
            }

            entry.Leases++;
        }

        try
        {
            OnnxModel model = await entry.Model.WaitAsync(cancellationToken).ConfigureAwait(false);
            return new ModelLease(model, () => Release(path, entry));
        }
        catch
        {
            Release(path, entry);
            throw;
        }
    }

    private void Release(string path, Entry entry)
    {
        lock (_entries)
        {
            if (--entry.Leases > 0)
            {
                return;
            }

            _entries.Remove(path);
        }

        // Nobody waits for a load that was given up; its model goes as soon as it is there.
        _ = entry.Model.ContinueWith(
            static loaded => loaded.Result.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
    }

    private sealed class Entry(Task<OnnxModel> model)
    {
        public Task<OnnxModel> Model => model;

        public int Leases { get; set; }
    }
}
