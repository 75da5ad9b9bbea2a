using System.Buffers;
using System.Management.Automation;
using System.Text;
using AmlEndpoints.Scoring;

namespace AmlEndpoints.Prediction;

/// <summary>Predicts from files, or from what comes through the pipeline: with a model in this process, or with an online endpoint.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "AmlPrediction", DefaultParameterSetName = "Pipeline", SupportsShouldProcess = true)]
[OutputType(typeof(PredictionRecord), typeof(string), typeof(AmlResponse))]
public sealed partial class InvokeAmlPredictionCommand : AmlCommand
{
    // Enough rows for one run of a small model to be worth it, few enough that the first answers come soon.
    private const int RowsAtOnce = 256;

    private readonly List<(string Path, ContentType Content)> _files = [];
    private readonly ArrayBufferWriter<byte> _raw = new();
    private readonly FileProgress _progress;
    private OnnxModel? _model;
    private RowScoring? _rows;
    private EndpointPredictions? _endpoint;
    private PredictionFile? _output;
    private string? _outputPath;
    private bool _hasRows;
    private long _inputs;
    private long _rawRows;

    /// <summary>Creates the command.</summary>
    public InvokeAmlPredictionCommand() => _progress = new FileProgress(this);

    /// <inheritdoc/>
    protected override async Task BeginAsync(CancellationToken cancellationToken)
    {
        if (OutputPath is not null)
        {
            _outputPath = this.Resolve(OutputPath);
            _ = ContentTypes.FormatOf(_outputPath);
            if (NoClobber && File.Exists(_outputPath))
            {
                ThrowTerminatingError(ErrorRecords.WouldOverwrite(_outputPath));
            }
        }

        if (_outputPath is not null && !ShouldProcess(_outputPath, "Write predictions"))
        {
            return;
        }

        if (ParameterSetName is EndpointSet or UriSet)
        {
            await ConnectAsync(cancellationToken);
            return;
        }

        _model = OnnxModel.Load(this.Resolve(ModelPath));
        _rows = new RowScoring(_model);
        WriteVerbose($"Loaded {_model.ModelPath}: {string.Join("; ", _model.Describe())}");
        _output = _outputPath is null || InputPath.Length + LiteralPath.Length > 0 ? null : new PredictionFile(_outputPath);
    }

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        if (_model is null && _endpoint is null)
        {
            return;
        }

        if (InputPath.Length + LiteralPath.Length == 0)
        {
            await TakeInputAsync(cancellationToken);
            return;
        }

        List<string> files = [.. InputPath.SelectMany(path => this.Expand(path, literal: false)), .. LiteralPath.SelectMany(path => this.Expand(path, literal: true))];
        files.ForEach(_progress.Add);
        foreach (string file in files)
        {
            await TryAsync(() => TakeFileAsync(file, ContentType ?? ContentTypes.Of(file), cancellationToken));
        }
    }

    /// <inheritdoc/>
    protected override async Task EndAsync(CancellationToken cancellationToken)
    {
        if (_endpoint is not null)
        {
            await CompleteEndpointAsync(_endpoint, cancellationToken);
            return;
        }

        if (_model is null)
        {
            return;
        }

        if (_files.Count > 0)
        {
            await FileScoring.WriteAsync(_model, _files, _outputPath!, _progress.Begin(), cancellationToken);
            _progress.Complete();
            return;
        }

        _progress.Complete();
        await ScoreRowsAsync(cancellationToken);
        await KeepOutputAsync(cancellationToken);

        if (Raw && _rawRows > 0)
        {
            WriteObject(PredictionText.Wrap(_model, Encoding.UTF8.GetString(_raw.WrittenSpan)));
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _output?.Dispose();
        _model?.Dispose();
        base.Dispose(disposing);
    }

    private async Task TakeInputAsync(CancellationToken cancellationToken)
    {
        _inputs++;
        switch (PipelineRow.From(InputObject))
        {
            case null when InputObject is null && !MyInvocation.ExpectingInput:
                ThrowTerminatingError(ErrorRecords.NoInput());
                break;
            case null:
                WriteError(ErrorRecords.NotARow(InputObject?.BaseObject));
                break;
            case { File: { } file } when ContentTypes.Of(file) is var content && content != Scoring.ContentType.Image:
                await ScoreRowsAsync(cancellationToken);
                _progress.Add(file);
                await TakeFileAsync(file, content, cancellationToken);
                break;
            case { File: { } image } when _endpoint is null:
                _rows!.AddImage(image);
                break;
            case { File: { } image }:
                await _endpoint.AddAsync(image, Scoring.ContentType.Image, cancellationToken);
                break;
            case PipelineRow row when _endpoint is null:
                _rows!.Add(row.Names, row.Values, _inputs);
                break;
            case PipelineRow row:
                await _endpoint.AddAsync(row, cancellationToken);
                break;
        }

        if (_endpoint is not null)
        {
            return;
        }

        if (_files.Count > 0 && (_hasRows || _rows!.Waiting > 0))
        {
            ThrowTerminatingError(ErrorRecords.MixedInput());
        }

        if (_rows!.Waiting >= RowsAtOnce)
        {
            await ScoreRowsAsync(cancellationToken);
        }
    }

    private async Task TakeFileAsync(string path, ContentType content, CancellationToken cancellationToken)
    {
        if (_endpoint is not null)
        {
            await _endpoint.AddAsync(path, content, cancellationToken);
            return;
        }

        if (_outputPath is not null)
        {
            _files.Add((path, content));
            return;
        }

        await foreach (PredictionBatch batch in FileScoring.ScoreAsync(_model!, path, content, Raw ? null : PredictionObjects.CreateAll, _progress.Begin(), cancellationToken))
        {
            using (batch)
            {
                Give(batch);
            }
        }

        _progress.End(path);
    }

    private async Task KeepOutputAsync(CancellationToken cancellationToken)
    {
        if (_output is { HasRows: true })
        {
            await _output.KeepAsync(cancellationToken);
        }
        else if (_output is not null)
        {
            WriteWarning($"There were no rows to predict for, and {_outputPath} was not written.");
        }
    }

    private async Task ScoreRowsAsync(CancellationToken cancellationToken)
    {
        if (_rows is not { Waiting: > 0 })
        {
            return;
        }

        _hasRows = true;
        using PredictionBatch batch = await Task.Run(() => _rows.Score(_output?.Format, cancellationToken), cancellationToken);
        if (_output is not null)
        {
            await _output.WriteAsync(batch, cancellationToken);
        }
        else
        {
            Give(batch);
        }
    }

    private void Give(PredictionBatch batch)
    {
        if (!Raw)
        {
            foreach (PredictionRecord record in (PredictionRecord[]?)batch.Result ?? PredictionObjects.CreateAll(batch.Predictions))
            {
                WriteObject(record);
            }

            return;
        }

        for (int row = 0; row < batch.Predictions.Rows; row++)
        {
            _raw.Write(_rawRows++ > 0 ? ", "u8 : default);
            batch.Predictions.WriteRecord(row, _raw);
        }
    }
}
