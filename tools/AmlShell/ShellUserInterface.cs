using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace AmlShell;

/// <summary>Shows the streams as pwsh does; questions go to <see cref="Questions"/>.</summary>
internal sealed class ShellUserInterface(ShellOutput output, Questions questions) : PSHostUserInterface
{
    public override PSHostRawUserInterface RawUI { get; } = new ShellRawUserInterface(questions);

    public override bool SupportsVirtualTerminal => output.InColour;

    public override void Write(string value) => output.Write(value);

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        output.Write($"{PSStyle.MapColorPairToEscapeSequence(foregroundColor, backgroundColor)}{value}{PSStyle.Instance.Reset}");

    public override void WriteLine(string value) => output.Write(value + Environment.NewLine);

    public override void WriteErrorLine(string value) => output.WriteError(Styled(FormatStyle.Error, value));

    public override void WriteDebugLine(string message) => output.Write(Styled(FormatStyle.Debug, $"DEBUG: {message}"));

    public override void WriteVerboseLine(string message) => output.Write(Styled(FormatStyle.Verbose, $"VERBOSE: {message}"));

    public override void WriteWarningLine(string message) => output.Write(Styled(FormatStyle.Warning, $"WARNING: {message}"));

    public override void WriteProgress(long sourceId, ProgressRecord record) => output.ShowProgress(sourceId, record);

    public override string ReadLine() => questions.Ask("");

    public override SecureString ReadLineAsSecureString() => questions.AskSecret("");

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        questions.AskFields(caption, message, descriptions);

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
        questions.AskChoice(caption, message, choices, defaultChoice);

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        questions.AskCredential(caption, message, userName);

    public override PSCredential PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName,
        PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options) => questions.AskCredential(caption, message, userName);

    private static string Styled(FormatStyle style, string text) =>
        $"{GetFormatStyleString(style)}{text}{PSStyle.Instance.Reset}{Environment.NewLine}";
}
