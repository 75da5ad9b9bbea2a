using System.Management.Automation;
using AmlEndpoints.Online;
using AmlEndpoints.Scoring;

namespace AmlEndpoints.Prediction;

/// <summary>Predictions as PowerShell objects: one a row, with the properties of the record in their order.</summary>
internal static class PredictionObjects
{
    /// <summary>The objects for all rows. It may be called on any thread: they are a part of the work for a large file.</summary>
    public static PredictionRecord[] CreateAll(Predictions predictions)
    {
        PredictionRecord[] records = new PredictionRecord[predictions.Rows];
        Func<Predictions, int, PredictionRecord> create = RecordType.FactoryFor(predictions);
        for (int row = 0; row < records.Length; row++)
        {
            records[row] = create(predictions, row);
        }

        return records;
    }

    /// <summary>The objects for all rows of an endpoint's answer.</summary>
    public static PredictionRecord[] CreateAll(PredictionAnswer answer)
    {
        Func<object?[], PredictionRecord> create = RecordType.FactoryFor(answer);
        return [.. answer.Rows.Select(create)];
    }

    /// <summary>A value that is no single number or text: a list, or a map as an object.</summary>
    public static object? GetValue(Predictions predictions, int row, int column) => Wrap(predictions.GetValue(row, column));

    /// <summary>A map as an object; everything else as it is.</summary>
    public static object? Wrap(object? value)
    {
        if (value is not KeyValuePair<string, object?>[] map)
        {
            return value is object?[] list ? Array.ConvertAll(list, Wrap) : value;
        }

        PSObject record = new();
        foreach ((string key, object? item) in map)
        {
            record.Properties.Add(record.Properties[key] is null ? new PSNoteProperty(key, Wrap(item)) : throw SameName(key));
        }

        return record;
    }

    /// <summary>The error for names that are one to PowerShell.</summary>
    public static AmlInputException SameName(string name) => new(
        InputErrors.ModelFailed,
        $"the model gives two values whose names differ from '{name}' in nothing but case, which properties of an object cannot. Use -Raw or -OutputPath.");
}
