using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace AmlEndpoints.Tests.Support;

/// <summary>What the build made, and the files of the repository.</summary>
internal static class Built
{
    public static string Repository { get; } = Metadata("RepositoryRoot");

    /// <summary>The module's folder, out/AmlEndpoints.</summary>
    public static string Module { get; } = Metadata("Module");

    public static string Manifest { get; } = Path.Combine(Module, "AmlEndpoints.psd1");

    /// <summary>The program that loads an older YamlDotNet before the module.</summary>
    public static string OldYaml { get; } = Metadata("OldYaml");

    /// <summary>The scenario's model: 784 columns, ten scores.</summary>
    public static string ExampleModel { get; } = Path.Combine(Repository, "examples", "endpoint_1", "model");

    public static string TestData(params string[] names) => Path.Combine([Repository, "test_data", .. names]);

    // Test cmdlets derive from the module's own AmlCommand: it is loaded from where PowerShell loads it, so that there is only one.
    [ModuleInitializer]
    internal static void ResolveCmdlets() => AssemblyLoadContext.Default.Resolving += static (context, name) =>
        name.Name == "AmlEndpoints.Cmdlets" ? context.LoadFromAssemblyPath(Path.Combine(Module, "bin", "AmlEndpoints.Cmdlets.dll")) : null;

    private static string Metadata(string key) =>
        typeof(Built).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == key).Value!;
}
