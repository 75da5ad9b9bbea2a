using System.Collections;
using System.Management.Automation;

namespace AmlEndpoints;

/// <summary>Hashtables that users give, as names with texts.</summary>
internal static class PipelineTable
{
    /// <summary>The entries, such as tags; null for none.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>>? ToTexts(IDictionary? table) => table is null ? null :
    [
        .. table.Cast<DictionaryEntry>().Select(entry => KeyValuePair.Create(LanguagePrimitives.ConvertTo<string>(entry.Key), LanguagePrimitives.ConvertTo<string>(entry.Value) ?? "")),
    ];
}
