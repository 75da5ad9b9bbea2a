using System.Management.Automation;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using AmlEndpoints.Tests.Support;

namespace AmlEndpoints.Tests;

/// <summary>The shape of what ships. What needs PowerShell's own modules for it is in tests/pester/Module.Tests.ps1.</summary>
public sealed class TheBuiltModule
{
    private static readonly string[] _files =
    [
        "AmlEndpoints.Format.ps1xml",
        "AmlEndpoints.Types.ps1xml",
        "AmlEndpoints.psd1",
        "LICENSE",
        "NOTICE.md",
        "bin/AmlEndpoints.Cmdlets.dll",
        "bin/AmlEndpoints.Loader.dll",
        "bin/dependencies/AmlEndpoints.Core.dll",
        "bin/dependencies/AmlEndpoints.LocalServer.dll",
        "bin/dependencies/AmlEndpoints.LocalServer.runtimeconfig.json",
        "bin/dependencies/Apache.Arrow.dll",
        "bin/dependencies/Azure.Core.dll",
        "bin/dependencies/Azure.Storage.Blobs.dll",
        "bin/dependencies/Azure.Storage.Common.dll",
        "bin/dependencies/Google.Protobuf.dll",
        "bin/dependencies/Microsoft.Bcl.AsyncInterfaces.dll",
        "bin/dependencies/Microsoft.Data.Sqlite.dll",
        "bin/dependencies/Microsoft.Extensions.Configuration.Abstractions.dll",
        "bin/dependencies/Microsoft.Extensions.DependencyInjection.Abstractions.dll",
        "bin/dependencies/Microsoft.Extensions.Diagnostics.Abstractions.dll",
        "bin/dependencies/Microsoft.Extensions.FileProviders.Abstractions.dll",
        "bin/dependencies/Microsoft.Extensions.Hosting.Abstractions.dll",
        "bin/dependencies/Microsoft.Extensions.Logging.Abstractions.dll",
        "bin/dependencies/Microsoft.Extensions.Options.dll",
        "bin/dependencies/Microsoft.Extensions.Primitives.dll",
        "bin/dependencies/Microsoft.Identity.Client.Extensions.Msal.dll",
        "bin/dependencies/Microsoft.Identity.Client.dll",
        "bin/dependencies/Microsoft.IdentityModel.Abstractions.dll",
        "bin/dependencies/Microsoft.ML.OnnxRuntime.dll",
        "bin/dependencies/SQLitePCLRaw.batteries_v2.dll",
        "bin/dependencies/SQLitePCLRaw.core.dll",
        "bin/dependencies/SQLitePCLRaw.provider.e_sqlite3.dll",
        "bin/dependencies/StbImageSharp.dll",
        "bin/dependencies/System.ClientModel.dll",
        "bin/dependencies/System.Diagnostics.DiagnosticSource.dll",
        "bin/dependencies/System.IO.Hashing.dll",
        "bin/dependencies/System.IO.Pipelines.dll",
        "bin/dependencies/System.Memory.Data.dll",
        "bin/dependencies/System.Net.ServerSentEvents.dll",
        "bin/dependencies/System.Numerics.Tensors.dll",
        "bin/dependencies/System.Security.Cryptography.ProtectedData.dll",
        "bin/dependencies/System.Text.Encodings.Web.dll",
        "bin/dependencies/System.Text.Json.dll",
        "bin/dependencies/YamlDotNet.dll",
        "bin/dependencies/runtimes/linux-arm64/native/libe_sqlite3.so",
        "bin/dependencies/runtimes/linux-arm64/native/libonnxruntime.so",
        "bin/dependencies/runtimes/linux-x64/native/libe_sqlite3.so",
        "bin/dependencies/runtimes/linux-x64/native/libonnxruntime.so",
        "bin/dependencies/runtimes/osx-arm64/native/libe_sqlite3.dylib",
        "bin/dependencies/runtimes/osx-arm64/native/libonnxruntime.dylib",
        "bin/dependencies/runtimes/win-arm64/native/e_sqlite3.dll",
        "bin/dependencies/runtimes/win-arm64/native/onnxruntime.dll",
        "bin/dependencies/runtimes/win-x64/native/e_sqlite3.dll",
        "bin/dependencies/runtimes/win-x64/native/onnxruntime.dll",
    ];

    [Fact]
    public void It_holds_exactly_the_files_it_needs()
    {
        IEnumerable<string> files = Directory.EnumerateFiles(Built.Module, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Built.Module, file).Replace('\\', '/'));

        Assert.Equal(_files, files.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("bin/dependencies/AmlEndpoints.Core.dll", "Azure.Core", "Azure.Storage.Blobs", "Azure.Storage.Common", "Google.Protobuf", "Microsoft.ML.OnnxRuntime", "StbImageSharp", "YamlDotNet")]
    [InlineData("bin/AmlEndpoints.Cmdlets.dll", "AmlEndpoints.Core", "Microsoft.Win32.Primitives", "System.Management.Automation")]
    [InlineData("bin/AmlEndpoints.Loader.dll", "System.Management.Automation")]
    public void Assemblies_reference_what_their_layer_may(string file, params string[] allowed)
    {
        IEnumerable<string> beyond = References(Path.Combine(Built.Module, file)).Where(name => name == "System.Management.Automation" || !name.StartsWith("System.", StringComparison.Ordinal));

        Assert.Subset(new HashSet<string>([.. allowed, "netstandard"]), new HashSet<string>(beyond));
        Assert.DoesNotContain(beyond, name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
    }

    [Fact]
    public void The_cmdlets_use_no_assembly_of_which_the_dependencies_have_another_version()
    {
        IEnumerable<string> own = Directory.EnumerateFiles(Path.Combine(Built.Module, "bin", "dependencies"), "*.dll").Select(file => Path.GetFileNameWithoutExtension(file));

        Assert.Equal(["AmlEndpoints.Core"], References(Path.Combine(Built.Module, "bin", "AmlEndpoints.Cmdlets.dll")).Intersect(own));
    }

    [Fact]
    public void It_exports_the_cmdlet_classes_and_nothing_else()
    {
        using CmdletRunner runner = new();

        runner.Run("foreach ($c in (Get-Module AmlEndpoints).ExportedCommands.Values) { \"$($c.Name) $($c.ImplementingType.FullName)\" }");

        Assert.Equal(Commands().Select(command => $"{NameOf(command)} {command.FullName}").Order(), runner.Output.Cast<string>().Order());
    }

    [Fact]
    public void Cmdlet_classes_keep_the_conventions()
    {
        using CmdletRunner runner = new();

        Assert.All(Commands(), command =>
        {
            CmdletAttribute name = command.GetCustomAttribute<CmdletAttribute>()!;
            Assert.Equal($"{name.VerbName}{name.NounName}Command", command.Name);
            Assert.StartsWith("Aml", name.NounName, StringComparison.Ordinal);
            Assert.True(command.IsSealed && command.IsPublic && command.IsSubclassOf(typeof(AmlCommand)));
            Assert.NotEmpty(command.GetCustomAttributes<OutputTypeAttribute>());
            bool writes = command.GetProperty("OutputPath") is not null || command.GetProperty("Destination") is not null;
            bool changes = name.VerbName is VerbsCommon.New or VerbsCommon.Set or VerbsCommon.Remove or VerbsCommon.Reset or VerbsLifecycle.Start or VerbsLifecycle.Stop;
            bool destroys = name.VerbName is VerbsCommon.Remove or VerbsCommon.Reset;
            Assert.Equal(writes || changes, name.SupportsShouldProcess);
            Assert.Equal(destroys, name.ConfirmImpact == ConfirmImpact.High);
            Assert.Equal(destroys, command.GetProperty("Force") is not null && command.GetProperty("Destination") is null);
        });
    }

    [Fact]
    public void No_type_of_a_package_shows_in_a_parameter()
    {
        using CmdletRunner runner = new();

        IEnumerable<Type> types = Commands().SelectMany(command => command.GetProperties()).Where(property => property.IsDefined(typeof(ParameterAttribute))).Select(property => property.PropertyType);

        Assert.All(types, type => Assert.Matches(@"^(System\.|AmlEndpoints)", (Nullable.GetUnderlyingType(type) ?? type).Assembly.GetName().Name));
    }

    [Fact]
    public void Manifest_and_assemblies_have_one_version()
    {
        using CmdletRunner runner = new();

        runner.Run("(Get-Module AmlEndpoints).Version.ToString(3)");

        Assert.All(
            _files.Where(file => Path.GetFileName(file).StartsWith("AmlEndpoints.", StringComparison.Ordinal) && file.EndsWith(".dll", StringComparison.Ordinal)),
            file => Assert.Equal(runner.Output[0], AssemblyName.GetAssemblyName(Path.Combine(Built.Module, file)).Version!.ToString(3)));
    }

    // Only after the import: without the loader the types cannot be read.
    private static IEnumerable<Type> Commands() => typeof(AmlCommand).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Cmdlet)) && !type.IsAbstract);

    private static string NameOf(Type command)
    {
        CmdletAttribute name = command.GetCustomAttribute<CmdletAttribute>()!;
        return $"{name.VerbName}-{name.NounName}";
    }

    private static List<string> References(string file)
    {
        using PEReader image = new(File.OpenRead(file));
        MetadataReader metadata = image.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }
}
