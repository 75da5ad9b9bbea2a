namespace AmlEndpoints.Scoring;

/// <summary>What a file with input holds.</summary>
public enum ContentType
{
    /// <summary>Comma-separated values with a header: <c>.csv</c>.</summary>
    Csv,

    /// <summary>A request in one of the JSON dialects: <c>.json</c>.</summary>
    Json,

    /// <summary>An image, PNG or JPEG: <c>.png</c>, <c>.jpg</c>, <c>.jpeg</c>.</summary>
    Image,
}

/// <summary>Tells the content of a file from its name.</summary>
public static class ContentTypes
{
    /// <summary>The content type for a file's ending.</summary>
    /// <exception cref="AmlFileException">The ending is none of the known ones.</exception>
    public static ContentType Of(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".csv" => ContentType.Csv,
        ".json" => ContentType.Json,
        ".png" or ".jpg" or ".jpeg" => ContentType.Image,
        _ when Directory.Exists(path) => throw new AmlFileException(FileErrors.AccessFailed, "this is a folder. Name the files in it, with wildcards if there are many.", path),
        string ending => throw new AmlFileException(
            FileErrors.UnknownContentType,
            $"the ending '{ending}' does not tell what the file holds. Known are .csv, .json, .png, .jpg and .jpeg; say it with -ContentType.",
            path),
    };

    /// <summary>The format for the ending of a file that predictions are written to.</summary>
    /// <exception cref="AmlFileException">The ending is none of the known ones.</exception>
    public static PredictionFormat FormatOf(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".csv" => PredictionFormat.Csv,
        ".json" => PredictionFormat.Json,
        ".jsonl" => PredictionFormat.JsonLines,
        string ending => throw new AmlFileException(
            FileErrors.UnknownContentType,
            $"the ending '{ending}' does not tell the format. Predictions are written as .csv, .json or .jsonl.",
            path),
    };
}
