using System.Collections;
using System.Management.Automation;
using System.Text.Json.Nodes;

namespace AmlEndpoints;

/// <summary>Hashtables that users give, as JSON.</summary>
internal static class PipelineTable
{
    /// <summary>Names with texts, such as tags.</summary>
    public static JsonObject ToTexts(IDictionary table)
    {
        JsonObject json = [];
        foreach (DictionaryEntry entry in table)
        {
            json[LanguagePrimitives.ConvertTo<string>(entry.Key)] = LanguagePrimitives.ConvertTo<string>(entry.Value);
        }

        return json;
    }
}
