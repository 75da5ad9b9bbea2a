using System.Management.Automation;

namespace AmlEndpoints;

/// <summary>Asks before something is destroyed.</summary>
internal static class Confirmation
{
    /// <summary>Whether the user agrees. -Force does not ask, but with -WhatIf nothing happens, and -Confirm asks all the same.</summary>
    public static bool MayDestroy(this AmlCommand command, string target, string action, bool force)
    {
        bool whatIf = command.GetVariableValue("WhatIfPreference") is { } preference && LanguagePrimitives.IsTrue(preference);
        bool named = command.MyInvocation.BoundParameters.ContainsKey("Confirm") || command.MyInvocation.BoundParameters.ContainsKey("WhatIf");
        return (force && !whatIf && !named) || command.ShouldProcess(target, action);
    }
}
