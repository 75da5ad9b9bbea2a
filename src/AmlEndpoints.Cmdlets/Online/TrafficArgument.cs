using System.Collections;
using System.Management.Automation;
using AmlEndpoints.Online;

namespace AmlEndpoints.OnlineCommands;

/// <summary>Reads traffic as users give it: <c>@{blue=90; green=10}</c>, <c>'blue=90 green=10'</c>, or <c>'blue=90', 'green=10'</c>.</summary>
internal static class TrafficArgument
{
    public static IReadOnlyDictionary<string, int>? Read(object? argument) => Bare(argument) switch
    {
        null => null,
        IDictionary table => TrafficChange.Parse(string.Join(' ', table.Cast<DictionaryEntry>().Select(entry => $"{entry.Key}={LanguagePrimitives.ConvertTo<string>(entry.Value)}"))),
        IReadOnlyDictionary<string, int> traffic => traffic,
        string text => TrafficChange.Parse(text),
        IEnumerable texts => TrafficChange.Parse(string.Join(' ', texts.Cast<object?>().Select(Bare))),
        object other => TrafficChange.Parse(LanguagePrimitives.ConvertTo<string>(other)),
    };

    private static object? Bare(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
