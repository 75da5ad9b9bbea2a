namespace AmlEndpoints.Tests;

/// <summary>Finds the repository's files that tests read.</summary>
internal static class TestData
{
    private static readonly string _root = FindRoot(AppContext.BaseDirectory);

    public static string Images { get; } = At("images");

    public static string ScenarioModel { get; } = Path.Combine(_root, "examples", "endpoint_1", "model");

    public static string At(params string[] names) => Path.Combine([_root, "test_data", .. names]);

    public static string Model(string name) => At("models", name + ".onnx");

    public static byte[] Read(string name) => File.ReadAllBytes(At(name));

    // The output folder may lie anywhere; the tests' own source says where the repository is when it does not.
    private static string FindRoot(string folder, [System.Runtime.CompilerServices.CallerFilePath] string source = "")
    {
        foreach (string start in new[] { folder, Path.GetDirectoryName(source)! })
        {
            for (DirectoryInfo? parent = new(start); parent is not null; parent = parent.Parent)
            {
                if (Directory.Exists(Path.Combine(parent.FullName, "test_data")))
                {
                    return parent.FullName;
                }
            }
        }

        throw new DirectoryNotFoundException($"There is no test_data above {folder}.");
    }
}
