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

    private static readonly string _dependencies =
        Path.Combine(Path.GetDirectoryName(typeof(ModuleLoader).Assembly.Location)!, "dependencies");

    private static readonly PrivateLoadContext _private = new();

    /// <summary>Makes Core resolvable for the cmdlets.</summary>
    public void OnImport() => AssemblyLoadContext.Default.Resolving += Resolve;

    /// <summary>Takes the resolver away again.</summary>
    public void OnRemove(PSModuleInfo psModuleInfo) => AssemblyLoadContext.Default.Resolving -= Resolve;

    // Only Core crosses the border; whatever Core needs is then resolved inside the private context.
    // By path: asking by name would come back here if the file is missing, until the stack overflows.
    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName name) =>
        name.Name == CoreName ? _private.LoadFromAssemblyPath(Path.Combine(_dependencies, CoreName + ".dll")) : null;

    private sealed class PrivateLoadContext() : AssemblyLoadContext("AmlEndpoints")
    {
        protected override Assembly? Load(AssemblyName assemblyName)
        {
            string path = Path.Combine(_dependencies, assemblyName.Name + ".dll");
            return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
        }
    }
}
