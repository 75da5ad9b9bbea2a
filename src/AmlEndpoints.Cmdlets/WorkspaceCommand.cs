using System.ComponentModel;
using AmlEndpoints.Online;
using AmlEndpoints.Service;

namespace AmlEndpoints;

/// <summary>The base of the cmdlets that work in the session's workspace.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class WorkspaceCommand : AmlCommand
{
    /// <summary>The parameter set in which the user names things.</summary>
    protected const string ByName = "Name";

    /// <summary>The parameter set in which a YAML file does.</summary>
    protected const string ByFile = "File";

    /// <summary>The session's workspace.</summary>
    /// <exception cref="AmlServiceException">There is none.</exception>
    protected static WorkspaceConnection Connection => Session.Current.Connection ?? throw ErrorRecords.NotConnected();

    private protected static OnlineEndpointClient Endpoints => new(Connection);

    private protected static OnlineDeploymentClient Deployments => new(Connection);

    /// <summary>Shows how far an operation is. The bar is taken away with <see cref="OperationBar.Dispose"/>.</summary>
    private protected OperationBar ShowProgress() => new(this);

    /// <summary>Waits for an operation with a progress bar, or, with -NoWait, gives the operation and does not wait.</summary>
    /// <param name="operation">What was begun.</param>
    /// <param name="noWait">Whether the user asked not to wait.</param>
    /// <param name="cancellationToken">Ctrl+C; the operation goes on, and the user is told how to find it again.</param>
    private protected async Task FinishAsync(LongRunningOperation operation, bool noWait, CancellationToken cancellationToken)
    {
        Session session = Session.Current;
        if (noWait)
        {
            session.Pending = operation;
            WriteObject(operation);
            return;
        }

        if (await WaitAsync(operation, session, cancellationToken) is { } resource)
        {
            WriteObject(resource);
        }
    }

    private protected async Task<ArmResource?> WaitAsync(LongRunningOperation operation, Session session, CancellationToken cancellationToken)
    {
        session.Pending = operation;
        using OperationBar bar = ShowProgress();
        try
        {
            ArmResource? resource = await new OnlineOperations(Connection).WaitAsync(operation, bar.Progress, cancellationToken);
            session.Pending = null;
            return resource;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The streams of a command that is stopped are closed; the host still writes.
            Host.UI?.WriteWarningLine($"The service goes on to {operation.Purpose}. Wait-AmlOperation waits for it here; in another session: Wait-AmlOperation -Id '{operation.Id}'");
            throw;
        }
    }
}
