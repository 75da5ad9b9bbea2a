using System.Collections.ObjectModel;
using System.Management.Automation.Host;

namespace AmlShell.Tests;

public sealed class AskingQuestions
{
    [Fact]
    public void A_missing_parameter_cannot_be_asked_for_when_input_is_redirected()
    {
        ShellResult result = ScriptOnDisk.Run("param([Parameter(Mandatory)]$Name) 'ran'");

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains("missing mandatory parameters: Name", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$Host.UI.ReadLine()")]
    [InlineData("$Host.UI.ReadLineAsSecureString()")]
    [InlineData("$Host.UI.PromptForChoice('Delete', 'Sure?', @('&Yes', '&No'), 0)")]
    [InlineData("$Host.UI.PromptForCredential('Sign in', 'Who?', '', '')")]
    public void A_question_fails_and_says_why(string question)
    {
        ShellResult redirected = ShellProcess.Run("-Command", question);
        ShellResult forbidden = ShellProcess.Run("-NonInteractive", "-Command", question);

        Assert.Equal((1, 1), (redirected.ExitCode, forbidden.ExitCode));
        Assert.Contains("cannot be asked: the input is redirected.", redirected.Error, StringComparison.Ordinal);
        Assert.Contains("cannot be asked: -NonInteractive was given.", forbidden.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("y", 0)]
    [InlineData("NO", 1)]
    [InlineData("later", 2)]
    [InlineData("?", null)]
    public void A_choice_is_made_by_key_or_label(string answer, int? choice)
    {
        Collection<ChoiceDescription> choices = [new("&Yes", "Do it."), new("&No", "Do not."), new("Later", "Ask again.")];
        ChoiceMenu menu = new(choices, defaultChoice: 1);

        Assert.Equal(choice, menu.Find(answer));
        Assert.Equal("[Y] Yes  [N] No  [Later] Later  [?] Help (default is \"N\"): ", menu.Prompt);
    }
}
