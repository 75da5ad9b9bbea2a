namespace AmlEndpoints.Scoring;

/// <summary>Collects rows that come one by one and predicts for all of them at once.</summary>
public sealed class RowScoring
{
    private readonly OnnxModel _model;
    private ScoringRun _run;
    private ObjectRowReader _rows;
    private ImageRowReader? _images;

    /// <summary>Begins with no rows.</summary>
    public RowScoring(OnnxModel model)
    {
        _model = model;
        Begin(out _run, out _rows);
    }

    /// <summary>How many rows wait for their prediction.</summary>
    public int Waiting => _run.Table.Rows;

    /// <summary>Adds a row of values.</summary>
    /// <param name="names">The names of the values; null when they go by position.</param>
    /// <param name="values">Numbers, texts, booleans, null, or lists of them.</param>
    /// <param name="number">The row's number from 1, for messages.</param>
    /// <exception cref="AmlInputException">Columns are missing, or a value does not fit. The row is left out; those before it stay.</exception>
    public void Add(IReadOnlyList<string>? names, IReadOnlyList<object?> values, long number) => _rows.Add(names, values, number);

    /// <summary>Adds an image as a row.</summary>
    /// <exception cref="AmlFileException">The file is not an image.</exception>
    /// <exception cref="AmlInputException">The image does not have the model's size, or the model does not take images.</exception>
    public void AddImage(string path) => (_images ??= new ImageRowReader(_model.Plan, _run.Table)).Add(path);

    /// <summary>Predicts for the rows that wait; none wait afterwards.</summary>
    /// <exception cref="AmlInputException">The model refuses the values.</exception>
    public PredictionBatch Score(PredictionFormat? format, CancellationToken cancellationToken)
    {
        ScoringRun run = _run;
        Begin(out _run, out _rows);
        _model.Run(run, cancellationToken);
        return _model.ToBatch(run, PredictionWriter.Formatter(format));
    }

    private void Begin(out ScoringRun run, out ObjectRowReader rows)
    {
        run = _model.Rent();
        run.Table.Clear();
        rows = new ObjectRowReader(_model.Plan, run.Table);
        _images = null;
    }
}
