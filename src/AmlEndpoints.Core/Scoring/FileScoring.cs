using System.Runtime.CompilerServices;

namespace AmlEndpoints.Scoring;

/// <summary>Predictions for what stands in files.</summary>
public static class FileScoring
{
    /// <summary>Predicts for the rows of a file. CSV of any size takes constant memory; JSON is held in memory as a whole.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file.</param>
    /// <param name="content">What it holds.</param>
    /// <param name="progress">Told how many bytes were read.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The predictions in the order of the rows, in batches; each must be disposed before the next is asked for.</returns>
    /// <exception cref="AmlFileException">The file cannot be read.</exception>
    /// <exception cref="AmlInputException">Its content does not fit the model; the message names the place.</exception>
    public static IAsyncEnumerable<PredictionBatch> ScoreAsync(
        OnnxModel model,
        string path,
        ContentType content,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default) => ScoreAsync(model, path, content, null, progress, cancellationToken);

    /// <summary>Predicts for the rows of files and writes the predictions to a file, which appears only when it is complete.</summary>
    /// <param name="model">The model.</param>
    /// <param name="inputs">The files and what they hold.</param>
    /// <param name="outputPath">The file to write; its ending gives the format. A file that is there is replaced.</param>
    /// <param name="progress">Told how many bytes of all files were read.</param>
    /// <param name="cancellationToken">Stops it; nothing is left behind.</param>
    /// <returns>How many rows were written.</returns>
    /// <exception cref="AmlFileException">A file cannot be read or written.</exception>
    /// <exception cref="AmlInputException">The content of a file does not fit the model.</exception>
    public static async Task<long> WriteAsync(
        OnnxModel model,
        IReadOnlyList<(string Path, ContentType Content)> inputs,
        string outputPath,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default)
    {
        using PredictionFile file = new(outputPath);
        long done = 0;
        foreach ((string path, ContentType content) in inputs)
        {
            long before = done;
            IProgress<long>? step = progress is null ? null : new Offset(progress, before);
            await foreach (PredictionBatch batch in ScoreAsync(model, path, content, PredictionWriter.Formatter(file.Format), step, cancellationToken).ConfigureAwait(false))
            {
                using (batch)
                {
                    await file.WriteAsync(batch, cancellationToken).ConfigureAwait(false);
                }
            }

            done += new FileInfo(path).Length;
        }

        return await file.KeepAsync(cancellationToken).ConfigureAwait(false);
    }

    private sealed class Offset(IProgress<long> total, long before) : IProgress<long>
    {
        public void Report(long value) => total.Report(before + value);
    }

    /// <summary>Predicts for the rows of a file, and makes something of the predictions on the threads that scored them.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file.</param>
    /// <param name="content">What it holds.</param>
    /// <param name="finish">Makes <see cref="PredictionBatch.Result"/> of each batch's predictions; called from several threads.</param>
    /// <param name="progress">Told how many bytes were read.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="AmlFileException">The file cannot be read.</exception>
    /// <exception cref="AmlInputException">Its content does not fit the model; the message names the place.</exception>
    public static async IAsyncEnumerable<PredictionBatch> ScoreAsync(
        OnnxModel model,
        string path,
        ContentType content,
        Func<Predictions, object>? finish,
        IProgress<long>? progress,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (content != ContentType.Csv)
        {
            yield return await Task.Run(() => ScoreWhole(model, path, content, finish, cancellationToken), cancellationToken).ConfigureAwait(false);
            yield break;
        }

        using FileStream file = Open(path);
        await using IAsyncEnumerator<PredictionBatch> batches = CsvScoring.ScoreAsync(model, file, finish, progress, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await NextAsync(batches, path).ConfigureAwait(false))
        {
            yield return batches.Current;
        }
    }

    private static async ValueTask<bool> NextAsync(IAsyncEnumerator<PredictionBatch> batches, string path)
    {
        try
        {
            return await batches.MoveNextAsync().ConfigureAwait(false);
        }
        catch (AmlInputException error)
        {
            throw error.In(path);
        }
        catch (IOException error)
        {
            throw new AmlFileException(FileErrors.AccessFailed, error.Message, path, innerException: error);
        }
    }

    private static PredictionBatch ScoreWhole(OnnxModel model, string path, ContentType content, Func<Predictions, object>? finish, CancellationToken cancellationToken)
    {
        ScoringRun run = model.Rent();
        run.Table.Clear();
        try
        {
            if (content == ContentType.Image)
            {
                new ImageRowReader(model.Plan, run.Table).Add(path);
            }
            else
            {
                model.JsonReader.Read(ReadAll(path), run.Table);
            }

            model.Run(run, cancellationToken);
            return model.ToBatch(run, finish);
        }
        catch (AmlInputException error)
        {
            throw error.In(path);
        }
    }

    internal static byte[] ReadAll(string path)
    {
        using FileStream file = Open(path);
        if (file.Length > Array.MaxLength)
        {
            throw new AmlFileException(FileErrors.AccessFailed, "a JSON file is held in memory as a whole, and this one is larger than 2 GB. Give the rows as CSV, which is read in parts.", path);
        }

        byte[] text = GC.AllocateUninitializedArray<byte>((int)file.Length);
        file.ReadExactly(text);
        return text;
    }

    internal static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new AmlFileException(FileErrors.NotFound, "there is no such file.", path, innerException: error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new AmlFileException(FileErrors.AccessFailed, Directory.Exists(path) ? "this is a folder, not a file." : error.Message, path, innerException: error);
        }
    }
}
