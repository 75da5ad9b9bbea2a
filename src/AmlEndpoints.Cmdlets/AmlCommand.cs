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

    /// <summary>Whether an error was written.</summary>
    protected bool HasErrors { get; private set; }

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
    protected sealed override void StopProcessing()
    {
        // The command may have ended at the same moment.
        try
        {
            _stopping.Cancel();
        }
        catch (ObjectDisposedException)
        {
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives up what the command holds. PowerShell calls it also when the pipeline was stopped.</summary>
    protected virtual void Dispose(bool disposing) => _stopping.Dispose();

    /// <summary>Does a part of the work, such as one file of many. An error is reported, and the parts behind it are still done.</summary>
    protected async Task TryAsync(Func<Task> part)
    {
        try
        {
            await part();
        }
        catch (Exception error) when (ErrorRecords.IsKnown(error))
        {
            WriteError(ErrorRecords.From(error));
        }
    }

    /// <inheritdoc cref="Cmdlet.WriteObject(object)"/>
    public new void WriteObject(object? sendToPipeline)
    {
        using (PipelineThread.Leave())
        {
            base.WriteObject(sendToPipeline);
        }
    }

    /// <inheritdoc cref="Cmdlet.WriteObject(object, bool)"/>
    public new void WriteObject(object? sendToPipeline, bool enumerateCollection)
    {
        using (PipelineThread.Leave())
        {
            base.WriteObject(sendToPipeline, enumerateCollection);
        }
    }

    /// <inheritdoc cref="Cmdlet.WriteError(ErrorRecord)"/>
    public new void WriteError(ErrorRecord errorRecord)
    {
        HasErrors = true;
        using (PipelineThread.Leave())
        {
            base.WriteError(errorRecord);
        }
    }

    /// <inheritdoc cref="Cmdlet.WriteWarning(string)"/>
    public new void WriteWarning(string text)
    {
        using (PipelineThread.Leave())
        {
            base.WriteWarning(text);
        }
    }

    /// <inheritdoc cref="Cmdlet.WriteVerbose(string)"/>
    public new void WriteVerbose(string text)
    {
        using (PipelineThread.Leave())
        {
            base.WriteVerbose(text);
        }
    }

    /// <inheritdoc cref="Cmdlet.WriteProgress(ProgressRecord)"/>
    public new void WriteProgress(ProgressRecord progressRecord)
    {
        using (PipelineThread.Leave())
        {
            base.WriteProgress(progressRecord);
        }
    }

    /// <inheritdoc cref="Cmdlet.ShouldProcess(string, string)"/>
    public new bool ShouldProcess(string target, string action)
    {
        using (PipelineThread.Leave())
        {
            return base.ShouldProcess(target, action);
        }
    }

    // Everything else, PipelineStoppedException of Select-Object -First above all, must pass.
    private void Run(Func<CancellationToken, Task> work, Action<ErrorRecord> report)
    {
        ErrorRecord record;
        try
        {
            PipelineThread.Run(() => work(_stopping.Token), _stopping.Cancel);
            return;
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (Exception error) when (ErrorRecords.IsKnown(error))
        {
            record = ErrorRecords.From(error);
        }

        report(record);
    }
}
