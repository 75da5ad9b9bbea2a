using System.Management.Automation;

namespace AmlEndpoints.Tests.Support;

/// <summary>What a test and its cmdlet tell each other.</summary>
public sealed class Signals
{
    public ManualResetEventSlim Ready { get; } = new();

    public ManualResetEventSlim Go { get; } = new();

    public bool Disposed { get; set; }

    public bool Working { get; set; }

    public bool DisposedWhileWorking { get; set; }

    public IProgress<int>? Progress { get; set; }
}

/// <summary>Writes to all streams, with awaits that continue on other threads in between.</summary>
[Cmdlet("Test", "Stream")]
internal sealed class TestStreamCommand : AmlCommand
{
    [Parameter]
    public int Count { get; set; } = 3;

    protected override async Task BeginAsync(CancellationToken cancellationToken)
    {
        int thread = Environment.CurrentManagedThreadId;
        for (int index = 0; index < Count; index++)
        {
            await Task.Run(() => Thread.Sleep(index % 2), cancellationToken);
            await Task.Yield();
            WriteVerbose($"verbose {index}");
            WriteWarning($"warning {index}");
            WriteObject(Environment.CurrentManagedThreadId == thread ? index : -1);
        }
    }

    protected override async Task EndAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(1, cancellationToken);
        WriteObject("end");
    }
}

/// <summary>Reports progress from the thread pool.</summary>
[Cmdlet("Test", "Progress")]
internal sealed class TestProgressCommand : AmlCommand
{
    [Parameter]
    public int Count { get; set; } = 5;

    [Parameter]
    public Signals? Signals { get; set; }

    /// <summary>The work is done before anybody could wait for it.</summary>
    [Parameter]
    public SwitchParameter AtOnce { get; set; }

    protected override async Task EndAsync(CancellationToken cancellationToken)
    {
        int thread = Environment.CurrentManagedThreadId;
        Progress<int> progress = new(step => WriteProgress(new ProgressRecord(1, "test", $"{step} {Environment.CurrentManagedThreadId == thread}")));
        _ = Signals?.Progress = progress;
        if (AtOnce)
        {
            Report(progress);
            return;
        }

        await Task.Run(() => Report(progress), cancellationToken);
        WriteObject("done");
    }

    private void Report(IProgress<int> progress)
    {
        for (int step = 0; step < Count; step++)
        {
            progress.Report(step);
        }
    }
}

/// <summary>Takes even numbers.</summary>
[Cmdlet("Test", "Even")]
internal sealed class TestEvenCommand : AmlCommand
{
    [Parameter(ValueFromPipeline = true)]
    public int Number { get; set; }

    [Parameter]
    public string FailIn { get; set; } = "";

    protected override Task BeginAsync(CancellationToken cancellationToken) => FailAsync("Begin");

    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        if (Number % 2 != 0)
        {
            throw new AmlInputException(InputErrors.InvalidValue, $"{Number} is odd.");
        }

        WriteObject(Number);
    }

    protected override Task EndAsync(CancellationToken cancellationToken) => FailAsync("End");

    private async Task FailAsync(string phase)
    {
        await Task.Yield();
        if (FailIn == phase)
        {
            throw new AmlFileException(FileErrors.NotFound, $"failed in {phase}.", "somewhere");
        }
    }
}

/// <summary>Waits until it is stopped.</summary>
[Cmdlet("Test", "Wait")]
internal sealed class TestWaitCommand : AmlCommand
{
    [Parameter(Mandatory = true)]
    public Signals Signals { get; set; } = null!;

    /// <summary>The work goes on reporting progress for a while after it was told to stop, as a running model may.</summary>
    [Parameter]
    public SwitchParameter Busy { get; set; }

    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        Signals.Ready.Set();
        if (!Busy)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        Progress<int> progress = new(step => WriteProgress(new ProgressRecord(1, "test", $"{step}")));
        await Task.Run(() => Work(progress, cancellationToken), CancellationToken.None);
    }

    private void Work(IProgress<int> progress, CancellationToken cancellationToken)
    {
        Signals.Working = true;
        while (!cancellationToken.IsCancellationRequested)
        {
            progress.Report(0);
            Thread.Sleep(1);
        }

        for (int step = 0; step < 200; step++)
        {
            progress.Report(step);
            Thread.Sleep(1);
        }

        Signals.Working = false;
        cancellationToken.ThrowIfCancellationRequested();
    }

    protected override void Dispose(bool disposing)
    {
        (Signals.Disposed, Signals.DisposedWhileWorking) = (true, Signals.Working);
        base.Dispose(disposing);
    }
}

/// <summary>Says what it would do.</summary>
[Cmdlet("Test", "Change", SupportsShouldProcess = true)]
internal sealed class TestChangeCommand : AmlCommand
{
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        WriteObject(ShouldProcess("the thing", "Change") ? "changed" : "left");
    }
}

/// <summary>What other modules do: waits for an async method on the pipeline thread.</summary>
[Cmdlet("Test", "Block")]
internal sealed class TestBlockCommand : PSCmdlet
{
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    protected override void ProcessRecord()
    {
        WaitAsync().GetAwaiter().GetResult();
        WriteObject(InputObject);
    }

    private static async Task WaitAsync() => await Task.Delay(1);
}
