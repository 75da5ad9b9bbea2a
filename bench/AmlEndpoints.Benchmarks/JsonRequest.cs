using System.Buffers;
using AmlEndpoints.Models;
using AmlEndpoints.Scoring;
using Microsoft.ML.OnnxRuntime;

namespace AmlEndpoints.Benchmarks;

/// <summary>The scenario's request and the loaded model, as a server would hold them.</summary>
internal sealed class JsonRequest : IDisposable
{
    private const int Images = 2;

    private readonly OnnxModel _model = OnnxModel.Load(Repository.Model);
    private readonly ArrayBufferWriter<byte> _response = new();
    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly OrtValue[] _inputs;

    public JsonRequest()
    {
        // The same options as the model's own session.
        MlflowModel folder = MlflowModel.Read(Repository.Model);
        _session = OnnxSession.Open(folder.OnnxPath, folder);
        Random random = new(1);
        float[] pixels = [.. Enumerable.Range(0, Images * ImageCsv.Columns).Select(_ => Math.Max(0, random.Next(-256, 256)) / 255f)];
        _inputs = [OrtValue.CreateTensorValueFromMemory(pixels, [Images, ImageCsv.Columns])];
    }

    public byte[] Text { get; } = File.ReadAllBytes(Repository.JsonRequest);

    /// <summary>From the request's bytes to the response's.</summary>
    public void Score()
    {
        _response.ResetWrittenCount();
        _model.ScoreJson(Text, _response);
    }

    /// <summary>ONNX Runtime alone, with the tensor made before and the scores left where they are.</summary>
    public void RunOnly() => _session.Run(_options, _session.InputNames, _inputs, _session.OutputNames).Dispose();

    public void Dispose()
    {
        _inputs[0].Dispose();
        _options.Dispose();
        _session.Dispose();
        _model.Dispose();
    }
}
