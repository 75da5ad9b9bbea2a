using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using AmlEndpoints.Service;

namespace AmlEndpoints;

/// <summary>What the commands of a runspace remember: the workspace they work with, and the operation that was last begun.</summary>
internal sealed class Session
{
    private static readonly ConditionalWeakTable<Runspace, Session> _sessions = [];

    /// <summary>The session of the runspace that runs on this thread: that of the command.</summary>
    public static Session Current => _sessions.GetOrCreateValue(Runspace.DefaultRunspace);

    /// <summary>The workspace; null without a connection.</summary>
    public WorkspaceConnection? Connection { get; set; }

    /// <summary>The operation that a command began last and did not see the end of.</summary>
    public LongRunningOperation? Pending { get; set; }
}
