namespace AmlEndpoints.Service;

/// <summary>How far a long-running operation is.</summary>
/// <param name="Phase">What is going on, in a few words.</param>
/// <param name="Status">The service's word for it, such as Updating.</param>
/// <param name="Elapsed">The time since the operation was begun.</param>
/// <param name="PercentComplete">The service's estimate, 0 to 100; null when it has none.</param>
public sealed record OperationProgress(string Phase, string Status, TimeSpan Elapsed, double? PercentComplete);
