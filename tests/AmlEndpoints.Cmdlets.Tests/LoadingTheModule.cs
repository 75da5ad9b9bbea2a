using System.Diagnostics;
using System.Runtime.Loader;
using AmlEndpoints.Tests.Support;

namespace AmlEndpoints.Tests;

public sealed class LoadingTheModule
{
    private static readonly string _predict = $$"""
        Import-Module '{{Built.Manifest}}'
        (Invoke-AmlPrediction '{{Built.ExampleModel}}' '{{Built.TestData("images.csv")}}' | ForEach-Object { $_.'9' -gt $_.'2' }) -join ' '
        """;

    [Fact]
    public async Task It_works_where_an_older_YamlDotNet_is_loaded()
    {
        string[] lines = await RunWithOldYamlAsync(_predict);

        Assert.StartsWith("YamlDotNet 11.", lines[0], StringComparison.Ordinal);
        Assert.Equal("True False", Assert.Single(lines[1..]));
    }

    // A handler that asks for Core by name would end the process here with a stack overflow.
    [Fact]
    public async Task A_copy_without_Core_is_an_error_that_names_the_file()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.At("bin"));
        foreach (string file in (string[])["AmlEndpoints.psd1", "AmlEndpoints.Format.ps1xml", "AmlEndpoints.Types.ps1xml", "bin/AmlEndpoints.Cmdlets.dll", "bin/AmlEndpoints.Loader.dll"])
        {
            File.Copy(Path.Combine(Built.Module, file), folder.At(file));
        }

        string[] lines = await RunWithOldYamlAsync($"Import-Module '{folder.At("AmlEndpoints.psd1")}'; 'alive'");

        Assert.Contains("alive", lines);
        Assert.Contains(lines, line => line.StartsWith("error", StringComparison.Ordinal) && line.Contains("AmlEndpoints.Core", StringComparison.Ordinal));
    }

    [Fact]
    public void It_can_be_imported_again_by_force_and_removed_and_imported()
    {
        using CmdletRunner runner = new();

        Assert.Equal(["True False"], runner.Run(_predict.Replace("Import-Module", "Import-Module -Force", StringComparison.Ordinal)).Output);
        Assert.Empty(runner.Run("Remove-Module AmlEndpoints; Get-Command *-Aml*").Output);
        Assert.Equal(["True False"], runner.Run(_predict).Output);
        Assert.Equal(["True False"], runner.Run($"Remove-Module AmlEndpoints; {_predict}").Output);
        Assert.Empty(runner.Errors);
    }

    [Fact]
    public void Removing_it_in_one_runspace_leaves_it_in_another()
    {
        using CmdletRunner one = new();
        using CmdletRunner other = new();

        one.Run("Remove-Module AmlEndpoints");

        Assert.Equal(["True False"], other.Run(_predict).Output);
        Assert.Empty(other.Errors);
    }

    [Fact]
    public void Core_and_its_packages_stay_out_of_the_default_load_context()
    {
        using CmdletRunner runner = new();
        runner.Run(_predict);

        IEnumerable<string> visible = AssemblyLoadContext.Default.Assemblies.Select(assembly => assembly.GetName().Name!);
        AssemblyLoadContext own = Assert.Single(AssemblyLoadContext.All, context => context.Name == "AmlEndpoints");

        Assert.Empty(visible.Intersect(["AmlEndpoints.Core", "Google.Protobuf", "Microsoft.ML.OnnxRuntime", "StbImageSharp", "YamlDotNet"]));
        Assert.Contains("AmlEndpoints.Core", own.Assemblies.Select(assembly => assembly.GetName().Name));
    }

    // Two of them at once: ONNX Runtime and the load context are one for the process.
    [Fact]
    public async Task Many_runspaces_predict_at_the_same_time()
    {
        string[] results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            using CmdletRunner runner = new();
            return (string)runner.Run(_predict).Output[0];
        })));

        Assert.All(results, result => Assert.Equal("True False", result));
    }

    private static async Task<string[]> RunWithOldYamlAsync(string script)
    {
        ProcessStartInfo start = new("dotnet", [Built.OldYaml, script]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"exit code {process.ExitCode}\n{output}\n{await errors}");
        return output.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
    }
}
