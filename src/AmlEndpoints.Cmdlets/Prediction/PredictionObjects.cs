using System.Management.Automation;
using AmlEndpoints.Scoring;

namespace AmlEndpoints.Prediction;

/// <summary>Predictions as PowerShell objects: one a row, with the properties of the record in their order.</summary>
internal static class PredictionObjects
{
    /// <summary>The object for one row.</summary>
    public static PSObject Create(Predictions predictions, int row)
    {
        PSObject record = new();
        for (int column = 0; column < predictions.Names.Count; column++)
        {
            // The names are known to differ, so the members need no check one by one.
            record.Properties.Add(new PSNoteProperty(predictions.Names[column], ToPowerShell(predictions.GetValue(row, column))), preValidated: true);
        }

        return record;
    }

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
