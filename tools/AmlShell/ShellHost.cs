using System.Globalization;
using System.Management.Automation.Host;

namespace AmlShell;

/// <summary>The engine's view of this program.</summary>
internal sealed class ShellHost(PSHostUserInterface userInterface) : PSHost
{
    /// <summary>The code given to <c>exit</c>, once it was called.</summary>
    public int? ExitCode { get; private set; }

    public override string Name => "AmlShell";

    public override Version Version { get; } = typeof(ShellHost).Assembly.GetName().Version!;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override PSHostUserInterface UI => userInterface;

    public override CultureInfo CurrentCulture { get; } = CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture { get; } = CultureInfo.CurrentUICulture;

    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    public override void EnterNestedPrompt() => throw new NotSupportedException("AmlShell has no nested prompts.");

    public override void ExitNestedPrompt() => throw new NotSupportedException("AmlShell has no nested prompts.");

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }
}
