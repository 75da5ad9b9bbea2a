using System.Runtime.CompilerServices;

namespace AmlEndpoints.LocalServer.Tests.Support;

/// <summary>Finds the repository's files that tests read.</summary>
internal static class TestData
{
    private static readonly string _root = FindRoot(AppContext.BaseDirectory);

    /// <summary>The folder of the example's model.</summary>
    public static string ExampleModel { get; } = Path.Combine(_root, "examples", "endpoint_1", "model");

    /// <summary>Two images in the form that Azure takes.</summary>
    public static byte[] Images { get; } = File.ReadAllBytes(Path.Combine(_root, "test_data", "images_azureml.json"));

    /// <summary>The script that runs Microsoft's Python SDKs against a server.</summary>
    public static string CompatibilityScript { get; } = Path.Combine(_root, "tests", "compatibility", "azure_ai_ml.py");

    /// <summary>A model of test_data/models.</summary>
    public static string Model(string name) => Path.Combine(_root, "test_data", "models", name + ".onnx");

    /// <summary>A sample of the service's protocol.</summary>
    public static string Wire(string name) => Path.Combine(_root, "test_data", "wire", name);

    // The output folder may lie anywhere; the tests' own source says where the repository is when it does not.
    private static string FindRoot(string folder, [CallerFilePath] string source = "")
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
