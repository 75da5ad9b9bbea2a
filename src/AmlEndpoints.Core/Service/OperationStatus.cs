namespace AmlEndpoints.Service;

/// <summary>The words for the end of an operation; every other one means that it still runs.</summary>
internal static class OperationStatus
{
    public const string Succeeded = "Succeeded";

    /// <summary>A resource without a state is ready.</summary>
    public static bool IsSuccess(string? status) => status is null || Is(status, Succeeded);

    public static bool IsFailure(string? status) => Is(status, "Failed") || Is(status, "Canceled");

    private static bool Is(string? status, string word) => string.Equals(status, word, StringComparison.OrdinalIgnoreCase);
}
