using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using AmlEndpoints.Models;
using AmlEndpoints.Scoring;

namespace AmlEndpoints.Tests;

/// <summary>A loaded model and the few things that tests do with it.</summary>
internal sealed class TestModel : IDisposable
{
    private readonly TemporaryFolder? _folder;

    private TestModel(OnnxModel model, TemporaryFolder? folder) => (Model, _folder) = (model, folder);

    public OnnxModel Model { get; }

    /// <summary>A model of test_data/models.</summary>
    public static TestModel Named(string name) => new(OnnxModel.Load(TestData.Model(name)), null);

    /// <summary>A model that gives back its tensors.</summary>
    public static TestModel OfTensors(params GraphInput[] inputs) => Create(Graph.Identity(inputs), null);

    /// <summary>A model that gives back one tensor made of the columns, each given as "name: type" or "name: type?".</summary>
    public static TestModel OfColumns(string elementType, params string[] columns) =>
        Create(Graph.Identity(new GraphInput("x", elementType, -1, columns.Length)), [.. columns.Select(Column)]);

    /// <summary>A model that gives back columns that have an input each.</summary>
    public static TestModel OfInputs(params (string Column, string ElementType)[] columns) =>
        Create(
            Graph.Identity([.. columns.Select(column => new GraphInput(Column(column.Column).Name!, column.ElementType, -1, 1))]),
            [.. columns.Select(column => Column(column.Column))]);

    /// <summary>A model of the given bytes with the given signature.</summary>
    public static TestModel Create(byte[] onnx, IReadOnlyList<SignatureField>? inputs, [CallerMemberName] string test = "")
    {
        TemporaryFolder folder = new(test);
        folder.Write("model.onnx", onnx);
        string signature = inputs is null ? "" : $"signature:\n  inputs: '{SignatureWriter.Write(inputs)}'\n";
        folder.Write(MlflowModel.FileName, $"flavors:\n  onnx:\n    data: model.onnx\n{signature}");
        try
        {
            return new TestModel(OnnxModel.Load(folder.Path), folder);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    public static ColumnSpec Column(string text)
    {
        string[] parts = text.Split(": ");
        bool optional = parts[1].EndsWith('?');
        Assert.True(DataTypeNames.TryParse(parts[1].TrimEnd('?'), out DataType type));
        return new ColumnSpec(parts[0], new ScalarColumnType(type), !optional);
    }

    /// <summary>The answer to a request.</summary>
    public string Score(string json) => Score(Encoding.UTF8.GetBytes(json));

    public string Score(byte[] json)
    {
        ArrayBufferWriter<byte> response = new();
        Model.ScoreJson(json, response);
        return Encoding.UTF8.GetString(response.WrittenSpan);
    }

    /// <summary>The answer to a CSV text.</summary>
    public string ScoreCsv(string csv) => ScoreCsv(Encoding.UTF8.GetBytes(csv));

    public string ScoreCsv(byte[] csv) =>
        $"[{string.Join(", ", CsvScoring.ScoreAsync(Model, new MemoryStream(csv), null, null, default).ToBlockingEnumerable().Select(Records))}]";

    /// <summary>The records of a batch, which is disposed.</summary>
    public static string Records(PredictionBatch batch)
    {
        using (batch)
        {
            ArrayBufferWriter<byte> text = new();
            PredictionWriter.Format(batch.Predictions, PredictionFormat.Json, text);
            return Encoding.UTF8.GetString(text.WrittenSpan);
        }
    }

    /// <summary>The error that a request gives.</summary>
    public AmlInputException Refuse(string json) => Assert.Throws<AmlInputException>(() => Score(json));

    /// <summary>The error that a CSV text gives.</summary>
    public AmlInputException RefuseCsv(string csv) => Assert.Throws<AmlInputException>(() => ScoreCsv(csv));

    public void Dispose()
    {
        Model.Dispose();
        _folder?.Dispose();
    }
}
