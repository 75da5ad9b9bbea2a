using System.Collections;
using System.Management.Automation;

namespace AmlEndpoints.Prediction;

/// <summary>A row as it comes through the pipeline, unwrapped: names and values, values alone, or a file.</summary>
/// <param name="Names">The names; null when the values go by position.</param>
/// <param name="Values">The values.</param>
/// <param name="File">The file, instead of values.</param>
internal sealed record PipelineRow(IReadOnlyList<string>? Names, IReadOnlyList<object?> Values, string? File)
{
    private const int DeepestList = 16;

    /// <summary>Unwraps an object.</summary>
    /// <returns>The row, or null when the object is none.</returns>
    public static PipelineRow? From(PSObject? input) => input?.BaseObject switch
    {
        null => null,
        FileInfo file => new PipelineRow(null, [], file.FullName),
        IDictionary map => FromMap(map),
        string or ValueType or DirectoryInfo => null,
        IEnumerable list => new PipelineRow(null, [.. list.Cast<object?>().Select(item => Unwrap(item))], null),
        _ => FromProperties(input),
    };

    private static PipelineRow FromMap(IDictionary map)
    {
        List<string> names = [];
        List<object?> values = [];
        foreach (DictionaryEntry entry in map)
        {
            names.Add(LanguagePrimitives.ConvertTo<string>(entry.Key));
            values.Add(Unwrap(entry.Value));
        }

        return new PipelineRow(names, values, null);
    }

    private static PipelineRow? FromProperties(PSObject input)
    {
        List<string> names = [];
        List<object?> values = [];
        foreach (PSPropertyInfo property in input.Properties)
        {
            // Only data: a code property of an object like a process may fail or take long.
            if (property.MemberType is PSMemberTypes.NoteProperty or PSMemberTypes.Property && property.IsGettable)
            {
                names.Add(property.Name);
                values.Add(ValueOf(property));
            }
        }

        return names.Count > 0 ? new PipelineRow(names, values, null) : null;
    }

    // A property that cannot be read, such as the exit code of a process that runs, has no value.
    private static object? ValueOf(PSPropertyInfo property)
    {
        try
        {
            return Unwrap(property.Value);
        }
        catch (GetValueException)
        {
            return null;
        }
    }

    // What came through a pipeline is wrapped, also as an element of a list, such as the lines of Get-Content.
    private static object? Unwrap(object? value, int depth = 0)
    {
        object? bare = value is PSObject wrapped ? wrapped.BaseObject : value;
        if (bare is not (IList<object?> or ArrayList))
        {
            return bare;
        }

        // A list may contain itself.
        return depth < DeepestList
            ? ((IEnumerable)bare).Cast<object?>().Select(item => Unwrap(item, depth + 1)).ToList()
            : throw new AmlInputException(InputErrors.InvalidShape, $"lists in the row are nested deeper than {DeepestList}.");
    }
}
