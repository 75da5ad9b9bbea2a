using System.Collections.Immutable;
using System.Text.Json;

namespace AmlEndpoints.Models;

/// <summary>
/// Reads the JSON texts of a signature in every form that MLflow 1.x to 3.x has written (mlflow/types/schema.py,
/// Schema.from_json and ParamSchema.from_json).
/// </summary>
internal static class SignatureReader
{
    /// <summary>Reads inputs or outputs.</summary>
    /// <exception cref="FormatException">The text is not a schema; the message says where in it.</exception>
    public static IReadOnlyList<SignatureField> ReadFields(string json)
    {
        using JsonDocument document = Parse(json);
        List<SignatureField> fields = [.. Items(document.RootElement).Select(ReadField)];
        bool named = fields.Any(field => field.Name is not null);
        if (fields.Any(field => field is TensorSpec) && fields.Any(field => field is ColumnSpec))
        {
            throw new FormatException("it mixes columns and tensors; a schema has one kind");
        }

        if (named && fields.Any(field => field.Name is null))
        {
            throw new FormatException("some of its fields have a name and some do not; all or none must have one");
        }

        if (!named && fields.Count > 1 && fields[0] is TensorSpec)
        {
            throw new FormatException("it has several tensors without a name");
        }

        string? twice = fields.GroupBy(field => field.Name).FirstOrDefault(group => group.Key is not null && group.Count() > 1)?.Key;
        return twice is null ? fields : throw new FormatException($"the name '{twice}' stands twice");
    }

    /// <summary>Reads parameters.</summary>
    /// <exception cref="FormatException">The text is not a parameter schema.</exception>
    public static IReadOnlyList<ParameterSpec> ReadParameters(string json)
    {
        using JsonDocument document = Parse(json);
        return [.. Items(document.RootElement).Select(ReadParameter)];
    }

    private static JsonDocument Parse(string json)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException error)
        {
            throw new FormatException($"it is not valid JSON ({error.Message.TrimEnd('.')})", error);
        }
    }

    private static JsonElement.ArrayEnumerator Items(JsonElement root) =>
        root.ValueKind == JsonValueKind.Array ? root.EnumerateArray() : throw new FormatException("it is not a JSON list");

    private static SignatureField ReadField(JsonElement field, int index)
    {
        if (field.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"item {index} is not an object");
        }

        string? name = NameOf(field, index);
        if (StringOf(field, "type") == "tensor")
        {
            return ReadTensor(field, name, index);
        }

        string where = name is null ? $"column {index}" : $"column '{name}'";
        ColumnType type = ReadType(field, where);
        return new ColumnSpec(name, type, IsRequired(field, type));
    }

    // MLflow 1.x allowed whole numbers as names (pandas' default column labels).
    private static string? NameOf(JsonElement field, int index) => !field.TryGetProperty("name", out JsonElement name)
        ? null
        : name.ValueKind switch
        {
            JsonValueKind.String => StringOf(field, "name"),
            JsonValueKind.Number => name.GetRawText(),
            JsonValueKind.Null => null,
            _ => throw new FormatException($"the name of item {index} is not text"),
        };

    private static TensorSpec ReadTensor(JsonElement field, string? name, int index)
    {
        string where = name is null ? $"tensor {index}" : $"tensor '{name}'";
        if (!field.TryGetProperty("tensor-spec", out JsonElement spec) || spec.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"{where} has no tensor-spec");
        }

        string elementType = StringOf(spec, "dtype") ?? throw new FormatException($"{where} has no dtype");
        return spec.TryGetProperty("shape", out JsonElement shape)
            ? new TensorSpec(name, elementType, ReadShape(shape, where))
            : throw new FormatException($"{where} has no shape");
    }

    private static ImmutableArray<long> ReadShape(JsonElement shape, string where) =>
        shape.ValueKind == JsonValueKind.Array && shape.EnumerateArray().All(IsDimension)
            ? [.. shape.EnumerateArray().Select(dimension => dimension.GetInt64())]
            : throw new FormatException($"the shape of {where} is not a list of whole numbers from -1");

    private static bool IsDimension(JsonElement dimension) =>
        dimension.ValueKind == JsonValueKind.Number && dimension.TryGetInt64(out long length) && length >= -1;

    // `required` came with 2.10, `optional` was there from 2.0 to 2.9. Without either, scalars are required and the rest
    // are not (ColSpec.from_json_dict takes None as the default of the non-scalar types).
    private static bool IsRequired(JsonElement field, ColumnType type) =>
        field.TryGetProperty("required", out JsonElement required) && required.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? required.GetBoolean()
            : field.TryGetProperty("optional", out JsonElement optional)
                ? optional.ValueKind != JsonValueKind.True
                : type is ScalarColumnType;

    private static ColumnType ReadType(JsonElement field, string where)
    {
        string name = StringOf(field, "type") ?? StringOf(field, "dtype") ?? throw new FormatException($"{where} has no type");
        return name switch
        {
            "array" => new ArrayColumnType(ReadType(Member(field, "items", where), $"the items of {where}")),
            "map" => new MapColumnType(ReadType(Member(field, "values", where), $"the values of {where}")),
            "object" => new ObjectColumnType([.. Member(field, "properties", where).EnumerateObject().Select(property => ReadProperty(property, where))]),
            "any" => new AnyColumnType(),
            "sparkml_vector" => new SparkMLVectorColumnType(),
            _ => ReadScalar(name, where),
        };
    }

    // Parameters were written as "DataType.double" by some 2.x releases.
    private static ScalarColumnType ReadScalar(string name, string where) =>
        DataTypeNames.TryParse(name.StartsWith("DataType.", StringComparison.Ordinal) ? name["DataType.".Length..] : name, out DataType type)
            ? new ScalarColumnType(type)
            : throw new FormatException($"{where} has the type '{name}', which is none of {DataTypeNames.All}, array, object, map, any, sparkml_vector, tensor");

    private static ColumnSpec ReadProperty(JsonProperty property, string where)
    {
        ColumnType type = ReadType(property.Value, $"'{property.Name}' of {where}");
        return new ColumnSpec(property.Name, type, IsRequired(property.Value, type));
    }

    private static JsonElement Member(JsonElement field, string key, string where) =>
        field.TryGetProperty(key, out JsonElement member) && member.ValueKind == JsonValueKind.Object
            ? member
            : throw new FormatException($"{where} has no {key}");

    private static ParameterSpec ReadParameter(JsonElement parameter, int index)
    {
        if (parameter.ValueKind != JsonValueKind.Object || StringOf(parameter, "name") is not { } name)
        {
            throw new FormatException($"parameter {index} has no name");
        }

        ColumnType type = ReadType(parameter, $"parameter '{name}'");
        JsonElement value = parameter.TryGetProperty("default", out JsonElement found) ? found.Clone() : default;
        ImmutableArray<long>? shape = parameter.TryGetProperty("shape", out JsonElement dimensions) && dimensions.ValueKind != JsonValueKind.Null
            ? ReadShape(dimensions, $"parameter '{name}'")
            : null;
        return new ParameterSpec(name, type, value, shape);
    }

    private static string? StringOf(JsonElement parent, string key)
    {
        if (parent.ValueKind != JsonValueKind.Object || !parent.TryGetProperty(key, out JsonElement value) || value.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException error)
        {
            throw new FormatException($"its {key} {value.GetRawText()} is not valid Unicode", error);
        }
    }
}
