using System.Text;
using System.Text.Json;

namespace AmlEndpoints.Models;

/// <summary>Writes signature texts as MLflow 2.10 and later do (mlflow/types/schema.py, Schema.to_json).</summary>
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
                ColumnSpec column => "{" + TypeMembers(column.Type) + Name(column) + $", \"required\": {Json(column.Required)}" + "}",
                _ => throw new ArgumentException($"{field.GetType().Name} is not a field that MLflow knows.", nameof(fields)),
            });
        }

        return text.Append(']').ToString();
    }

    private static string Tensor(TensorSpec tensor)
    {
        string name = tensor.Name is null ? "" : $"\"name\": {Json(tensor.Name)}, ";
        return $"{{{name}\"type\": \"tensor\", \"tensor-spec\": {{\"dtype\": {Json(tensor.ElementType)}, \"shape\": [{string.Join(", ", tensor.Shape)}]}}}}";
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
        $"{Json(property.Name!)}: {{{TypeMembers(property.Type)}, \"required\": {Json(property.Required)}}}";

    private static string Json<T>(T value) => JsonSerializer.Serialize(value);
}
