using System.Text;
using System.Text.Json;

namespace AmlEndpoints.Models;

/// <summary>Writes signature texts that every MLflow reads (mlflow/types/schema.py, Schema.to_json).</summary>
internal static class SignatureWriter
{
    public static string Write(IReadOnlyList<SignatureField> fields)
    {
        StringBuilder text = new("[");
        foreach (SignatureField field in fields)
        {
            text.Append(text.Length > 1 ? ", " : "").Append(field switch
            {
                TensorSpec tensor => Tensor(tensor),
                ColumnSpec column => "{" + TypeMembers(column.Type) + Name(column) + Required(column) + "}",
                _ => throw new ArgumentException($"{field.GetType().Name} is not a field that MLflow knows.", nameof(fields)),
            });
        }

        return text.Append(']').ToString();
    }

    private static string Tensor(TensorSpec tensor)
    {
        string name = tensor.Name is null ? "" : $"\"name\": {Json(tensor.Name)}, ";
        return $"{{{name}\"type\": \"tensor\", \"tensor-spec\": {{\"dtype\": {Json(tensor.ElementType)}, \"shape\": [{ShapeText.Join(tensor.Shape)}]}}}}";
    }

    private static string Name(ColumnSpec column) => column.Name is null ? "" : $", \"name\": {Json(column.Name)}";

    private static string TypeMembers(ColumnType type) => type switch
    {
        ScalarColumnType => $"\"type\": \"{type}\"",
        ArrayColumnType array => $"\"type\": \"array\", \"items\": {{{TypeMembers(array.Items)}}}",
        MapColumnType map => $"\"type\": \"map\", \"values\": {{{TypeMembers(map.Values)}}}",
        ObjectColumnType record => $"\"type\": \"object\", \"properties\": {{{string.Join(", ", record.Properties.OrderBy(property => property.Name, StringComparer.Ordinal).Select(Property))}}}",
        AnyColumnType => "\"type\": \"any\"",
        _ => "\"type\": \"sparkml_vector\"",
    };

    private static string Property(ColumnSpec property) =>
        $"{Json(property.Name!)}: {{{TypeMembers(property.Type)}{Required(property)}}}";

    // Only where it is not what its absence means: MLflow before 2.10 fails on the key.
    private static string Required(ColumnSpec column) =>
        column.Required == column.Type is ScalarColumnType ? "" : $", \"required\": {Json(column.Required)}";

    private static string Json<T>(T value) => JsonSerializer.Serialize(value);
}
