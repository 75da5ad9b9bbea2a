using System.Management.Automation;

namespace AmlEndpoints.Prediction;

/// <summary>Shows how much of the input files was read.</summary>
internal sealed class FileProgress(AmlCommand command)
{
    // A bar for what is done in an instant would only flicker.
    private const int SmallestShown = 1_000_000;

    private ProgressRecord? _record;
    private long _total;
    private long _before;

    /// <summary>Counts a file to the whole.</summary>
    public void Add(string path) => _total += LengthOf(path);

    /// <summary>What is told the bytes that were read of the file that comes next, or of all of them.</summary>
    public IProgress<long> Begin()
    {
        long before = _before;
        return new Progress<long>(bytes => Show(before + bytes));
    }

    /// <summary>A file was read.</summary>
    public void End(string path) => _before += LengthOf(path);

    /// <summary>Takes the bar away.</summary>
    public void Complete()
    {
        if (_record is not null)
        {
            _record.RecordType = ProgressRecordType.Completed;
            command.WriteProgress(_record);
        }
    }

    private void Show(long bytes)
    {
        if (_total < SmallestShown)
        {
            return;
        }

        _record = new ProgressRecord(0, "Invoke-AmlPrediction", $"{bytes / 1_000_000:N0} of {_total / 1_000_000:N0} MB")
        {
            PercentComplete = (int)Math.Min(100, 100 * bytes / _total),
        };
        command.WriteProgress(_record);
    }

    private static long LengthOf(string path) => File.Exists(path) ? new FileInfo(path).Length : 0;
}
