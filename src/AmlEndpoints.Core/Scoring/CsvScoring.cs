using System.Runtime.CompilerServices;

namespace AmlEndpoints.Scoring;

/// <summary>Predicts for CSV of any size: blocks are read in order, parsed and scored side by side, and given back in order.</summary>
internal static class CsvScoring
{
    // The cores have work while the caller is busy with the batches that are done.
    private const int BlocksPerCore = 4;

    /// <summary>Predicts for all rows.</summary>
    /// <param name="model">The model.</param>
    /// <param name="csv">The text: a header, then a row a record.</param>
    /// <param name="finish">Makes something of each batch's predictions where they were scored, or null.</param>
    /// <param name="progress">Told how many bytes were read.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="AmlInputException">There are no rows, columns are missing, or a value does not fit.</exception>
    public static async IAsyncEnumerable<PredictionBatch> ScoreAsync(
        OnnxModel model,
        Stream csv,
        Func<Predictions, object>? finish,
        IProgress<long>? progress,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        CsvBlockReader reader = new(csv);
        RowBinding? binding = null;
        int start = 0;
        long rows = 0;
        int most = BlocksPerCore * Environment.ProcessorCount;
        Queue<(CsvBlock Block, int Start, Task<PredictionBatch> Work)> inFlight = new();
        bool more = true;
        try
        {
            while (more || inFlight.Count > 0)
            {
                while (more && inFlight.Count < most)
                {
                    CsvBlock? block = reader.Read();
                    more = block is not null;
                    if (block is not null)
                    {
                        RowBinding layout = binding ?? ReadHeader(model, block, out start);
                        inFlight.Enqueue((block, start, Start(model, block, start, layout, finish, cancellationToken)));
                        (binding, start) = (layout, 0);
                    }
                }

                if (inFlight.TryDequeue(out (CsvBlock Block, int Start, Task<PredictionBatch> Work) next))
                {
                    using CsvBlock block = next.Block;
                    PredictionBatch batch = await Finish(model, next, binding!, rows).ConfigureAwait(false);
                    rows += batch.Predictions.Rows;
                    progress?.Report(reader.BytesRead);
                    yield return batch;
                }
            }
        }
        finally
        {
            // A batch may still read from its block: memory goes back to the pool only when its work has ended.
            foreach ((CsvBlock block, _, Task<PredictionBatch> work) in inFlight)
            {
                await work.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default).ConfigureAwait(false);
                block.Dispose();
            }
        }

        if (rows == 0)
        {
            throw new AmlInputException(InputErrors.Empty, binding is null ? "there is no text: it is empty." : "there are no rows below the header.");
        }
    }

    private static RowBinding ReadHeader(OnnxModel model, CsvBlock block, out int end)
    {
        CsvCells csv = new(block.Text);
        List<string> names = CsvRowReader.ReadHeader(ref csv);
        ThrowIfNoHeader(names, model.Plan);
        end = csv.Position;
        return model.Plan.Bind(names, names.Count);
    }

    // Where columns go by position, a file without a header would lose its first row unseen.
    private static void ThrowIfNoHeader(List<string> names, InputPlan plan)
    {
        bool numbers = names.TrueForAll(name => Utf8Number.TryParse(System.Text.Encoding.UTF8.GetBytes(name), out double _));
        bool labels = !names.Where((name, index) => name != index.ToString(System.Globalization.CultureInfo.InvariantCulture)).Any();
        if (numbers && !labels && plan.ColumnNames is null)
        {
            throw new AmlInputException(InputErrors.InvalidCsv, "line 1: the CSV seems to have no header: its first record is all numbers. Put the columns' names above them.");
        }
    }

    private static Task<PredictionBatch> Start(OnnxModel model, CsvBlock block, int start, RowBinding binding, Func<Predictions, object>? finish, CancellationToken cancellationToken) =>
        Task.Run(() => Score(model, block, start, binding, finish, cancellationToken), cancellationToken);

    private static PredictionBatch Score(OnnxModel model, CsvBlock block, int start, RowBinding binding, Func<Predictions, object>? finish, CancellationToken cancellationToken)
    {
        ScoringRun run = model.Rent();
        CsvRowReader.Read(block, start, model.Plan, binding, run.Table, 0);
        model.Run(run, cancellationToken);
        return model.ToBatch(run, finish);
    }

    private static async Task<PredictionBatch> Finish(OnnxModel model, (CsvBlock Block, int Start, Task<PredictionBatch> Work) next, RowBinding binding, long rows)
    {
        try
        {
            return await next.Work.ConfigureAwait(false);
        }
        catch (AmlInputException error) when (error.Code != InputErrors.ModelFailed && rows > 0)
        {
            // The block did not know how many rows stand before it; read again, the message does.
            ScoringRun run = model.Rent();
            CsvRowReader.Read(next.Block, next.Start, model.Plan, binding, run.Table, rows);
            throw;
        }
    }
}
