using System.Text;

namespace AmlShell;

/// <summary>A console host on the PowerShell engine package, with the AmlEndpoints module loaded.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        ShellOptions options = ShellOptions.Parse(arguments);
        if (options.Help)
        {
            Console.WriteLine(ShellOptions.Usage);
            return ExitCodes.Success;
        }

        if (options.Mistake is not null)
        {
            Console.Error.WriteLine(options.Mistake);
            Console.Error.WriteLine();
            Console.Error.WriteLine(ShellOptions.Usage);
            return ExitCodes.Usage;
        }

        using Shell shell = new(options);
        return shell.Run();
    }
}
