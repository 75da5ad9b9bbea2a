using System.Management.Automation;
using System.Reflection;
using AmlEndpoints.Scoring;

namespace AmlEndpoints.Prediction;

/// <summary>Predictions as PowerShell objects: one a row, with the properties of the record in their order.</summary>
internal static class PredictionObjects
{
    // PSObject(int instanceMemberCapacity) is public in PowerShell 7 and not in the reference assembly that serves all editions. Without it the
    // table of members grows three times for ten properties, which is half of the time that an object takes.
    private static readonly ConstructorInvoker? _create =
        typeof(PSObject).GetConstructor([typeof(int)]) is { } constructor ? ConstructorInvoker.Create(constructor) : null;

    /// <summary>The objects for all rows. It may be called on any thread: they are a large part of the work for a large file.</summary>
    public static PSObject[] CreateAll(Predictions predictions)
    {
        PSObject[] records = new PSObject[predictions.Rows];
        for (int row = 0; row < records.Length; row++)
        {
            records[row] = Create(predictions, row);
        }

        return records;
    }

    private static PSObject Create(Predictions predictions, int row)
    {
        PSObject record = Empty(predictions.Names.Count);
        PSMemberInfoCollection<PSPropertyInfo> properties = record.Properties;
        for (int column = 0; column < predictions.Names.Count; column++)
        {
            // The names are known to differ, so the members need no check one by one.
            properties.Add(new PSNoteProperty(predictions.Names[column], ToPowerShell(predictions.GetValue(row, column))), preValidated: true);
        }

        return record;
    }

    private static PSObject Empty(int properties) => _create is null ? new PSObject() : (PSObject)_create.Invoke(properties)!;

    private static object ToPowerShell(object value)
    {
        if (value is not KeyValuePair<string, object>[] map)
        {
            return value;
        }

        PSObject record = new();
        foreach ((string key, object item) in map)
        {
            record.Properties.Add(new PSNoteProperty(key, item));
        }

        return record;
    }
}
