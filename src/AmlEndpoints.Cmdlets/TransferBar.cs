using System.Globalization;
using System.Management.Automation;
using AmlEndpoints.Datastores;

namespace AmlEndpoints;

/// <summary>A progress bar for uploads and downloads: how many megabytes of how many.</summary>
internal sealed class TransferBar : IDisposable
{
    private readonly AmlCommand _command;
    private readonly string _activity;
    private ProgressRecord? _record;

    /// <summary>Creates the bar on the pipeline thread; it appears with the first report.</summary>
    /// <param name="command">The command that shows it.</param>
    /// <param name="activity">What the transfer is for.</param>
    public TransferBar(AmlCommand command, string activity)
    {
        (_command, _activity) = (command, activity);
        Progress = new Progress<TransferProgress>(Show);
    }

    /// <summary>What is told how far the transfer is.</summary>
    public IProgress<TransferProgress> Progress { get; }

    /// <summary>Takes the bar away.</summary>
    public void Dispose()
    {
        if (_record is not null && !_command.Stopping)
        {
            _record.RecordType = ProgressRecordType.Completed;
            _command.WriteProgress(_record);
            _record = null;
        }
    }

    private void Show(TransferProgress progress)
    {
        if (progress.Phase == TransferPhase.Present)
        {
            _command.WriteVerbose("The datastore has these files already; nothing was sent.");
            return;
        }

        _record = new ProgressRecord(1, _activity, Status(progress)) { PercentComplete = progress.TotalBytes > 0 ? (int)Math.Clamp(100 * progress.Bytes / progress.TotalBytes, 0, 100) : -1 };
        _command.WriteProgress(_record);
    }

    private static string Status(TransferProgress progress) => progress.Phase == TransferPhase.Reading
        ? "Reading the files"
        : string.Create(CultureInfo.InvariantCulture, $"{progress.Phase}, {progress.Bytes / 1e6:N1} of {progress.TotalBytes / 1e6:N1} MB, {progress.TotalFiles} {(progress.TotalFiles == 1 ? "file" : "files")}");
}
