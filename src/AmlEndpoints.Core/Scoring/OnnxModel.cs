using System.Buffers;
using System.Collections.Concurrent;
using AmlEndpoints.Models;
using Microsoft.ML.OnnxRuntime;

namespace AmlEndpoints.Scoring;

/// <summary>
/// A model that is ready to predict: an MLflow model folder with the onnx flavor, or a bare ONNX file, loaded into ONNX
/// Runtime. It can be used by several threads at once.
/// </summary>
public sealed class OnnxModel : IDisposable
{
    private readonly InferenceSession _session;
    private readonly IReadOnlyList<GraphValue> _outputs;
    private readonly string[] _inputNames;
    private readonly string[] _outputNames;
    private readonly ConcurrentBag<ScoringRun> _idle = [];

    private OnnxModel(string path, MlflowModel? folder, InferenceSession session)
    {
        (ModelPath, Folder, _session) = (path, folder, session);
        Inputs = [.. session.InputNames.Select(name => GraphValue.From(name, session.InputMetadata[name]))];
        _outputs = [.. session.OutputNames.Select(name => GraphValue.From(name, session.OutputMetadata[name]))];
        _inputNames = [.. session.InputNames];
        _outputNames = [.. session.OutputNames];
        try
        {
            Plan = InputPlanner.Plan(folder?.Signature, Inputs);
        }
        catch (FormatException error)
        {
            string file = folder is null ? path : Path.Combine(folder.Folder, MlflowModel.FileName);
            throw new AmlFileException(FileErrors.SignatureMismatch, $"{error.Message}.", file, innerException: error);
        }

        JsonReader = new JsonRequestReader(Plan);
    }

    /// <summary>The folder or file it was loaded from.</summary>
    public string ModelPath { get; }

    /// <summary>What the MLmodel file says; null for a bare ONNX file.</summary>
    public MlflowModel? Folder { get; }

    /// <summary>The inputs and outputs of the graph, for people.</summary>
    public IEnumerable<string> Describe() => [.. Inputs.Select(input => $"in {input}"), .. Outputs.Select(output => $"out {output}")];

    internal IReadOnlyList<GraphValue> Inputs { get; }

    internal IReadOnlyList<GraphValue> Outputs => _outputs;

    internal InputPlan Plan { get; }

    internal JsonRequestReader JsonReader { get; }

    /// <summary>Loads a model.</summary>
    /// <param name="path">An MLflow model folder, or an ONNX file.</param>
    /// <exception cref="AmlFileException">The path does not exist, has no onnx flavor, cannot be loaded, or its signature does not fit the graph.</exception>
    public static OnnxModel Load(string path)
    {
        MlflowModel? folder = File.Exists(path) ? null : MlflowModel.Read(path);
        InferenceSession session = OnnxSession.Open(folder?.OnnxPath ?? path, folder);
        try
        {
            return new OnnxModel(path, folder, session);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Predicts for a request in one of the JSON dialects and writes the records as a JSON list, as MLflow prints them.</summary>
    /// <param name="request">The request, UTF-8.</param>
    /// <param name="response">Where the list of records goes, UTF-8.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    /// <exception cref="AmlInputException">The request is not valid, or the model refuses its values.</exception>
    public void ScoreJson(ReadOnlySpan<byte> request, IBufferWriter<byte> response, CancellationToken cancellationToken = default)
    {
        ScoringRun run = Rent();
        JsonReader.Read(request, run.Table);
        Run(run, cancellationToken);
        PredictionText.WriteList(run.Predictions, response);
        Return(run);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_idle.TryTake(out ScoringRun? run))
        {
            run.Dispose();
        }

        _session.Dispose();
    }

    /// <summary>Takes buffers for a run. After an error they are simply dropped.</summary>
    internal ScoringRun Rent() => _idle.TryTake(out ScoringRun? run) ? run : new ScoringRun(Plan, _outputs);

    /// <summary>Makes the batch of a run, and of its predictions what is asked for.</summary>
    internal PredictionBatch ToBatch(ScoringRun run, Func<Predictions, object>? finish) => new(this, run, finish?.Invoke(run.Predictions));

    /// <summary>Gives buffers back for the next run.</summary>
    internal void Return(ScoringRun run) => _idle.Add(run);

    /// <summary>Predicts for the rows in the table.</summary>
    /// <exception cref="AmlInputException">The model refuses the values.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    internal void Run(ScoringRun run, CancellationToken cancellationToken)
    {
        int rows = run.Table.Rows;
        int step = Plan.FixedRows ?? rows;
        run.Predictions.Clear();
        for (int filled = rows; step > 0 && filled % step != 0; filled++)
        {
            // A graph that takes so many rows at once gets copies of the last one; their answers are dropped.
            run.Table.RepeatLastRow();
        }

        // A stop that came after the end of an earlier run is not meant for this one.
        run.Options.Terminate = false;
        using CancellationTokenRegistration stop = cancellationToken.CanBeCanceled
            ? cancellationToken.UnsafeRegister(static options => ((RunOptions)options!).Terminate = true, run.Options)
            : default;
        for (int first = 0; first < rows; first += step)
        {
            RunRows(run, first, step, cancellationToken);
        }

        run.Table.SetRows(rows);
        run.Predictions.Keep(rows);
    }

    private void RunRows(ScoringRun run, int first, int rows, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            for (int index = 0; index < Inputs.Count; index++)
            {
                TensorBuffer tensor = run.Table.Tensors[index];
                long[] shape = run.ShapeOf(index, Inputs[index], rows);
                run.Values[index] = tensor.ToOrtValue(shape, first * tensor.Stride);
            }

            using IDisposableReadOnlyCollection<OrtValue> results = _session.Run(run.Options, _inputNames, run.Values, _outputNames);
            run.Predictions.Append(results, rows);
        }
        catch (OnnxRuntimeException error)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new AmlInputException(InputErrors.ModelFailed, $"the model failed on these values. ONNX Runtime says: {OnnxSession.Explain(error)}", innerException: error);
        }
    }
}
