using System.Management.Automation;
using AmlEndpoints.Service;

namespace AmlEndpoints;

/// <summary>A progress bar for long-running operations: what is done, the service's word for where it is, and the time so far.</summary>
internal sealed class OperationBar : IDisposable
{
    private readonly AmlCommand _command;
    private ProgressRecord? _record;

    /// <summary>Creates the bar on the pipeline thread; it appears with the first report.</summary>
    public OperationBar(AmlCommand command)
    {
        _command = command;
        Progress = new Progress<OperationProgress>(Show);
    }

    /// <summary>What is told how far the work is.</summary>
    public IProgress<OperationProgress> Progress { get; }

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

    private void Show(OperationProgress progress)
    {
        _record = new ProgressRecord(1, char.ToUpperInvariant(progress.Phase[0]) + progress.Phase[1..], $"{progress.Status}, {progress.Elapsed:h\\:mm\\:ss}")
        {
            PercentComplete = progress.PercentComplete is > 0 and < 100 and { } percent ? (int)percent : -1,
        };
        _command.WriteProgress(_record);
    }
}
