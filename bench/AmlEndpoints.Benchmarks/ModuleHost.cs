using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.Loader;

namespace AmlEndpoints.Benchmarks;

/// <summary>PowerShell's engine in this process, with the built module imported.</summary>
internal sealed class ModuleHost : IDisposable
{
    private const string OnnxRuntimeAssembly = "Microsoft.ML.OnnxRuntime";

    private readonly Runspace _runspace;

    public ModuleHost()
    {
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
        _runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        _runspace.Open();
        Invoke(shell => shell.AddCommand("Import-Module").AddParameter("Name", Repository.Manifest));
        AssemblyLoadContext.Default.Resolving += ResolveOnnxRuntime;
    }

    /// <summary>Predicts for a file with the example's model.</summary>
    /// <returns>The predictions; none when they go to a file.</returns>
    public Collection<PSObject> Predict(string inputPath, string? outputPath = null) => Invoke(shell =>
    {
        shell.AddCommand("Invoke-AmlPrediction").AddArgument(Repository.Model).AddArgument(inputPath);
        if (outputPath is not null)
        {
            shell.AddParameter("OutputPath", outputPath);
        }
    });

    /// <summary>Runs a script with its parameters in order.</summary>
    /// <returns>What it wrote to the pipeline.</returns>
    public Collection<PSObject> Run(string script, params IEnumerable<object> arguments) => Invoke(shell =>
    {
        shell.AddScript(script);
        foreach (object argument in arguments)
        {
            shell.AddArgument(argument);
        }
    });

    public void Dispose() => _runspace.Dispose();

    private Collection<PSObject> Invoke(Action<PowerShell> build)
    {
        using PowerShell shell = PowerShell.Create(_runspace);
        build(shell);
        Collection<PSObject> output = shell.Invoke();
        return shell.Streams.Error.Count == 0 ? output : throw new InvalidOperationException($"{shell.Streams.Error[0]}");
    }

    // The module's loader resolves Core alone; the figures also speak to ONNX Runtime, the same that Core uses.
    private static System.Reflection.Assembly? ResolveOnnxRuntime(AssemblyLoadContext context, System.Reflection.AssemblyName name) =>
        name.Name == OnnxRuntimeAssembly
            ? AssemblyLoadContext.All.FirstOrDefault(other => other.Name == "AmlEndpoints")?.LoadFromAssemblyName(name)
            : null;
}
