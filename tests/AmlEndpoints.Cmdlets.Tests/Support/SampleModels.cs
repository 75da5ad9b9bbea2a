namespace AmlEndpoints.Tests.Support;

/// <summary>Model folders and inputs that many tests read; made once by the module itself.</summary>
public sealed class SampleModels : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SampleModels()
    {
        using CmdletRunner runner = new(_folder.FullName);
        runner.Set("models", Built.TestData("models"));
        runner.Run("""
            $null = Export-AmlModel $models/multi_input.onnx score -ColumnName age, income
            $null = Export-AmlModel $models/int64.onnx ids -ColumnName id -ColumnType long
            """);
        Assert.Empty(runner.Errors);
        Directory.CreateDirectory(_folder.At("model"));
        Directory.CreateDirectory(_folder.At("folder.csv"));
        _folder.Write("good.csv", "age,income\n1,1000\n2,2000\n");
    }

    /// <summary>The folder with <c>score</c> (0.5 age + 0.001 income), <c>ids</c> (long in, the same out) <c>good.csv</c> for the first, and two empty folders.</summary>
    public string FullName => _folder.FullName;

    internal IEnumerable<string> Names => _folder.Names;

    internal string Write(string name, string text) => _folder.Write(name, text);

    internal string Write(string name, byte[] bytes) => _folder.Write(name, bytes);

    internal string At(params string[] names) => _folder.At(names);

    public void Dispose() => _folder.Dispose();
}
