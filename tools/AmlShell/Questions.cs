using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace AmlShell;

/// <summary>Asks the user what a pipeline wants to know.</summary>
internal sealed class Questions(ShellOutput output, Keyboard keyboard, bool nonInteractive, Action stopPipeline)
{
    public bool CanAsk => Keyboard.IsPresent && !nonInteractive;

    public string Ask(string prompt) =>
        Answer(prompt, () => keyboard.ReadLine(prompt, new LineHistory(), TabCompletion.None) ?? throw new OperationCanceledException());

    public ConsoleKeyInfo AskKey(bool echo)
    {
        ConsoleKeyInfo key = Answer("a key", Keyboard.ReadKey);
        output.Ask(echo ? key.KeyChar.ToString() : "");
        return key;
    }

    public SecureString AskSecret(string prompt)
    {
        SecureString secret = new();
        output.Ask(prompt);
        for (ConsoleKeyInfo key = AskKey(echo: false); key.Key != ConsoleKey.Enter; key = AskKey(echo: false))
        {
            if (key.Key == ConsoleKey.Backspace && secret.Length > 0)
            {
                secret.RemoveAt(secret.Length - 1);
                output.Ask("\b \b");
            }
            else if (!char.IsControl(key.KeyChar))
            {
                secret.AppendChar(key.KeyChar);
                output.Ask("*");
            }
        }

        output.Ask(Environment.NewLine);
        return secret;
    }

    public PSCredential AskCredential(string caption, string message, string? userName)
    {
        Introduce(caption, message);
        string user = string.IsNullOrEmpty(userName) ? Ask("User: ") : userName;
        return new PSCredential(user, AskSecret($"Password for user {user}: "));
    }

    public int AskChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        Introduce(caption, message);
        ChoiceMenu menu = new(choices, defaultChoice);
        while (true)
        {
            string answer = Ask(menu.Prompt).Trim();
            if (menu.Find(answer) is { } choice)
            {
                return choice;
            }

            output.Ask(answer == "?" ? menu.Help : "");
        }
    }

    public Dictionary<string, PSObject> AskFields(string caption, string message, IEnumerable<FieldDescription> fields)
    {
        Introduce(caption, message);
        return fields.ToDictionary(field => field.Name, field => PSObject.AsPSObject(AskField(field)));
    }

    private object AskField(FieldDescription field)
    {
        Type type = Type.GetType(field.ParameterAssemblyFullName) ?? typeof(string);
        if (type == typeof(SecureString))
        {
            return AskSecret($"{field.Name}: ");
        }

        if (type == typeof(PSCredential))
        {
            return AskCredential("", field.Name, userName: null);
        }

        object answer = type.IsArray ? AskList(field.Name).ToArray() : Ask($"{field.Name}: ");
        return LanguagePrimitives.ConvertTo(answer, type, CultureInfo.InvariantCulture);
    }

    private IEnumerable<string> AskList(string name)
    {
        int index = 0;
        for (string item = Ask($"{name}[0]: "); item.Length > 0; item = Ask($"{name}[{index}]: "))
        {
            index++;
            yield return item;
        }
    }

    private void Introduce(params string?[] lines)
    {
        EnsureCanAsk(string.Join(' ', lines.Where(line => !string.IsNullOrEmpty(line))));
        output.Ask(string.Concat(lines.Where(line => !string.IsNullOrEmpty(line)).Select(line => line + Environment.NewLine)));
    }

    private T Answer<T>(string question, Func<T> read)
    {
        EnsureCanAsk(question);
        try
        {
            return read();
        }
        catch (OperationCanceledException)
        {
            stopPipeline();
            throw new PipelineStoppedException();
        }
    }

    private void EnsureCanAsk(string question)
    {
        if (!CanAsk)
        {
            string reason = nonInteractive ? "-NonInteractive was given" : "the input is redirected";
            string message = $"The question '{question.Trim()}' cannot be asked: {reason}.";
            throw new HostException(message, innerException: null, "NoQuestions", ErrorCategory.ResourceUnavailable);
        }
    }
}
