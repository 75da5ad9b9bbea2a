namespace AmlEndpoints.Benchmarks;

/// <summary>The files that are measured with.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Manifest => Path.Combine(Root, "out", "AmlEndpoints", "AmlEndpoints.psd1");

    public static string LocalServer => Path.Combine(Root, "out", "AmlEndpoints", "bin", "dependencies", "AmlEndpoints.LocalServer.dll");

    /// <summary>The benchmarks themselves, to be run as a child.</summary>
    public static string OwnAssembly => typeof(Repository).Assembly.Location;

    public static string Model => Path.Combine(Root, "examples", "endpoint_1", "model");

    public static string Csv => Path.Combine(Root, "test_data", "images.csv");

    public static string JsonRequest => Path.Combine(Root, "test_data", "images_azureml.json");

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "AmlEndpoints.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No folder above '{AppContext.BaseDirectory}' has AmlEndpoints.sln. Run the benchmarks inside the repository.");
    }
}
