using System.Text;
using AmlEndpoints.Online;
using AmlEndpoints.Requests;
using AmlEndpoints.Scoring;

namespace AmlEndpoints.Prediction;

/// <summary>Gets predictions of an endpoint: makes requests of rows and files, sends some of them side by side, and gives the answers in the order of the rows.</summary>
internal sealed class EndpointPredictions(EndpointScoring scoring, RequestDialect dialect, int batchSize, int throttleLimit, Func<Func<Task>, Task> tryAsync, Func<ScoringResponse, Task> giveAsync)
{
    // What C's %.6f and pandas' to_json write: as ConvertTo-AmlRequest does.
    private const int ImageDecimals = 10;

    private readonly Queue<Task<ScoringResponse>> _sent = [];
    private RequestTable _table = new();

    /// <summary>Adds a row to the next request.</summary>
    public async Task AddAsync(PipelineRow row, CancellationToken cancellationToken)
    {
        _table.Add(row.Names, row.Values);
        await SendFullAsync(cancellationToken);
    }

    /// <summary>Adds a file: the rows of CSV, the pixels of an image; JSON is a request itself.</summary>
    public async Task AddAsync(string path, ContentType content, CancellationToken cancellationToken)
    {
        switch (content)
        {
            case ContentType.Image:
                _table.AddImage(path, ImageDecimals, keepZeros: false);
                await SendFullAsync(cancellationToken);
                break;
            case ContentType.Csv:
                await SendRestAsync(cancellationToken);
                RequestTable table = new();
                table.AddCsv(path);
                await SendAsync(table, cancellationToken);
                break;
            default:
                await SendRestAsync(cancellationToken);
                await SendAsync(await RequestFile.ReadAsync(path, cancellationToken), "application/json", cancellationToken);
                break;
        }
    }

    /// <summary>Sends what is left, and waits for all answers.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        await SendRestAsync(cancellationToken);
        while (_sent.Count > 0)
        {
            await GiveNextAsync();
        }
    }

    private Task SendFullAsync(CancellationToken cancellationToken) => _table.Count < batchSize ? Task.CompletedTask : SendRestAsync(cancellationToken);

    private async Task SendRestAsync(CancellationToken cancellationToken)
    {
        RequestTable table = _table;
        _table = new RequestTable();
        await SendAsync(table, cancellationToken);
    }

    private async Task SendAsync(RequestTable table, CancellationToken cancellationToken)
    {
        string mediaType = dialect == RequestDialect.Csv ? "text/csv" : "application/json";
        foreach (string request in RequestWriter.WriteBatches(table, dialect, batchSize))
        {
            await SendAsync(Encoding.UTF8.GetBytes(request), mediaType, cancellationToken);
        }
    }

    private async Task SendAsync(ReadOnlyMemory<byte> request, string mediaType, CancellationToken cancellationToken)
    {
        while (_sent.Count >= throttleLimit)
        {
            await GiveNextAsync();
        }

        _sent.Enqueue(scoring.ScoreAsync(request, mediaType, cancellationToken));
    }

    // A request that failed is an error, and those behind it are still answered.
    private Task GiveNextAsync()
    {
        Task<ScoringResponse> next = _sent.Dequeue();
        return tryAsync(async () => await giveAsync(await next));
    }
}
