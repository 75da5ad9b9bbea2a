using System.ComponentModel;
using System.Management.Automation;

namespace AmlEndpoints;

/// <summary>
/// The base of all cmdlets: they await, write to streams in between, and are stopped by Ctrl+C. What Core throws becomes an
/// error record; in <see cref="ProcessAsync"/> a non-terminating one, so that the next input is still taken.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class AmlCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Once, before the first input. An error ends the command.</summary>
    protected virtual Task BeginAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>For each input. An error is reported and the next input taken.</summary>
    protected virtual Task ProcessAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Once, after the last input. An error ends the command.</summary>
    protected virtual Task EndAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    protected sealed override void BeginProcessing() => Run(BeginAsync, ThrowTerminatingError);

    /// <inheritdoc/>
    protected sealed override void ProcessRecord() => Run(ProcessAsync, WriteError);

    /// <inheritdoc/>
    protected sealed override void EndProcessing() => Run(EndAsync, ThrowTerminatingError);

    /// <inheritdoc/>
    protected sealed override void StopProcessing() => _stopping.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives up what the command holds. PowerShell calls it also when the pipeline was stopped.</summary>
    protected virtual void Dispose(bool disposing) => _stopping.Dispose();

    // Everything else, PipelineStoppedException of Select-Object -First above all, must pass.
    private void Run(Func<CancellationToken, Task> work, Action<ErrorRecord> report)
    {
        ErrorRecord record;
        try
        {
            PipelineThread.Run(() => work(_stopping.Token));
            return;
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (AmlFileException error)
        {
            record = ErrorRecords.From(error);
        }
        catch (AmlInputException error)
        {
            record = ErrorRecords.From(error);
        }

        report(record);
    }
}
