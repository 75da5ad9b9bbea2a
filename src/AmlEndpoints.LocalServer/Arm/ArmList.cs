using System.Buffers;
using System.Globalization;
using System.Text.Json;
using AmlEndpoints.LocalServer.Store;

namespace AmlEndpoints.LocalServer.Arm;

/// <summary>A page of a list: <c>{"value": […], "nextLink": …}</c>, where <c>$skip</c> carries how many were given before.</summary>
internal static class ArmList
{
    private const int DefaultPage = 100;

    /// <summary>Makes the page that was asked for.</summary>
    /// <param name="request">The request.</param>
    /// <param name="resources">All items, in order.</param>
    /// <param name="size">The query parameter with the size of a page: <c>count</c> or <c>$top</c>.</param>
    public static ArmAnswer Page(ArmRequest request, IEnumerable<Resource> resources, string size)
    {
        int skip = request.QueryNumber("$skip") ?? 0;
        int most = request.QueryNumber(size) is { } asked and > 0 ? asked : DefaultPage;
        List<Resource> rest = [.. resources.Skip(skip)];
        ArrayBufferWriter<byte> text = new();
        using (Utf8JsonWriter json = new(text))
        {
            json.WriteStartObject();
            json.WriteStartArray("value");
            foreach (Resource resource in rest.Take(most))
            {
                json.WriteRawValue(resource.Body, skipInputValidation: true);
            }

            json.WriteEndArray();
            if (rest.Count > most)
            {
                json.WriteString("nextLink", NextLink(request, skip + most));
            }

            json.WriteEndObject();
        }

        return new ArmAnswer(200, text.WrittenMemory);
    }

    private static string NextLink(ArmRequest request, int skip)
    {
        IEnumerable<KeyValuePair<string, string?>> others = request.Context.Request.Query
            .Where(parameter => !parameter.Key.Equals("$skip", StringComparison.OrdinalIgnoreCase))
            .Select(parameter => KeyValuePair.Create(parameter.Key, (string?)parameter.Value.ToString()));
        QueryString query = QueryString.Create(others.Append(KeyValuePair.Create("$skip", (string?)skip.ToString(CultureInfo.InvariantCulture))));
        return $"{request.BaseUri}{request.Context.Request.PathBase}{request.Context.Request.Path.ToUriComponent()}{query}";
    }
}
