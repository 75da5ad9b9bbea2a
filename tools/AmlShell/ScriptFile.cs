using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;

namespace AmlShell;

/// <summary>Makes a command of a script file.</summary>
internal static class ScriptFile
{
    /// <exception cref="ParseException">The script has a syntax error.</exception>
    public static Command Load(Runspace runspace, string path, IEnumerable<CommandParameter> arguments)
    {
        ScriptBlockAst script = Parser.ParseFile(path, out _, out ParseError[] errors);
        if (errors.Length > 0)
        {
            throw new ParseException(errors);
        }

        // 'exit' in a script called by its path would end the script, but not the session; in a function it ends both.
        // The function knows its file (for $PSScriptRoot and the positions of errors) from the parser.
        string name = Path.GetFileName(path);
        runspace.SessionStateProxy.InvokeProvider.Item.Set([$"function:{name}"], script.GetScriptBlock(), force: true, literalPath: true);

        Command command = new(name, isScript: false, useLocalScope: false);
        foreach (CommandParameter argument in arguments)
        {
            command.Parameters.Add(argument);
        }

        return command;
    }
}
