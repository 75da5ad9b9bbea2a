using System.Buffers;
using System.Text;
using AmlEndpoints.Scoring;

namespace AmlEndpoints.LocalServer.Scoring;

/// <summary>
/// Predicts for requests in the one dialect that Azure ML takes, <c>{"input_data": …}</c>, and refuses others as its inference server does.
/// Thread-safe.
/// </summary>
internal sealed class InputDataScorer(OnnxModel model)
{
    private const int MostKeysInMessage = 3;

    private readonly InputDataForm _form = InputDataForm.Of(model);

    /// <summary>The model.</summary>
    public OnnxModel Model => model;

    /// <summary>Predicts.</summary>
    /// <param name="body">The request, UTF-8.</param>
    /// <param name="answer">Gets the JSON list of records; empty before.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    /// <returns>Null, or why there is no answer.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public Refusal? Score(ReadOnlySpan<byte> body, PooledBuffer answer, CancellationToken cancellationToken)
    {
        if (body.IsEmpty)
        {
            return Refusal.BadRequest(InputErrors.Empty, $"POST body is empty. Expecting a JSON dictionary. Send {_form.Example}.");
        }

        try
        {
            if (!BeginsAsExpected(body))
            {
                return Examine(body, null, answer, cancellationToken);
            }

            model.ScoreJson(body, answer, cancellationToken);
            return null;
        }
        catch (AmlInputException error)
        {
            answer.Clear();
            return Examine(body, error, answer, cancellationToken);
        }
    }

    // Nearly every request has input_data as its first member: only others are read twice.
    private bool BeginsAsExpected(ReadOnlySpan<byte> body)
    {
        JsonCursor json = new(body);
        return json.TryTake((byte)'{')
            && json.Peek() == (byte)'"'
            && json.TakeString().SequenceEqual("input_data"u8)
            && json.TryTake((byte)':')
            && _form.First.AsSpan().Contains(json.Peek());
    }

    private Refusal? Examine(ReadOnlySpan<byte> body, AmlInputException? error, PooledBuffer answer, CancellationToken cancellationToken)
    {
        Range value;
        List<string> keys = [];
        try
        {
            body = body[ByteOrderMark.LengthIn(body)..];
            JsonCursor json = new(body);
            json.SkipValue();
            json.End();
            json.MoveTo(0);
            if (json.Peek() != (byte)'{')
            {
                return Refusal.BadRequest(InputErrors.UnknownDialect, $"POST body should be a JSON dictionary. Send {_form.Example}.");
            }

            value = FindInputData(ref json, keys);
        }
        catch (AmlInputException invalid)
        {
            return Refusal.BadRequest(invalid.Code, $"POST body could not be decoded as JSON: {invalid.Problem}");
        }

        if (value.Equals(default))
        {
            string given = keys.Count == 0 ? "nothing" : string.Join(", ", keys.Take(MostKeysInMessage).Select(key => $"'{key}'"));
            return Refusal.BadRequest(InputErrors.UnknownDialect, $"A value is not provided for the 'input_data' parameter. Send {_form.Example}; the body has {given}.");
        }

        ReadOnlySpan<byte> inputData = body[value];
        return !_form.First.AsSpan().Contains(inputData[0]) ? Refusal.Model(InputErrors.UnknownDialect, $"input_data does not have the form that the model's signature asks for. Send {_form.Example}.")
            : error is not null && keys.Count == 1 ? Refuse(error, answer)
            : ScoreAlone(inputData, answer, cancellationToken);
    }

    // Of several members of the same name the last one counts, as in Python's json.loads.
    private static Range FindInputData(ref JsonCursor json, List<string> keys)
    {
        Range found = default;
        json.Take((byte)'{');
        for (bool more = !json.TryTake((byte)'}'); more; more = json.TakeNext((byte)'}'))
        {
            keys.Add(Encoding.UTF8.GetString(json.TakeString()));
            json.Take((byte)':');
            json.Peek();
            int start = json.Position;
            json.SkipValue();
            found = keys[^1] == "input_data" ? start..json.Position : found;
        }

        return found;
    }

    // Other members are passed over, even those that would be a request of another dialect.
    private Refusal? ScoreAlone(ReadOnlySpan<byte> inputData, PooledBuffer answer, CancellationToken cancellationToken)
    {
        using PooledBuffer request = new();
        request.Write("{\"input_data\":"u8);
        request.Write(inputData);
        request.Write("}"u8);
        try
        {
            model.ScoreJson(request.Written.Span, answer, cancellationToken);
            return null;
        }
        catch (AmlInputException error)
        {
            return Refuse(error, answer);
        }
    }

    // Azure ML takes a table without rows and answers with none.
    private Refusal? Refuse(AmlInputException error, PooledBuffer answer)
    {
        answer.Clear();
        if (error.Code == InputErrors.Empty && model.Plan.Columns is not null)
        {
            answer.Write("[]"u8);
            return null;
        }

        return Refusal.Model(error.Code, error.Message);
    }
}
