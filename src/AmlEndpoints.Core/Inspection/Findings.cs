namespace AmlEndpoints.Inspection;

/// <summary>The findings so far.</summary>
internal sealed class Findings
{
    private readonly List<ModelFinding> _all = [];

    public void Add(FindingSeverity severity, string code, string file, string message, string advice) =>
        _all.Add(new ModelFinding(severity, code, file, message, advice));

    /// <summary>Does something, or makes its error a finding.</summary>
    /// <returns>The result, or null after an error.</returns>
    public T? Try<T>(Func<T> action)
        where T : class
    {
        try
        {
            return action();
        }
        catch (AmlFileException error)
        {
            // Our messages end with what to do; as a finding it stands in one piece.
            string place = error.Line is null ? "" : $"line {error.Line}: ";
            Add(FindingSeverity.Error, error.Code, error.Path, place + error.Problem, "Mend this first; the checks behind it could not be made.");
            return null;
        }
    }

    public IReadOnlyList<ModelFinding> GravestFirst() => [.. _all.OrderByDescending(finding => finding.Severity)];
}
