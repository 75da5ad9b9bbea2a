using System.Management.Automation;
using System.Reflection;
using System.Runtime.Loader;

namespace AmlEndpoints.Loader;

/// <summary>
/// Loads AmlEndpoints.Core and its packages apart from other modules' versions of them. It stands in the manifest's
/// NestedModules, which PowerShell loads before the RootModule whose types mention Core.
/// </summary>
public sealed class ModuleLoader : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    private const string CoreName = "AmlEndpoints.Core";

    // Its types are in the signatures between the cmdlets and Core: both must have the same assembly.
    private const string JsonName = "System.Text.Json";

    private static readonly string _dependencies =
        Path.Combine(Path.GetDirectoryName(typeof(ModuleLoader).Assembly.Location)!, "dependencies");

    private static readonly PrivateLoadContext _private = new();

    /// <summary>Makes Core resolvable for the cmdlets.</summary>
    public void OnImport() => AssemblyLoadContext.Default.Resolving += Resolve;

    /// <summary>Takes the resolver away again.</summary>
    public void OnRemove(PSModuleInfo psModuleInfo) => AssemblyLoadContext.Default.Resolving -= Resolve;

    // Only Core crosses the border, and where .NET's own JSON library is older than the one Core needs, that one too; whatever Core needs is
    // then resolved inside the private context.
    // By path: asking by name would come back here if the file is missing, until the stack overflows.
    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName name) =>
        name.Name is CoreName or JsonName && PathOf(name) is { } path ? _private.LoadFromAssemblyPath(path) : null;

    private static string? PathOf(AssemblyName name) => Path.Combine(_dependencies, name.Name + ".dll") is var path && (name.Name == CoreName || File.Exists(path)) ? path : null;

    private sealed class PrivateLoadContext() : AssemblyLoadContext("AmlEndpoints")
    {
        // The assemblies that the process was started with: .NET's and the host's.
        private static readonly Dictionary<string, string> _platform = ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .GroupBy(path => Path.GetFileNameWithoutExtension(path), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(paths => paths.Key, paths => paths.First(), StringComparer.OrdinalIgnoreCase);

        protected override Assembly? Load(AssemblyName assemblyName) =>
            PathOf(assemblyName) is { } path && !IsInPlatform(assemblyName.Name!, path) ? LoadFromAssemblyPath(path) : null;

        // Libraries of .NET that come as packages too, such as System.Text.Json, are those of the process where they are as new.
        private static bool IsInPlatform(string name, string path) =>
            name.StartsWith("System.", StringComparison.Ordinal)
            && _platform.TryGetValue(name, out string? platform)
            && AssemblyName.GetAssemblyName(platform).Version >= AssemblyName.GetAssemblyName(path).Version;
    }
}
