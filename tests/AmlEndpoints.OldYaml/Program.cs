using System.Management.Automation;
using System.Management.Automation.Runspaces;
using YamlDotNet.RepresentationModel;

// A PowerShell host in which an older YamlDotNet is in use before the module is imported. Runs the script in the first
// argument and prints, a line each, the old version, the output and the errors.
YamlStream stream = [];
stream.Load(new StringReader("a: 1"));
Console.WriteLine($"YamlDotNet {typeof(YamlStream).Assembly.GetName().Version}");

using PowerShell shell = PowerShell.Create(InitialSessionState.CreateDefault2());
foreach (PSObject result in shell.AddScript(args[0]).Invoke())
{
    Console.WriteLine(result);
}

foreach (ErrorRecord error in shell.Streams.Error)
{
    Console.WriteLine($"error {error.FullyQualifiedErrorId}: {error}");
}
