namespace AmlEndpoints.Scoring;

/// <summary>The forms in which predictions are written to a file.</summary>
public enum PredictionFormat
{
    /// <summary>A JSON list with one object a row.</summary>
    Json,

    /// <summary>One JSON object a line.</summary>
    JsonLines,

    /// <summary>Comma-separated values with a header; lists and maps as JSON, a missing number (NaN) as nothing.</summary>
    Csv,
}
