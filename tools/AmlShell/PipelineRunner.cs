using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;

namespace AmlShell;

/// <summary>How a pipeline ended.</summary>
internal enum PipelineEnd
{
    Completed,
    Failed,
    Stopped,
}

/// <summary>Runs one pipeline after the other, shows what comes out of it, and stops it on demand.</summary>
internal sealed class PipelineRunner(Runspace runspace, ShellOutput output)
{
    private const string ShowOutput = "Out-Default";

    private volatile Pipeline? _running;
    private volatile bool _stopping;

    public PipelineEnd Run(Command command)
    {
        using Pipeline pipeline = runspace.CreatePipeline();
        pipeline.Commands.Add(command);
        return Run(pipeline);
    }

    /// <summary>Runs text; only then does $? tell afterwards how its last statement ended.</summary>
    public PipelineEnd Run(string text)
    {
        // The engine would say nothing about text that ends too early.
        Parser.ParseInput(text, out _, out ParseError[] mistakes);
        if (mistakes.Length > 0)
        {
            Show(new ParseException(mistakes).ErrorRecord);
            return PipelineEnd.Failed;
        }

        using Pipeline pipeline = runspace.CreatePipeline(text, addToHistory: true);
        return Run(pipeline);
    }

    /// <summary>Shows an error that no command has shown.</summary>
    public void Show(ErrorRecord error)
    {
        using Pipeline pipeline = runspace.CreatePipeline();
        pipeline.Commands.Add(ShowOutput);
        output.ToError(() => pipeline.Invoke(new[] { error }));
    }

    /// <summary>The last object of a command that shows nothing; null when it fails.</summary>
    public object? Evaluate(string command)
    {
        using Pipeline pipeline = runspace.CreatePipeline(command);
        try
        {
            return pipeline.Invoke().LastOrDefault()?.BaseObject;
        }
        catch (RuntimeException)
        {
            return null;
        }
    }

    /// <summary>Asks the running pipeline to stop, without waiting for it; false when there is none.</summary>
    public bool Stop()
    {
        if (_running is not { } pipeline)
        {
            return false;
        }

        _stopping = true;
        pipeline.StopAsync();
        return true;
    }

    private PipelineEnd Run(Pipeline pipeline)
    {
        try
        {
            _stopping = false;
            _running = pipeline;
            pipeline.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
            pipeline.Commands.Add(ShowOutput);
            pipeline.Invoke();
            return _stopping ? PipelineEnd.Stopped : PipelineEnd.Completed;
        }
        catch (Exception) when (_stopping)
        {
            // What a pipeline throws on its way out says nothing to the user who stopped it.
            return PipelineEnd.Stopped;
        }
        catch (Exception exception) when (exception is IContainsErrorRecord)
        {
            Show(((IContainsErrorRecord)exception).ErrorRecord);
            return PipelineEnd.Failed;
        }
        finally
        {
            _running = null;
            output.EndProgress();
        }
    }
}
