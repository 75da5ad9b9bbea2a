using System.Diagnostics;

namespace AmlShell;

/// <summary>Finds the module in the repository this program was built in, and builds it when it is missing.</summary>
internal static class ModuleLocation
{
    private const string Project = "src/AmlEndpoints.Cmdlets/AmlEndpoints.Cmdlets.csproj";

    /// <exception cref="InvalidOperationException">There is no module and it cannot be built.</exception>
    public static string FindOrBuild()
    {
        string root = RepositoryRoot();
        string manifest = Path.Combine(root, "out", "AmlEndpoints", "AmlEndpoints.psd1");
        if (!File.Exists(manifest))
        {
            Build(Path.Combine(root, Project));
        }

        return File.Exists(manifest)
            ? manifest
            : throw new InvalidOperationException($"Building {Project} left no module at '{manifest}'.");
    }

    private static string RepositoryRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "AmlEndpoints.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException(
            $"No folder above '{AppContext.BaseDirectory}' has AmlEndpoints.sln. Run AmlShell inside the repository, or with -NoModule.");
    }

    private static void Build(string project)
    {
        Console.Error.WriteLine("The module is not built yet: building it.");
        ProcessStartInfo start = new("dotnet", ["build", project, "--nologo", "--verbosity", "quiet"]) { RedirectStandardOutput = true };
        using Process build = Process.Start(start)!;

        // Standard output belongs to the script.
        while (build.StandardOutput.ReadLine() is { } line)
        {
            Console.Error.WriteLine(line);
        }

        build.WaitForExit();
        if (build.ExitCode != 0)
        {
            throw new InvalidOperationException($"'dotnet build {project}' failed with exit code {build.ExitCode}.");
        }
    }
}
